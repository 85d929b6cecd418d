import { Actions } from "../../addin/actions.ts";
import type { Door } from "../../addin/door.ts";
import { openDoor } from "../../addin/excel/office-door.ts";
import type { ExcelHost } from "../../addin/preview/host/excel-host.ts";
import type { Faults } from "../../addin/preview/host/faults.ts";
import type { WorkbookModel } from "../../addin/preview/host/model/workbook-model.ts";
import { openWorkbook, type SheetData } from "../../addin/preview/host/workbook-data.ts";
import type { Revisada } from "../../addin/revisada.ts";
import { Store } from "../../addin/state.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { Libro } from "../../shared/read.ts";
import type { WorkbookFile } from "../../sync/xlsx/read.ts";
import { openOffice } from "./preview/office-node.ts";

/** The pane without its page: the real office.js over an emulated Excel, and a clock that the test winds. */
export interface TestPane {
  readonly host: ExcelHost;
  readonly workbook: WorkbookModel;
  readonly door: Door;
  readonly store: Store;
  readonly actions: Actions;
  /** Lets the waiting after an edit pass, and all that follows. */
  settle(): Promise<void>;
  /** The reviewed sheet; an error where there is none. */
  revisada(): Revisada;
}

export function openPane(
  workbook: WorkbookModel,
  { isWeb = false, ...faults }: Partial<Faults> & { readonly isWeb?: boolean } = {},
): TestPane {
  const { Excel: library, host } = openOffice(workbook, isWeb ? faults : { responseLimit: Infinity, ...faults });
  const door = openDoor(library, { isWeb });
  const store = new Store();
  let waiting: (() => void) | null = null;
  const actions = new Actions(door, store, (task) => {
    waiting = task;
    return () => {
      waiting = null;
    };
  });
  return {
    host,
    workbook,
    door,
    store,
    actions,
    settle: async () => {
      // office.js hands events over in tasks of its own.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
      waiting?.();
      waiting = null;
      await actions.idle();
    },
    revisada: () => {
      const { revisada, aviso } = store.state;
      if (revisada === null) throw new Error(`nothing was reviewed: ${aviso?.texto ?? ""}`);
      return revisada;
    },
  };
}

/** A file that sync opened, as the emulated Excel shows it. */
export function workbookOf(
  file: WorkbookFile,
  name: string,
  activeSheet: string,
  plan: Plan | null = null,
): WorkbookModel {
  const workbook = openWorkbook({
    name,
    sheets: file.sheets.map((sheet) => ({ grid: file.readGrid(sheet.name) })),
    names: file.definedNames,
    activeSheet,
  });
  if (plan !== null) keepPlan(workbook, plan);
  return workbook;
}

/** A workbook of one sheet that a test described. */
export function workbookOfLibro(libro: Libro, plan: Plan, more: Partial<SheetData> = {}): WorkbookModel {
  const workbook = openWorkbook({
    name: libro.file,
    sheets: [{ grid: libro.grid, ...more }],
    names: libro.info.definedNames,
  });
  keepPlan(workbook, plan);
  return workbook;
}

export function keepPlan(workbook: WorkbookModel, plan: Plan): void {
  workbook.settings.set("METAS_PLAN", JSON.stringify({ archivo: "plan.json", plan: JSON.stringify(plan) }));
}
