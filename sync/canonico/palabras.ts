import { columnasOf } from "../../shared/layout/columnas.ts";
import type { ClaseConflicto, Conflicto, Decision, FinConflicto } from "../../shared/merge/conflicto.ts";
import { isEqual } from "../../shared/merge/igualdad.ts";
import type { Valores } from "../../shared/merge/mezcla.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { valorText } from "./valor-texto.ts";

/** What happened, for the two kinds of conflicts about whole rows; that of a cell depends on who owns its column. */
const claseFila: Readonly<Record<Exclude<ClaseConflicto, "celda">, string>> = {
  "fila-nueva": "La secretaría tiene una fila que Planeación no conoce.",
  "fila-retirada": "Planeación retiró la fila y la secretaría la cambió después.",
};

/** The words of the list under Decisión. */
export const decisionNombre: Readonly<Record<Decision["gana"], string>> = {
  planeacion: "Planeación",
  secretaria: "Secretaría",
  otro: "Otro valor",
};

export const finNombre: Readonly<Record<FinConflicto, string>> = {
  planeacion: "Se decidió lo de Planeación",
  secretaria: "Se decidió lo de la secretaría",
  otro: "Se decidió otro valor",
  acuerdo: "Las dos partes llegaron a lo mismo",
  superado: "Una de las partes cambió de nuevo",
};

/** Header of the conflict's column; a whole row is said to be one. */
export function columnaNombre(columna: string | null, plan: Plan): string {
  if (columna === null) return "Toda la fila";
  return columnasOf(plan).find(({ key }) => key === columna)?.encabezado ?? columna;
}

/** What a conflict is about, in a sentence. */
export function claseText({ clase, columna, ancestro, planeacion, propio }: Conflicto, plan: Plan): string {
  if (clase !== "celda") return claseFila[clase];
  const tipo = columnasOf(plan).find(({ key }) => key === columna)?.info.tipo ?? "texto";
  if (ancestro === null) return "Planeación y la secretaría tienen valores distintos.";
  if (isEqual(planeacion, ancestro, tipo)) return "La secretaría cambió un dato que es de Planeación.";
  return isEqual(propio, ancestro, tipo)
    ? "Planeación cambió un dato que reporta la secretaría."
    : "Planeación y la secretaría cambiaron el mismo dato.";
}

/** The three values of a conflict side by side, as people read them. */
export interface ValoresConflicto {
  readonly ancestro: string;
  readonly planeacion: string;
  readonly secretaria: string;
}

export function valoresConflicto(conflicto: Conflicto, plan: Plan): ValoresConflicto {
  switch (conflicto.clase) {
    case "celda":
      return {
        ancestro: valorText(conflicto.ancestro),
        planeacion: valorText(conflicto.planeacion),
        secretaria: valorText(conflicto.propio),
      };
    case "fila-nueva":
      return { ancestro: "(sin fila)", planeacion: "(sin fila)", secretaria: filaText(conflicto.fila ?? {}, plan) };
    case "fila-retirada":
      return { ancestro: "(con fila)", planeacion: "(sin fila)", secretaria: filaText(conflicto.fila ?? {}, plan) };
  }
}

/** What a row says in its columns that are not blank, but for where it stands in the plan. */
function filaText(fila: Valores, plan: Plan): string {
  const told = columnasOf(plan).flatMap(({ key, campo, encabezado }) => {
    const cell = fila[key];
    return cell === undefined || cell === null || cell === "" || untold.has(campo)
      ? []
      : [`${encabezado}: ${valorText(cell)}`];
  });
  return told.length === 0 ? "(fila sin datos)" : told.join("\n");
}

const untold = new Set(["codigo", "secretaria", "eje", "componente", "programa"]);

/** The indicador's name: as the canonical workbook has it, else as the conflict's row does. */
export function nombreDe(fila: Valores | undefined, conflicto: Conflicto): string {
  const cell = fila?.["nombre"] ?? conflicto.fila?.["nombre"] ?? null;
  return cell === null ? "" : valorText(cell);
}
