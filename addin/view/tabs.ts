import type { Revisada } from "../revisada.ts";
import type { State, Tab } from "../state.ts";
import { countConflictos } from "../sync-info.ts";

/** Tabs in their order, as people read them. */
export const tabs: readonly { readonly tab: Tab; readonly nombre: string }[] = [
  { tab: "revisar", nombre: "Revisar" },
  { tab: "rezagadas", nombre: "Rezagadas" },
  { tab: "resumen", nombre: "Resumen" },
  { tab: "hoja", nombre: "Hoja" },
];

/** Findings of every severity. */
export function countTodos({ errors, warnings, infos }: Revisada["conteo"]): number {
  return errors + warnings + infos;
}

/** What a tab counts; null where there is nothing to count. */
export function countOf(tab: Tab, { revisada }: State): number | null {
  if (revisada === null) return null;
  switch (tab) {
    case "revisar":
      // As many as «Todos» says; a sheet of something else has no list.
      return revisada.revision.reporte === null ? null : countTodos(revisada.conteo);
    case "rezagadas":
      return revisada.rezagadas.length;
    case "resumen":
      return null;
    case "hoja":
      return countConflictos(revisada.sync) || null;
  }
}
