import { columnasByKey } from "../../shared/layout/match.ts";
import type { ColumnaKey } from "../../shared/layout/columnas.ts";
import type { TipoColumna } from "../../shared/merge/igualdad.ts";
import type { AvisoCode, AvisoMezcla, Parada } from "../../shared/merge/mezcla.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { HallazgoCode } from "../../shared/rules/catalog.ts";
import type { Revision } from "../../shared/validate.ts";
import { formatConteo } from "../../shared/number.ts";
import { patchErrors } from "../xlsx/patch-errors.ts";
import type { ParadaCanonico } from "./parada-canonico.ts";
import type { ResultadoSecretaria } from "./resultado.ts";

/** Findings of a workbook's form that say where people may be writing in vain. */
const deForma = [
  "columna-repetida",
  "columna-parecida",
  "otra-tabla",
  "otra-hoja-con-indicadores",
  "indicadores-sin-leer",
] as const satisfies readonly HallazgoCode[];

type AvisoFilaCode = AvisoCode | "flujo-en-vigencia-cerrada";
export type AvisoCorridaCode = AvisoFilaCode | (typeof deForma)[number];

/** Something a person should know of a secretaría's rows or of its workbook's form, that stopped nothing. */
export type AvisoCorrida = Omit<AvisoMezcla, "code"> & { readonly code: AvisoCorridaCode };

/** Of its rows alone: what a run says of them holds until the next merge. */
export type AvisoFila = AvisoCorrida & { readonly code: AvisoFilaCode };

/** What a review found of that kind. */
export function avisosDeForma({ findings }: Pick<Revision, "findings">): AvisoCorrida[] {
  const found = new Set(findings.flatMap(({ code, dispensa }) => (dispensa === undefined ? [code] : [])));
  return deForma.flatMap((code) =>
    found.has(code) ? [{ code, codigo: null, columna: null, lado: "libro" as const }] : [],
  );
}

interface AvisoInfo {
  readonly mensaje: string;
  readonly accion: string;
}

/** What a run tells of without stopping for it; `{codigo}`, `{columna}` and `{lado}` are filled in. */
const avisos: Readonly<Record<Exclude<AvisoCorridaCode, "tipo-distinto">, AvisoInfo>> = {
  "fila-falta-en-libro": {
    mensaje: "El indicador {codigo} ya no está en el libro; en el canónico se conserva.",
    accion: "Vuelva a poner la fila en el libro, o retírela del canónico si ya no es de esta secretaría.",
  },
  "fila-por-agregar": {
    mensaje: "El indicador {codigo} está en el canónico y no en el libro.",
    accion: "Agregue la fila al libro de la secretaría.",
  },
  "fila-retirada-por-planeacion": {
    mensaje: "Planeación retiró el indicador {codigo}, y el libro todavía lo tiene.",
    accion: "Borre la fila del libro.",
  },
  "codigo-repetido": {
    mensaje: "El código {codigo} está en más de una fila del {lado}; ninguna se mezcla.",
    accion: "Deje una sola.",
  },
  "fila-sin-codigo": {
    mensaje: "Hay filas sin código en el {lado}; no se mezclan.",
    accion: "Escriba el código de cada una.",
  },
  "valor-ilegible": {
    mensaje:
      "{columna} de {codigo} tiene en el {lado} un error o una fórmula sin calcular; se conserva el valor anterior.",
    accion: "Corrija la celda, o abra el libro en Excel y guárdelo.",
  },
  "columna-falta": {
    mensaje: "El {lado} no tiene la columna {columna}; lo que dice el otro lado se conserva.",
    accion: "Use la plantilla oficial, o vuelva a poner la columna.",
  },
  "columna-repetida": {
    mensaje: "El libro tiene una columna dos veces; lo que se escriba en la que no se lee no llega al canónico.",
    accion: "Deje una sola («metas validar» dice cuáles).",
  },
  "columna-parecida": {
    mensaje: "El libro tiene una columna parecida a otra que se lee; lo que se escriba en ella no llega al canónico.",
    accion: "Verifique que las cifras estén en la que se lee («metas validar» dice cuál).",
  },
  "otra-tabla": {
    mensaje: "La hoja tiene otra tabla de indicadores; lo que se escriba en ella no llega al canónico.",
    accion: "Pase sus filas a la tabla que se lee («metas validar» dice dónde está).",
  },
  "otra-hoja-con-indicadores": {
    mensaje:
      "El libro tiene otra hoja con indicadores, quizás una copia; lo que se escriba en ella no llega al canónico.",
    accion: "Deje una sola, o quítele el encabezado a la otra («metas validar» dice cuáles).",
  },
  "indicadores-sin-leer": {
    mensaje: "El libro tiene otra hoja con otros indicadores, que no llegan al canónico.",
    accion: "Pase sus filas a la hoja que se lee («metas validar» dice cuál).",
  },
  "flujo-en-vigencia-cerrada": {
    mensaje:
      "{columna} de {codigo} es de una vigencia que cerró, y sigue siendo lo que se reportó como flujo: ahora se lee como nivel. No se convirtió.",
    accion: "Escriba el nivel con que cerró la vigencia, con la línea base incluida.",
  },
};

