import { ApiError } from "../api-error.ts";
import { flagArg, isAbsent, jsonArg, oneOf, optionalText, textArg } from "../args.ts";
import { denied } from "../guard.ts";
import { bind, type MemberTable } from "../members.ts";
import { wholeSheet } from "../model/area.ts";
import type { WorkbookModel } from "../model/workbook-model.ts";
import { Region } from "../region.ts";
import { eventCalls } from "../register-calls.ts";
import type { Run } from "../run.ts";

/** The root of the API's objects. */
export const workbookTable: MemberTable<WorkbookModel> = {
  className: "Workbook",
  read: {
    Name: ({ name }) => name,
    ReadOnly: () => false,
  },
  navigate: {
    Application: (_workbook, run) => run.make.application(),
    Worksheets: (_workbook, run) => run.make.worksheets(),
    Tables: (_workbook, run) => run.make.tables(null),
    Names: (_workbook, run) => run.make.names(null),
    Settings: (_workbook, run) => run.make.settings(),
    Properties: (_workbook, run) => run.make.properties(),
    Protection: (_workbook, run) => run.make.workbookProtection(),
    _Runtime: (_workbook, run) => run.make.runtime(),
  },
  find: {
    GetActiveCell: ({ activeSheet }, _args, run) => {
      const { top, left } = new Region(activeSheet, activeSheet.selection).area;
      return run.make.range(new Region(activeSheet, [{ top, left, bottom: top, right: left }]));
    },
    GetSelectedRange: ({ activeSheet }, _args, run) => {
      if (activeSheet.selection.length > 1) {
        throw new ApiError("InvalidOperation", "Several areas are selected.");
      }
      return run.make.range(new Region(activeSheet, activeSheet.selection));
    },
    GetSelectedRanges: ({ activeSheet }, _args, run) =>
      run.make.rangeAreas(new Region(activeSheet, activeSheet.selection)),
    _GetRangeForEventByReferenceId: (_workbook, [reference], run) =>
      run.make.range(eventRegion(textArg(reference), run)),
    _GetRangeOrNullObjectForEventByReferenceId: (_workbook, [reference], run) => {
      const region = run.eventRegion(textArg(reference));
      return region === null ? null : run.make.range(region);
    },
  },
  call: eventCalls(() => "Workbook", { ActivatedEvent: 2203 }),
};

function eventRegion(reference: string, run: Run): Region {
  const region = run.eventRegion(reference);
  if (region === null) throw new ApiError("ItemNotFound", "The event's cells are gone.");
  return region;
}

export const applicationTable: MemberTable<WorkbookModel> = {
  className: "Application",
  read: {
    CalculationMode: ({ calculationMode }) => calculationMode,
    CalculationState: () => "Done",
    DecimalSeparator: () => ",",
    ThousandsSeparator: () => ".",
    UseSystemSeparators: () => true,
  },
  write: {
    CalculationMode: (workbook, value) => {
      workbook.calculationMode = oneOf(value, ["Automatic", "AutomaticExceptTables", "Manual"]);
    },
  },
  call: {
    Calculate: ({ sheets }, [type], run) => {
      oneOf(type, ["Recalculate", "Full", "FullRebuild"]);
      for (const sheet of sheets) run.noteChange(sheet, wholeSheet);
    },
    /** Nothing is drawn while a batch runs anyway. */
    SuspendScreenUpdatingUntilNextSync: () => {},
    SuspendApiCalculationUntilNextSync: () => {},
  },
};

export const runtimeTable: MemberTable<WorkbookModel> = {
  className: "Runtime",
  read: { EnableEvents: (_workbook, run) => run.eventsEnabled },
  write: {
    EnableEvents: (_workbook, value, run) => {
      run.eventsEnabled = flagArg(value);
    },
  },
};

export const workbookProtectionTable: MemberTable<WorkbookModel> = {
  className: "WorkbookProtection",
  read: { Protected: ({ structureLock }) => structureLock !== null },
  call: {
    Protect: (workbook, [password]) => {
      if (workbook.structureLock !== null) throw denied();
      workbook.structureLock = optionalText(password) ?? "";
    },
    Unprotect: (workbook, [password]) => {
      if (workbook.structureLock === null) return;
      if (workbook.structureLock !== (optionalText(password) ?? "")) throw denied();
      workbook.structureLock = null;
    },
  },
};

const propertyNames = ["Title", "Subject", "Author", "Keywords", "Comments", "Category", "Manager", "Company"];

export const propertiesTable: MemberTable<WorkbookModel> = {
  className: "DocumentProperties",
  read: Object.fromEntries(
    propertyNames.map((name) => [name, ({ properties }: WorkbookModel) => properties.get(name) ?? ""]),
  ),
  write: Object.fromEntries(
    propertyNames.map((name) => [
      name,
      ({ properties }: WorkbookModel, value: Parameters<typeof textArg>[0]) => {
        properties.set(name, textArg(value));
      },
    ]),
  ),
};

export const settingsTable: MemberTable<WorkbookModel> = {
  className: "SettingCollection",
  items: (workbook) => [...workbook.settings.keys()].map((key) => bind(settingTable, { workbook, key })),
  item: (workbook, [key]) => {
    if (!workbook.settings.has(textArg(key))) throw new ApiError("ItemNotFound", "There is no such setting.");
    return bind(settingTable, { workbook, key: textArg(key) });
  },
  find: {
    GetItemOrNullObject: (workbook, [key]) =>
      workbook.settings.has(textArg(key)) ? bind(settingTable, { workbook, key: textArg(key) }) : null,
    Add: (workbook, [key, value]) => {
      workbook.settings.set(textArg(key), isAbsent(value) ? null : jsonArg(value));
      return bind(settingTable, { workbook, key: textArg(key) });
    },
  },
  call: { GetCount: ({ settings }) => settings.size },
};

export const settingTable: MemberTable<{ readonly workbook: WorkbookModel; readonly key: string }> = {
  className: "Setting",
  identity: ({ key }) => ({ _Id: key }),
  read: {
    Key: ({ key }) => key,
    Value: ({ workbook, key }) => workbook.settings.get(key) ?? null,
  },
  write: {
    Value: ({ workbook, key }, value) => {
      workbook.settings.set(key, jsonArg(value));
    },
  },
  call: {
    Delete: ({ workbook, key }) => {
      workbook.settings.delete(key);
    },
  },
};
