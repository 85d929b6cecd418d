import type { HighlightRule } from "./door.ts";
import { makeHighlight, vigenciaOf, type SinResaltado } from "./highlight.ts";
import type { Revisada } from "./revisada.ts";
import { verPlantilla, type Aviso } from "./state.ts";
import { razonesFila, type Fila, type RazonFila } from "../shared/evaluate.ts";
import { formatConteo } from "../shared/number.ts";

/** Why a sheet cannot be coloured, and what to do about it. */
export const sinResaltado: Readonly<Record<SinResaltado, string>> = {
  "otra-hoja":
    "No se puede resaltar: esta no es una hoja de indicadores. Vaya a la de indicadores o inserte la plantilla.",
  "sin-vigencia":
    "No se puede resaltar: la hoja no dice una vigencia del plan. Escríbala arriba, junto a «Vigencia», y resalte de nuevo.",
  "sin-filas":
    "No se puede resaltar: la hoja aún no tiene indicadores. Escriba al menos uno, con su código, y resalte de nuevo.",
  "sin-columnas":
    "No se puede resaltar: la meta o la ejecución de la vigencia no se lee, porque su columna falta o está repetida. Vea los hallazgos, corríjala y resalte de nuevo.",
  "formula-larga":
    "No se puede resaltar: con este plan la fórmula pasa de lo que Excel admite. Use la lista de rezagadas y avise a Planeación.",
};

/** How a sheet is to be coloured, null where it cannot be, and what to say once it is done. */
export function planResaltado({ revision, enUso, otras }: Revisada): {
  readonly rules: readonly HighlightRule[] | null;
  readonly aviso: Aviso;
} {
  const resaltado = makeHighlight(revision.reporte, revision.filas, enUso.plan);
  if (resaltado.kind !== "rules") {
    const { kind } = resaltado;
    return { rules: null, aviso: { tono: "alerta", texto: sinResaltado[kind], ...salidaDe(kind, otras) } };
  }
  const { rules, comoTexto } = resaltado;
  const hecho = "Filas resaltadas según el semáforo, con su signo en el código.";
  const sinAvance = whyNone(revision.filas);
  if (sinAvance !== null) {
    const texto = `${hecho} Todas quedan en gris, porque ninguna tiene avance (${sinAvance}); tomarán su color cuando se puedan medir.`;
    return { rules, aviso: { tono: "alerta", texto, boton: verHallazgos } };
  }
  if (comoTexto === 0) {
    const texto = `${hecho} El color cambia solo cuando cambian las cifras; sus rellenos no se tocan.`;
    return { rules, aviso: { tono: "exito", texto } };
  }
  const filas = formatConteo(comoTexto, "fila tiene", "filas tienen");
  const quedan = comoTexto === 1 ? "queda" : "quedan";
  return {
    rules,
    aviso: {
      tono: "alerta",
      texto: `${hecho} ${filas} cifras escritas como texto y ${quedan} en gris: corríjalas primero y tomarán su color.`,
      boton: verNumeros,
    },
  };
}

type Gris = Pick<Aviso, "texto" | "boton"> | null;

/** What was said of a review: the pane is drawn more often than a sheet is reviewed. */
const said = new WeakMap<Revisada, Gris>();

/** What became since of the colours of a sheet that was highlighted, and what to do about it; null where all is well. */
export function sayGris(revisada: Revisada): Gris {
  const known = said.get(revisada);
  const gris = known === undefined ? findGris(revisada) : known;
  said.set(revisada, gris);
  return gris;
}

function findGris({ leida, revision, enUso, otras }: Revisada): Gris {
  if (leida.marks.length === 0) return null;
  const { reporte, filas } = revision;
  const vigencia = vigenciaOf(leida.marks);
  const actual = reporte?.vigencia ?? null;
  if (vigencia !== null && actual !== null && actual !== vigencia) {
    return { texto: `El resaltado es de ${vigencia} y la hoja dice ${actual}: resalte de nuevo.` };
  }
  const resaltado = makeHighlight(reporte, filas, enUso.plan);
  if (resaltado.kind !== "rules") return { texto: sinResaltado[resaltado.kind], ...salidaDe(resaltado.kind, otras) };
  const { comoTexto } = resaltado;
  if (comoTexto === 0) return null;
  const texto = `${formatConteo(comoTexto, "fila", "filas")} en gris por cifras escritas como texto: corríjalas.`;
  return { texto, boton: verNumeros };
}

const verHallazgos: Required<Aviso>["boton"] = { texto: "Ver los hallazgos", accion: { kind: "ver", tab: "revisar" } };

const verNumeros: Required<Aviso>["boton"] = {
  texto: "Corregir",
  accion: { kind: "ver", tab: "revisar", previa: "numero-como-texto" },
};

/** What most often stands in the way of measuring, where no row has an avance; null where one has. */
function whyNone(filas: readonly Fila[]): string | null {
  if (filas.some(({ avance }) => avance.avance !== null)) return null;
  const reasons = filas.flatMap(({ reason }) => reason ?? []);
  const timesOf = (reason: RazonFila): number => reasons.filter((each) => each === reason).length;
  const [most] = [...new Set(reasons)].sort((one, other) => timesOf(other) - timesOf(one));
  return most === undefined ? null : razonesFila[most];
}

/** The way out, where there is one to press. */
function salidaDe(kind: SinResaltado, [hoja]: Revisada["otras"]): Pick<Aviso, "boton"> {
  switch (kind) {
    case "otra-hoja":
      return hoja === undefined
        ? { boton: { texto: "Ver la plantilla", accion: verPlantilla } }
        : { boton: { texto: `Ir a la hoja «${hoja.name}»`, accion: { kind: "ir-a-hoja", hoja: hoja.id } } };
    case "sin-vigencia":
    case "sin-columnas":
      return { boton: verHallazgos };
    case "sin-filas":
    case "formula-larga":
      return {};
  }
}
