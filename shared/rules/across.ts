import type { HallazgoInfo } from "./hallazgo.ts";

/** Findings that only show when the workbooks of several secretarías lie side by side. */
export const acrossHallazgos = {
  "codigo-en-dos-secretarias": {
    familia: 5,
    severity: "error",
    titulo: "Indicador en varias secretarías sin participación",
    mensaje: "El código {codigo} también lo reporta «{otras}», y esta fila no dice su participación.",
    razon: "No se sabe qué parte de la meta es de cada una, y la ciudad no puede contarla. Escriba la participación.",
  },
  "participaciones-no-suman": {
    familia: 5,
    severity: "error",
    titulo: "Las participaciones no suman 100 %",
    mensaje: "Las participaciones del indicador {codigo} suman {suma}: {partes}.",
    razon: "La meta compartida queda sin avance para la ciudad. Acuerden las partes hasta sumar 100 %.",
  },
  "compartida-distinta": {
    familia: 5,
    severity: "warning",
    titulo: "Meta compartida con datos distintos",
    mensaje: "«{secretaria}» tiene otro dato en {columna}: {otro}; aquí es {valor}.",
    razon:
      "Un mismo indicador tiene una sola meta, una sola línea base y un solo ponderador; mientras el ponderador no coincida, la ciudad no lo cuenta. Acuerden cuál es.",
  },
  "secretaria-sin-reporte": {
    familia: 5,
    severity: "warning",
    titulo: "Secretaría que no ha reportado",
    mensaje: "No hay un libro de «{secretaria}».",
    razon: "Sus metas faltan en las cifras de la ciudad. Pídale el libro.",
  },
  "secretaria-en-dos-libros": {
    familia: 5,
    severity: "error",
    titulo: "Una secretaría con dos libros",
    mensaje: "«{secretaria}» está también en {otros}.",
    razon: "No se sabe cuál es el bueno. Deje uno solo.",
  },
  "vigencia-distinta": {
    familia: 5,
    severity: "error",
    titulo: "Libro de otra vigencia",
    mensaje: "Este libro es de la vigencia {vigencia} y los demás de {comun}.",
    razon: "Las cifras de dos vigencias no se pueden promediar. Corrija la vigencia o retire el libro.",
  },
  "corte-distinto": {
    familia: 5,
    severity: "warning",
    titulo: "Libro con otro corte",
    mensaje: "Este libro tiene corte al {corte} y los demás al {comun}.",
    razon: "El avance de una secretaría quedaría comparado con otra fecha. Acuerden un solo corte.",
  },
  "meta-distinta-del-plan": {
    familia: 5,
    severity: "warning",
    titulo: "Dato distinto al de planeación",
    mensaje: "{columna} es {valor} en el libro y {canonico} en el de planeación.",
    razon: "Las metas las cambia planeación, no la secretaría. Restablezca el dato o pida la reprogramación.",
  },
} as const satisfies Record<string, HallazgoInfo>;

export type AcrossCode = keyof typeof acrossHallazgos;
