import type { Cell } from "../cell.ts";
import { isoFromSerial, parseFecha, showSerial } from "../corte.ts";
import { blankDato, npDato, valueDato, type Dato } from "../dato.ts";
import { formatNumero, formatPorcentaje, parseNumero } from "../number.ts";
import { puntosOf } from "../puntos.ts";
import { cutText, normalizeText } from "../text.ts";
import type { HallazgoInfo } from "./hallazgo.ts";

/** Findings of single cells: what stands in them is not what belongs there. */
export const cellHallazgos = {
  "codigo-en-blanco": {
    familia: 2,
    severity: "error",
    titulo: "Código en blanco",
    mensaje: "La fila tiene datos pero no tiene código.",
    razon:
      "No se sabe de qué indicador es la fila, que no entra en los promedios. Escriba el código que tiene en el plan.",
  },
  "codigo-invalido": {
    familia: 2,
    severity: "error",
    titulo: "Código que no es del plan",
    mensaje: "El código «{valor}» no sigue el patrón del plan ({patron}).",
    razon: "La fila cuenta en los promedios, pero no se puede cruzar con el plan. Corríjalo según el plan indicativo.",
  },
  "codigo-como-numero": {
    familia: 2,
    severity: "warning",
    titulo: "Código guardado como número",
    mensaje: "El código {valor} está guardado como número y no como texto.",
    razon: "Excel puede mostrarlo como 4,4E+10 o quitarle ceros. Guárdelo como texto.",
  },
  "codigo-con-espacios": {
    familia: 2,
    severity: "info",
    titulo: "Código con espacios o signos invisibles",
    mensaje: "El código «{valor}» trae espacios, comillas o signos invisibles; se leyó {leido}.",
    razon: "Un código escrito de dos maneras parece dos indicadores.",
  },
  "codigo-repetido": {
    familia: 2,
    severity: "error",
    titulo: "Código repetido",
    mensaje: "El código {valor} está también en {otra}.",
    razon: "No se sabe cuál de las filas es la verdadera: ninguna entra en los promedios hasta que quede una sola.",
  },
  "numero-como-texto": {
    familia: 2,
    severity: "warning",
    titulo: "Número guardado como texto",
    mensaje: "«{valor}» está escrito como texto; se leyó {leido}.",
    razon: "Excel no suma los textos. Conviértalo en número.",
  },
  "numero-ambiguo": {
    familia: 2,
    severity: "error",
    titulo: "Número ambiguo",
    mensaje: "«{valor}» puede leerse de dos maneras y no se adivina.",
    razon: "Escríbalo como número, con punto para los miles y coma para los decimales.",
  },
  "no-es-numero": {
    familia: 2,
    severity: "error",
    titulo: "Texto donde va un número",
    mensaje: "«{valor}» no es un número.",
    razon: "Deje solo la cifra, y el texto en Observaciones; NP si no está programada.",
  },
  "numero-muy-largo": {
    familia: 2,
    severity: "error",
    titulo: "Número de más de 15 cifras",
    mensaje: "«{valor}» tiene más de 15 cifras, y Excel no guarda más.",
    razon: "Las demás quedan en cero. Verifique la cifra.",
  },
  "sin-dato-escrito": {
    familia: 2,
    severity: "info",
    titulo: "«Sin dato» escrito en la celda",
    mensaje: "«{valor}» se toma como desconocido, no como cero.",
    razon: "Reporte la cifra cuando la tenga o deje la celda en blanco.",
  },
  "porcentaje-en-numero": {
    familia: 2,
    severity: "error",
    titulo: "Porcentaje en un indicador que no es porcentaje",
    mensaje: "La celda dice {valor} y la unidad de medida es «{unidad}».",
    razon: "No se sabe si la cifra es un porcentaje o una cantidad. Corrija la celda o la unidad.",
  },
  "porcentaje-y-numero": {
    familia: 2,
    severity: "warning",
    titulo: "Unas cifras con % y otras sin él",
    mensaje: "En la misma fila hay cifras con % y cifras sin él: {valores}.",
    razon: "Se leyeron todas como puntos porcentuales (20 es 20 %). Escríbalas igual para que nadie las lea distinto.",
  },
  "porcentaje-fraccion": {
    familia: 2,
    severity: "warning",
    titulo: "¿Fracción o porcentaje?",
    mensaje: "{valor} se leyó como {leido}; si quería decir {otro}, escriba {sugerido}.",
    razon: "En una columna de porcentajes, 0,5 es medio por ciento.",
  },
  "porcentaje-dudoso": {
    familia: 2,
    severity: "error",
    titulo: "Fracción o porcentaje, y no se adivina",
    mensaje: "{valor} puede ser {leido} o {otro}: {porque}.",
    razon: "La cifra se desconoce hasta que se escriba con su signo (60 %) o en puntos (60).",
  },
  "ponderador-no-usable": {
    familia: 2,
    severity: "error",
    titulo: "Ponderador que no se puede usar",
    mensaje: "El ponderador «{valor}» no es un peso; la fila pesa 1, como si estuviera en blanco.",
    razon: "Los promedios quedan con otro peso. Escriba un número de cero en adelante.",
  },
  "valor-negativo": {
    familia: 2,
    severity: "warning",
    titulo: "Valor negativo",
    mensaje: "{valor} es negativo.",
    razon: "Una cantidad negativa suele ser un error de digitación. Verifíquela.",
  },
  "decimales-en-conteo": {
    familia: 2,
    severity: "warning",
    titulo: "Decimales en un conteo",
    mensaje: "{valor} tiene decimales y la unidad de medida es «{unidad}».",
    razon: "Se cuentan unidades enteras. Verifique la cifra o la unidad.",
  },
  "fecha-en-numero": {
    familia: 2,
    severity: "error",
    titulo: "Fecha donde va un número",
    mensaje: "La celda tiene la fecha {valor}.",
    razon: "Excel convierte en fecha textos como 3-5 o 1/2. Escriba de nuevo la cifra con formato de número.",
  },
  "logico-en-numero": {
    familia: 2,
    severity: "error",
    titulo: "Verdadero o falso donde va un número",
    mensaje: "La celda dice {valor}.",
    razon: "Escriba la cifra.",
  },
  "fecha-no-legible": {
    familia: 2,
    severity: "warning",
    titulo: "Fecha que no se puede leer",
    mensaje: "«{valor}» no es una fecha.",
    razon: "Escríbala como día/mes/año: 15/12/2017.",
  },
  "valor-error": {
    familia: 2,
    severity: "error",
    titulo: "Valor de error",
    mensaje: "La celda muestra {valor}.",
    razon: "La cifra se desconoce hasta que se corrija la fórmula.",
  },
  "sin-calcular": {
    familia: 2,
    severity: "error",
    titulo: "Fórmula sin calcular",
    mensaje: "La fórmula de la celda no tiene un valor guardado.",
    razon: "El libro lo hizo otro programa. Ábralo en Excel, guárdelo y vuelva a intentar.",
  },
  "fuera-de-lista": {
    familia: 2,
    severity: "error",
    titulo: "Valor fuera de la lista",
    mensaje: "«{valor}» no está en la lista: {lista}.",
    razon: "Elija uno de los valores de la lista.",
  },
  "texto-muy-largo": {
    familia: 2,
    severity: "error",
    titulo: "Texto más largo de lo que cabe",
    mensaje: "El texto tiene {largo} caracteres y en una celda caben 32.767.",
    razon: "Excel corta lo que sobra. Resúmalo o páselo a un anexo.",
  },
  "caracteres-invisibles": {
    familia: 2,
    severity: "info",
    titulo: "Signos de control en el texto",
    mensaje: "El texto trae {cuantos} signos de control que no se ven.",
    razon: "Vienen de copiar y pegar, y estorban al buscar. Se pueden quitar sin cambiar el texto.",
  },
} as const satisfies Record<string, HallazgoInfo>;

