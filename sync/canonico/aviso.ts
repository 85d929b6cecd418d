import { fillMensaje } from "../../shared/rules/hallazgo.ts";

/** Something of the canonical workbook that could not be used as it is; nothing of it is lost. */
export interface AvisoCanonico {
  readonly code: AvisoCanonicoCode;
  /** Sheet and cell: `Conflictos!J8`. */
  readonly where: string;
  readonly mensaje: string;
}

const mensajes = {
  "fila-sin-secretaria":
    "La fila no dice de qué secretaría es. Se conserva, y no llega a ningún libro hasta que lo diga.",
  "fila-secretaria-desconocida":
    "«{valor}» no es una secretaría del plan. La fila se conserva, y no llega a ningún libro hasta que se corrija.",
  "fila-sin-codigo": "La fila no tiene código. Se conserva, y no se mezcla hasta que lo tenga.",
  "fila-codigo-repetido":
    "El código {valor} está en más de una fila de la misma secretaría. Se conservan, y ninguna se mezcla hasta que quede una sola.",
  "fila-no-es-indicador": "La fila no es un indicador. Se conserva al final de la hoja.",
  "columna-repetida":
    "«{columna}» está en las columnas {columnas}: lo que se escriba en la que no se lee no llega a ningún libro. Deje una sola.",
  "formula-como-valor": "La columna tiene {cuantas}: al escribir de nuevo el libro queda el valor de cada una.",
  "formula-sin-calcular":
    "La columna tiene {cuantas} que nadie ha calculado. Mientras estén así no se escribe el libro canónico: ábralo en Excel y guárdelo, que las calcula.",
  "titulo-no-se-toma":
    "{que}: se escribió {nuevo} donde decía {antes}. No se toma de aquí, la dicen los libros de las secretarías, y al escribir de nuevo el libro queda lo que digan ellos. El libro como usted lo dejó está en el respaldo (metas restaurar).",
  "texto-fuera-de-la-tabla":
    "Hay algo escrito donde el programa no lee ({celdas}), y al escribir de nuevo el libro no queda. El libro con ello está en el respaldo (metas restaurar). Lo que deba quedar, escríbalo en una columna suya de la hoja Indicadores.",
  "adornos-no-quedan":
    "La hoja tiene {cuales}: al escribir de nuevo el libro no quedan. El libro con ellos está en el respaldo (metas restaurar).",
  "conflictos-sin-encabezado":
    "La hoja no tiene los encabezados «Id» y «Decisión»: ninguna decisión se leyó. La próxima corrida vuelve a escribirla.",
  "decision-desconocida": "«{valor}» no está en la lista: Planeación, Secretaría u Otro valor. No se aplica.",
  "decision-sin-conflicto": "La decisión es de un conflicto que ya no está abierto ({valor}). No se aplica.",
  "decision-repetida": "El conflicto está en más de una fila, con decisiones distintas. Ninguna se aplica.",
  "valor-sin-decision": "Hay un valor final y falta elegir la decisión. No se aplica.",
  "valor-falta": "Con «Otro valor» hay que escribir el valor final. No se aplica.",
  "valor-sobra": "El valor final no es el de la parte que se eligió. Bórrelo, o elija «Otro valor». No se aplica.",
  "valor-no-sirve": "«{valor}» no sirve para la columna {columna}. No se aplica.",
  "valor-en-fila": "Una fila entera solo puede quedar o no quedar: elija Planeación o Secretaría. No se aplica.",
} as const;

export type AvisoCanonicoCode = keyof typeof mensajes;

export function makeAviso(
  code: AvisoCanonicoCode,
  where: string,
  params: Readonly<Record<string, string>> = {},
): AvisoCanonico {
  return { code, where, mensaje: fillMensaje(mensajes[code], params) };
}
