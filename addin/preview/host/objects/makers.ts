import type { HostObject } from "../host-object.ts";
import { bind, type MemberTable } from "../members.ts";
import type { WorkbookModel } from "../model/workbook-model.ts";
import type { Makers } from "../run.ts";
import { conditionalFormatTable, conditionalFormatsTable } from "./conditional-formats.ts";
import { dataValidationTable } from "./data-validation.ts";
import { rangeFormatTable } from "./format.ts";
import { nameTable, namesTable } from "./names.ts";
import { rangeCollectionTable, rangeTable } from "./range.ts";
import { rangeAreasTable } from "./range-areas.ts";
import {
  autoFilterTable,
  customPropertiesTable,
  freezePanesTable,
  pageLayoutTable,
  protectionTable,
} from "./sheet-parts.ts";
import { tableTable, tablesTable } from "./tables.ts";
import { applicationTable, propertiesTable, runtimeTable, settingsTable, workbookProtectionTable } from "./workbook.ts";
import { worksheetTable } from "./worksheet.ts";
import { worksheetsTable } from "./worksheets.ts";

/** Makes the API's objects over a workbook. */
export function makersFor(workbook: WorkbookModel): Makers {
  return {
    service: (name) => (name === addinService ? bind(addinServiceTable, workbook) : null),
    application: () => bind(applicationTable, workbook),
    runtime: () => bind(runtimeTable, workbook),
    workbookProtection: () => bind(workbookProtectionTable, workbook),
    properties: () => bind(propertiesTable, workbook),
    settings: () => bind(settingsTable, workbook),
    worksheets: () => bind(worksheetsTable, workbook),
    worksheet: one(worksheetTable),
    range: one(rangeTable),
    rangeAreas: one(rangeAreasTable),
    rangeCollection: one(rangeCollectionTable),
    rangeFormat: one(rangeFormatTable),
    conditionalFormats: one(conditionalFormatsTable),
    conditionalFormat: (sheet, format) => bind(conditionalFormatTable, { sheet, format }),
    dataValidation: one(dataValidationTable),
    freezePanes: one(freezePanesTable),
    protection: one(protectionTable),
    pageLayout: one(pageLayoutTable),
    autoFilter: one(autoFilterTable),
    customProperties: one(customPropertiesTable),
    tables: one(tablesTable),
    table: (sheet, table) => bind(tableTable, { sheet, table }),
    names: one(namesTable),
    name: one(nameTable),
  };
}

function one<T>(table: MemberTable<T>): (target: T) => HostObject {
  return (target) => bind(table, target);
}

/** office.js tells it once that ribbon commands may come. */
const addinService = "Microsoft.InternalService.AddinInternalService";
const addinServiceTable: MemberTable<WorkbookModel> = {
  className: "AddinInternalService",
  call: { NotifyActionHandlerReady: () => {} },
};