/** The side of `tipo-distinto` is the one that does not have what the column holds. */
const esTexto: AvisoInfo = {
  mensaje: "{columna} de {codigo} es un texto, y en el {lado} está escrita como número.",
  accion: "Dé a la celda formato de texto y escríbala de nuevo.",
};
const tiposDistintos: Readonly<Record<TipoColumna, AvisoInfo>> = {
  numero: {
    mensaje: "{columna} de {codigo} es un número, y en el {lado} está escrita como texto.",
    accion: "Conviértala en número.",
  },
  fecha: {
    mensaje: "{columna} de {codigo} es una fecha, y en el {lado} está escrita como texto.",
    accion: "Dé a la celda formato de fecha y escríbala de nuevo.",
  },
  lista: esTexto,
  codigo: esTexto,
  texto: esTexto,
};

/** A notice in words: what, and what to do. */
export function describeAviso({ code, codigo, columna, lado }: AvisoCorrida, plan: Plan): AvisoInfo {
  const values: Readonly<Record<string, string>> = {
    codigo: codigo ?? "",
    columna: columna === null ? "" : nombreColumna(columna, plan),
    lado: lado === "libro" ? "libro" : "canónico",
  };
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
  const { mensaje, accion } = code === "tipo-distinto" ? tiposDistintos[tipoOf(columna, plan)] : avisos[code];
  return { mensaje: fill(mensaje), accion: fill(accion) };
}

/** Why nothing of a secretaría was merged. */
export function describeParada(parada: Parada | ParadaCanonico, plan: Plan): AvisoInfo {
  switch (parada.code) {
    case "demasiadas-filas-faltan":
      return {
        mensaje: `Al libro le faltan ${parada.faltan} de los ${parada.de} indicadores que tenía; puede ser otro libro o uno dañado.`,
        accion: "Revise que sea el libro correcto. Si el cambio es cierto, retire antes esas filas del canónico.",
      };
    case "demasiadas-filas-retiradas":
      return {
        mensaje: `En el canónico faltan ${parada.faltan} de los ${parada.de} indicadores de la secretaría; puede estar dañado o ser otro.`,
        accion:
          "Recupere el canónico con «metas restaurar» o de una copia. Si de verdad se retiran, quítelos por partes, o suba «parada» en la configuración mientras tanto.",
      };
    case "columna-propia-falta":
      return {
        mensaje: `Al libro le faltan, o tiene repetidas, columnas que llena la secretaría: ${parada.columnas.map((key) => nombreColumna(key, plan)).join(", ")}.`,
        accion: "Vuelva a poner las columnas, una sola vez cada una, o recupere el libro de una copia.",
      };
  }
}

/** Cells that could not be written, those of one column and one reason together, so that a page has room for them. */
export interface NoEscritasDichas {
  readonly mensaje: string;
  /** What to do; null where the reason says it. */
  readonly accion: string | null;
}

export function describeNoEscritas(noEscritas: ResultadoSecretaria["noEscritas"], plan: Plan): NoEscritasDichas[] {
  const groups = new Map<string, [NoEscrita, ...NoEscrita[]]>();
  for (const each of noEscritas) {
    const key = JSON.stringify([each.edicion.columna, each.code, each.why]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  const all = [...groups.values()];
  const left = all.slice(maxGrupos).flat().length;
  return [
    ...all.slice(0, maxGrupos).map((group) => describeGrupo(group, plan)),
    ...(left === 0
      ? []
      : [{ mensaje: `Y ${formatConteo(left, "celda más", "celdas más")} que no se pudieron escribir.`, accion: null }]),
  ];
}

type NoEscrita = ResultadoSecretaria["noEscritas"][number];

function describeGrupo(group: readonly [NoEscrita, ...NoEscrita[]], plan: Plan): NoEscritasDichas {
  const [{ edicion, code, why }] = group;
  const told = group.slice(0, maxCodigos).map((each) => each.edicion.codigo);
  const cuales = `${told.join(", ")}${group.length > told.length ? ` y ${group.length - told.length} más` : ""}`;
  return {
    mensaje: `No se pudo escribir ${nombreColumna(edicion.columna, plan)} de ${cuales}. ${why}`,
    accion: hints.get(code) ?? null,
  };
}

/** What to do by code of a refused cell; the reasons come with the cells, the state keeps them from run to run. */
const hints: ReadonlyMap<string, string> = new Map(Object.entries(patchErrors).map(([code, { hint }]) => [code, hint]));

/** Groups of one secretaría, and códigos of one group, that are told. */
const maxGrupos = 9;
const maxCodigos = 5;

/** A column as people know it: `«Ejecución 2017»`. */
export function nombreColumna(key: ColumnaKey, plan: Plan): string {
  return `«${columnasByKey(plan).get(key)?.encabezado ?? key}»`;
}

/** Of a column that the plan no longer has nothing is known. */
function tipoOf(key: ColumnaKey | null, plan: Plan): TipoColumna {
  return (key === null ? undefined : columnasByKey(plan).get(key)?.info.tipo) ?? "texto";
}
