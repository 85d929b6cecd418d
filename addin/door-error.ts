/** What stands in the way of a call to Excel. */
export type DoorErrorCode =
  /** Someone is typing into a cell. */
  | "celda-en-edicion"
  /** The sheet is protected. */
  | "protegida"
  /** The workbook's structure is protected: no sheet comes or goes. */
  | "libro-protegido"
  /** A single row or edit is more than Excel on the web carries. */
  | "demasiado-grande"
  /** Excel answered without the values that were asked for. */
  | "sin-valores"
  /** The sheet that was read is no longer there. */
  | "hoja-perdida"
  /** This Excel has not got what is needed. */
  | "version"
  | "sin-conexion"
  | "otro";

/** A call to Excel that failed, with Office's own code and words in `detail` for whoever looks into it. */
export class DoorError extends Error {
  readonly code: DoorErrorCode;
  readonly detail: string;

  constructor(code: DoorErrorCode, detail: string, options?: ErrorOptions) {
    super(`${code}: ${detail}`, options);
    this.name = "DoorError";
    this.code = code;
    this.detail = detail;
  }
}