export type CellCode = keyof typeof cellHallazgos;

/** Tells of a cell: the code, the message's parameters and, where the meaning is certain, the value to put instead. */
export type Tell = (code: CellCode, params: Readonly<Record<string, string>>, fix?: string | number) => void;

/** How the numbers of a row are to be read. */
export interface Escala {
  readonly porcentaje: boolean;
  /** Units are counted whole. */
  readonly conteo: boolean;
  /** As people see it, for messages. */
  readonly unidad: string;
  /** Why a plain figure up to 1 may be a fraction: it is then unknown. Absent: it counts as points, and is asked about. */
  readonly fraccion?: Fraccion;
}

type Fraccion = "entre-porcentajes" | "participacion";

/** What makes a plain 0,6 doubtful where percentages belong. */
const fracciones: Readonly<Record<Fraccion, string>> = {
  "entre-porcentajes": "otras cifras de la fila están escritas con %",
  participacion: "una parte de menos de 1 % no es creíble",
};

/** Longest text that fits a cell. */
export const maxTextLength = 32_767;

/** Reads a numeric cell as a person meant it; tells what is wrong, and never makes a number of something uncertain. */
export function readDato(cell: Cell | undefined, escala: Escala, tell: Tell): Dato {
  if (cell === null || cell === undefined) return blankDato;
  if (typeof cell === "number") return plainNumber(cell, escala, tell);
  if (typeof cell === "string") return readText(cell, escala, tell);
  if (typeof cell === "boolean") {
    tell("logico-en-numero", { valor: cell ? "VERDADERO" : "FALSO" });
    return { kind: "unknown", why: "logico" };
  }
  switch (cell.kind) {
    case "percent":
      return percentNumber(puntosOf(cell.value), () => formatPorcentaje(cell.value, 4), escala, tell);
    case "date":
      tell("fecha-en-numero", { valor: showSerial(cell.serial) });
      return { kind: "unknown", why: "fecha" };
    case "error":
      tell("valor-error", { valor: cell.code });
      return { kind: "unknown", why: "error" };
    case "pending":
      tell("sin-calcular", {});
      return { kind: "unknown", why: "sin-calcular" };
  }
}

