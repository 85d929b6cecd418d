import type { Columna } from "./columnas.ts";
import type { TituloCampo } from "./titulo.ts";

/**
 * How the official sheet looks, whoever makes it: `metas plantilla` as a file, the pane in an open workbook. Colours as
 * RRGGBB, sizes of letters and heights in points. What is not said is as in any cell; all of it stands in the middle of its
 * row.
 */
export interface Aspecto {
  readonly fill?: string;
  readonly color?: string;
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: "left" | "center" | "right";
  readonly indent?: number;
  readonly wrap?: boolean;
  readonly numberFormat?: string;
  /** May be written in a protected sheet. */
  readonly unlocked?: boolean;
  /** Lines below each cell and at its right. */
  readonly bottom?: Linea;
  readonly right?: Linea;
}

export interface Linea {
  readonly weight: "hair" | "thin";
  readonly color: string;
}

export const fuente = "Calibri";

export const colores = {
  titulo: "17324D",
  acento: "1F6F8B",
  texto: "22313F",
  suave: "6B7785",
  linea: "D5DBE1",
  fondo: "F4F7F9",
  banda: "E8EEF2",
  blanco: "FFFFFF",
} as const;

/** Who fills what, by colour; the same colours stand in the header. */
export const tonos: Readonly<Record<Columna["info"]["dueno"], { readonly header: string; readonly cell: string }>> = {
  planeacion: { header: colores.titulo, cell: colores.fondo },
  secretaria: { header: colores.acento, cell: colores.blanco },
  calculada: { header: colores.suave, cell: colores.banda },
};

export const altos = { titulo: 30, secretaria: 19, vigencia: 19, header: 44 } as const;

/** Ejecución of the open vigencia: where the planner comes to write. */
const tonoAbierta = "FFF9E5";

/** A day in words whatever the language of Excel: 30 de septiembre de 2017. */
export const fechaLarga = '[$-240A]d" de "mmmm" de "yyyy';

export const aspectoTitulo: Aspecto = {
  fill: colores.titulo,
  color: colores.blanco,
  size: 15,
  bold: true,
  align: "left",
  indent: 1,
};
/** Behind the fields of the title, all across. */
export const aspectoCampos: Aspecto = { fill: colores.fondo, color: colores.texto, size: 10 };
export const aspectoEtiqueta: Aspecto = {
  fill: colores.fondo,
  color: colores.suave,
  size: 9,
  align: "left",
  indent: 1,
};
export const aspectoNota: Aspecto = { fill: colores.fondo, color: colores.suave, size: 9, align: "left" };
export const aspectoMarcas: Aspecto = { color: colores.suave, size: 8 };

export function aspectoValor(campo: TituloCampo): Aspecto {
  const numberFormat = { secretaria: "@", vigencia: "0", corte: fechaLarga, version: "0" }[campo];
  return { fill: colores.fondo, color: colores.titulo, size: 11, bold: true, align: "left", numberFormat };
}

/** @param open vigencia that is being filled: later ones are paler */
export function aspectoEncabezado({ vigencia, info }: Columna, open: number): Aspecto {
  return {
    fill: tonos[info.dueno].header,
    color: vigencia !== null && vigencia > open ? colores.linea : colores.blanco,
    size: 10,
    bold: true,
    align: "center",
    wrap: true,
    right: { weight: "thin", color: colores.linea },
  };
}

export function aspectoDato(columna: Columna, open: number): Aspecto {
  const { campo, vigencia, info } = columna;
  const isOpen = campo === "ejecucion" && vigencia === open;
  const isNumber = info.tipo === "numero";
  const isLong = info.ancho >= 22;
  return {
    fill: isOpen ? tonoAbierta : tonos[info.dueno].cell,
    color: vigencia !== null && vigencia > open ? colores.suave : colores.texto,
    size: 10,
    bold: isOpen || campo === "codigo" || campo === "semaforo",
    ...(isNumber || isLong ? { align: isNumber ? "right" : "left", indent: 1 } : { align: "center" }),
    wrap: !isNumber,
    numberFormat: formatOf(columna),
    unlocked: info.dueno === "secretaria",
    bottom: { weight: "thin", color: colores.linea },
    right: { weight: "hair", color: colores.linea },
  };
}

function formatOf({ campo, info }: Columna): string {
  if (campo === "avance" || campo === "esperado") return "0.0%";
  if (campo === "semaforo") return "General";
  if (info.tipo === "numero") return "#,##0";
  return info.tipo === "fecha" ? "dd/mm/yyyy" : "@";
}
