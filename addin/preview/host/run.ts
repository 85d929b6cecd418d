import type { Area } from "../../../shared/address.ts";
import type { HostObject } from "./host-object.ts";
import type { ConditionalFormat } from "./model/conditional-format.ts";
import type { SheetModel } from "./model/sheet-model.ts";
import type { TableModel } from "./model/table-model.ts";
import type { Hand } from "./model/workbook-event.ts";
import type { NameModel, WorkbookModel } from "./model/workbook-model.ts";
import type { Region } from "./region.ts";

/** What members need while a batch runs. */
export interface Run {
  readonly workbook: WorkbookModel;
  /** Whose doing the batch's changes are. */
  readonly hand: Hand;
  readonly make: Makers;
  /** The host was told to answer null where it should answer cells. */
  readonly nullValues: boolean;
  eventsEnabled: boolean;
  /** Formulas over these cells are calculated before anyone looks, at the latest when the batch is through. */
  noteChange(sheet: SheetModel, area: Area): void;
  /** Calculates what has been noted. */
  settle(): void;
  recordUnknown(className: string, member: string): void;
  /** @param target a sheet's id, or `Workbook` */
  register(eventType: number, target: string): void;
  unregister(eventType: number, target: string): void;
  /** Cells of a pushed event, by the reference it carried. */
  eventRegion(reference: string): Region | null;
}

/** Makes API objects, so that classes can refer to each other without importing each other. */
export interface Makers {
  /** An object that is made by its name, null when the host has none such. */
  service(name: string): HostObject | null;
  application(): HostObject;
  runtime(): HostObject;
  workbookProtection(): HostObject;
  properties(): HostObject;
  settings(): HostObject;
  worksheets(): HostObject;
  worksheet(sheet: SheetModel): HostObject;
  range(region: Region): HostObject;
  rangeAreas(region: Region): HostObject;
  rangeCollection(region: Region): HostObject;
  rangeFormat(region: Region): HostObject;
  conditionalFormats(region: Region): HostObject;
  conditionalFormat(sheet: SheetModel, format: ConditionalFormat): HostObject;
  dataValidation(region: Region): HostObject;
  freezePanes(sheet: SheetModel): HostObject;
  protection(sheet: SheetModel): HostObject;
  pageLayout(sheet: SheetModel): HostObject;
  autoFilter(sheet: SheetModel): HostObject;
  customProperties(sheet: SheetModel): HostObject;
  /** @param sheet null for all tables of the workbook */
  tables(sheet: SheetModel | null): HostObject;
  table(sheet: SheetModel, table: TableModel): HostObject;
  /** @param sheet null for the workbook's own names */
  names(sheet: SheetModel | null): HostObject;
  name(name: NameModel): HostObject;
}
