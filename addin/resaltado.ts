import type { HighlightRule } from "./door.ts";
import { makeHighlight, type SinResaltado } from "./highlight.ts";
import type { Revisada } from "./revisada.ts";
import { verPlantilla, type Aviso } from "./state.ts";
import { formatConteo } from "../shared/number.ts";

/** Why a sheet cannot be coloured, and what to do about it. */
export const sinResaltado: Readonly<Record<SinResaltado, string>> = {
  "otra-hoja":
    "No se puede resaltar: esta no es una hoja de indicadores. Vaya a la de indicadores o inserte la plantilla.",
  "sin-vigencia":
    "No se puede resaltar: la hoja no dice una vigencia del plan. Escríbala arriba, junto a «Vigencia», y resalte de nuevo.",
  "sin-filas":
    "No se puede resaltar: la hoja aún no tiene indicadores. Escriba al menos uno, con su código, y resalte de nuevo.",
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
      boton: { texto: "Corregir", accion: { kind: "ver", tab: "revisar", previa: "numero-como-texto" } },
    },
  };
}

/** The way out, where there is one to press. */
function salidaDe(kind: SinResaltado, [hoja]: Revisada["otras"]): Pick<Aviso, "boton"> {
  switch (kind) {
    case "otra-hoja":
      return hoja === undefined
        ? { boton: { texto: "Ver la plantilla", accion: verPlantilla } }
        : { boton: { texto: `Ir a la hoja «${hoja.name}»`, accion: { kind: "ir-a-hoja", hoja: hoja.id } } };
    case "sin-vigencia":
      return { boton: { texto: "Ver los hallazgos", accion: { kind: "ver", tab: "revisar" } } };
    case "sin-filas":
    case "formula-larga":
      return {};
  }
}