/** Reads a text cell: normalised text, empty when blank. */
export function readTexto(cell: Cell | undefined, tell: Tell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "string") {
    if (cell.length > maxTextLength) tell("texto-muy-largo", { largo: formatNumero(cell.length) });
    if (hasControl(cell)) {
      const clean = cell.replace(controlCharacters, "");
      tell("caracteres-invisibles", { cuantos: formatNumero(cell.length - clean.length) }, clean);
      return normalizeText(clean);
    }
    return normalizeText(cell);
  }
  if (typeof cell === "number") return String(cell);
  if (typeof cell === "boolean") return cell ? "VERDADERO" : "FALSO";
  switch (cell.kind) {
    case "percent":
      return formatPorcentaje(cell.value, 4);
    case "date":
      return showSerial(cell.serial);
    case "error":
      tell("valor-error", { valor: cell.code });
      return "";
    case "pending":
      tell("sin-calcular", {});
      return "";
  }
}

/** Reads a date cell as ISO day; null when blank or unreadable. */
export function readFecha(cell: Cell | undefined, tell: Tell): string | null {
  if (typeof cell === "object" && cell !== null && cell.kind === "date") return isoFromSerial(cell.serial);
  const text = readTexto(cell, tell);
  if (text === "") return null;
  const fecha = parseFecha(text);
  if (fecha === null) tell("fecha-no-legible", { valor: cutText(text, 60) });
  return fecha;
}

// Tab and line feed are part of a text; the rest of C0 and C1, zero-width signs and the byte order mark are not.
// eslint-disable-next-line no-control-regex -- these are what it looks for
const controlCharacters = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u200B\u200E\u200F\u2060\uFEFF]/g;

function hasControl(text: string): boolean {
  controlCharacters.lastIndex = 0;
  return controlCharacters.test(text);
}

function readText(text: string, escala: Escala, tell: Tell): Dato {
  const read = parseNumero(text);
  const valor = cutText(text.trim(), 60);
  switch (read.kind) {
    case "blank":
      return blankDato;
    case "np":
      return npDato;
    case "sin-dato":
      tell("sin-dato-escrito", { valor });
      return { kind: "unknown", why: "sin-dato" };
    case "ambiguous":
      tell("numero-ambiguo", { valor });
      return { kind: "unknown", why: "ambiguo" };
    case "too-long":
      tell("numero-muy-largo", { valor });
      return { kind: "unknown", why: "texto" };
    case "text":
      tell("no-es-numero", { valor });
      return { kind: "unknown", why: "texto" };
    case "value": {
      if (read.percent && !escala.porcentaje) return percentNumber(read.value, () => valor, escala, tell);
      if (!read.percent && isDudosa(read.value, escala)) return plainNumber(read.value, escala, tell);
      tell("numero-como-texto", { valor, leido: formatNumero(read.value, 10) }, read.value);
      return read.percent ? valueDato(read.value) : plainNumber(read.value, escala, tell);
    }
  }
}

function plainNumber(value: number, escala: Escala, tell: Tell): Dato {
  if (!Number.isFinite(value)) {
    tell("no-es-numero", { valor: String(value) });
    return { kind: "unknown", why: "texto" };
  }
  if (escala.fraccion !== undefined && isDudosa(value, escala)) {
    tell("porcentaje-dudoso", {
      valor: formatNumero(value, 10),
      leido: formatPorcentaje(value / 100, 4),
      otro: formatPorcentaje(value, 2),
      porque: fracciones[escala.fraccion],
    });
    return { kind: "unknown", why: "ambiguo" };
  }
  if (value < 0) tell("valor-negativo", { valor: formatNumero(value, 10) });
  if (escala.conteo && !Number.isInteger(value)) {
    tell("decimales-en-conteo", { valor: formatNumero(value, 10), unidad: escala.unidad });
  }
  if (escala.porcentaje && value > 0 && value < 1) {
    tell("porcentaje-fraccion", {
      valor: formatNumero(value, 10),
      leido: formatPorcentaje(value / 100, 4),
      otro: formatPorcentaje(value, 2),
      sugerido: formatNumero(puntosOf(value), 10),
    });
  }
  return valueDato(value);
}

/** True for a plain figure that may be a fraction; a whole participación of 1 may as well be 1 %. */
function isDudosa(value: number, { fraccion }: Escala): boolean {
  return fraccion !== undefined && value > 0 && (value < 1 || (value === 1 && fraccion === "entre-porcentajes"));
}

/** @param valor the cell as people see it */
function percentNumber(value: number, valor: () => string, escala: Escala, tell: Tell): Dato {
  if (!escala.porcentaje) {
    tell("porcentaje-en-numero", { valor: valor(), unidad: escala.unidad === "" ? "sin definir" : escala.unidad });
    return { kind: "unknown", why: "ambiguo" };
  }
  if (value < 0) tell("valor-negativo", { valor: valor() });
  return valueDato(value);
}
