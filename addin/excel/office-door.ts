import type { Door } from "../door.ts";
import { DoorError } from "../door-error.ts";
import { replaceHighlight } from "./highlight.ts";
import { listenTo } from "./listen.ts";
import { goToCell } from "./navigate.ts";
import { desktopLimits, webLimits, type BlockLimits } from "./read-cells.ts";
import { readActiveHoja, readSomeRows } from "./read-hoja.ts";
import { runExcel, type ExcelLibrary } from "./run.ts";
import { writeCells } from "./write-cells.ts";

/** Least of Excel's API that the pane works with: Office 2021. */
export const baseline = "1.14";

/**
 * The door to Excel over a loaded office.js.
 *
 * @param isWeb Excel on the web carries at most 5 MB in one answer, so that large sheets are read in blocks
 */
export function openDoor(library: ExcelLibrary, { isWeb }: { readonly isWeb: boolean }): Door {
  const limits: BlockLimits = isWeb ? webLimits : desktopLimits;
  return {
    readHoja: () => runExcel(library, (context) => readActiveHoja(context, limits)),
    readRows: (place, top, bottom) =>
      runExcel(library, (context) => readSomeRows(context, place, { top, bottom }, limits)),
    goTo: (place, cell, anchors, show) => runExcel(library, (context) => goToCell(context, place, cell, anchors, show)),
    writeCells: (place, edits) => runExcel(library, (context) => writeCells(context, place, edits)),
    highlight: (place, rules) => runExcel(library, (context) => replaceHighlight(context, place, rules)),
    insertPlantilla: async (hoja) => {
      // As rarely asked for as the plantilla itself.
      const { insertHoja } = await import("./insert-hoja.ts");
      return runExcel(library, (context) => insertHoja(context, hoja));
    },
    activateSheet: (key) =>
      runExcel(library, async (context) => {
        const sheet = context.workbook.worksheets.getItemOrNullObject(key);
        await context.sync();
        if (sheet.isNullObject) throw new DoorError("hoja-perdida", key);
        sheet.activate();
        await context.sync();
      }),
    storeSetting: (key, value) =>
      runExcel(library, async (context) => {
        if (value === null) {
          const setting = context.workbook.settings.getItemOrNullObject(key);
          await context.sync();
          if (!setting.isNullObject) setting.delete();
        } else context.workbook.settings.add(key, value);
        await context.sync();
      }),
    listen: (listener) => listenTo(library, listener),
  };
}
