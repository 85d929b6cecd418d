/** How a cell looks and whether a protected sheet locks it. Colours are `#RRGGBB`; a fill of null is no fill. */
export interface CellStyle {
  readonly numberFormat: string;
  readonly fill: string | null;
  readonly fontName: string;
  readonly fontSize: number;
  readonly fontColor: string;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: string;
  readonly strikethrough: boolean;
  readonly wrapText: boolean;
  readonly horizontalAlignment: string;
  readonly verticalAlignment: string;
  readonly indentLevel: number;
  readonly locked: boolean;
  readonly formulaHidden: boolean;
  readonly borders: Borders;
}

export type BorderSide = "EdgeTop" | "EdgeBottom" | "EdgeLeft" | "EdgeRight";
export type Borders = Readonly<Partial<Record<BorderSide, Border>>>;

export interface Border {
  /** `Continuous`, `Dash`, `None` … */
  readonly style: string;
  readonly weight: string;
  readonly color: string;
}

export const noBorder: Border = { style: "None", weight: "Thin", color: "#000000" };

/** A cell nobody has touched: Calibri 11, no fill, locked once the sheet is protected. */
export const plainStyle: CellStyle = {
  numberFormat: "General",
  fill: null,
  fontName: "Calibri",
  fontSize: 11,
  fontColor: "#000000",
  bold: false,
  italic: false,
  underline: "None",
  strikethrough: false,
  wrapText: false,
  horizontalAlignment: "General",
  verticalAlignment: "Bottom",
  indentLevel: 0,
  locked: true,
  formulaHidden: false,
  borders: {},
};
