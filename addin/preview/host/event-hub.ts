import type { Area } from "../../../shared/address.ts";
import type { Json } from "./json.ts";
import { addressOf } from "./model/area.ts";
import { valueType, wireValue, type CellValue } from "./model/cell-value.ts";
import type { SheetModel } from "./model/sheet-model.ts";
import type { ChangedEvent, WorkbookEvent } from "./model/workbook-event.ts";
import { eventCategory } from "./protocol.ts";
import { Region } from "./region.ts";

/** A message that the host sends by itself. */
export interface PushEntry {
  readonly messageCategory: number;
  readonly messageType: number;
  readonly targetId: string;
  /** JSON text. */
  readonly message: string;
}

/** Event that office.js never asks the bridge for: it listens to it all the time. */
const documentSelectionChanged = 2;

/** Knows which events the add-in has asked for and turns what happens into the messages it expects. */
export class EventHub {
  private readonly registrations = new Map<string, number>();
  private readonly regions = new Map<string, Region>();
  private nextReference = 1;

  register(eventType: number, target: string): void {
    const key = keyOf(eventType, target);
    this.registrations.set(key, (this.registrations.get(key) ?? 0) + 1);
  }

  unregister(eventType: number, target: string): void {
    const key = keyOf(eventType, target);
    const left = (this.registrations.get(key) ?? 0) - 1;
    if (left > 0) this.registrations.set(key, left);
    else this.registrations.delete(key);
  }

  /** Events that the add-in listens to, as `10 Workbook`; those it forgot to give back stay here. */
  get registered(): readonly string[] {
    return [...this.registrations.keys()];
  }

  /** Cells that a pushed event was about, by its reference. */
  regionOf(reference: string): Region | null {
    return this.regions.get(reference) ?? null;
  }

  /** Messages for an event, to those targets that are listened to. */
  messagesFor(event: WorkbookEvent): PushEntry[] {
    const [type, args] = this.describe(event);
    const entries = [event.sheet.id, "Workbook"]
      .filter((target) => this.registrations.has(keyOf(type, target)))
      .map((target) => entryOf(type, target, args));
    return event.kind === "selected" ? [...entries, entryOf(documentSelectionChanged, "", {})] : entries;
  }

  private describe(event: WorkbookEvent): [type: number, args: Record<string, Json>] {
    const worksheetId = event.sheet.id;
    const { source, trigger } = event.hand;
    switch (event.kind) {
      case "changed":
        return [10, this.changedArgs(event)];
      case "formatted":
        return [18, { worksheetId, source, address: event.areas.map(addressOf).join(","), triggerSource: trigger }];
      case "selected":
        return [14, { worksheetId, address: event.sheet.selection.map(addressOf).join(",") }];
      case "activated":
        return [11, { worksheetId }];
      case "deactivated":
        return [12, { worksheetId }];
      case "added":
        return [13, { worksheetId, source }];
      case "deleted":
        return [15, { worksheetId, source }];
      case "renamed":
        return [25, { worksheetId, source, nameBefore: event.before, nameAfter: event.sheet.name }];
      case "protected":
        return [24, { worksheetId, source, isProtected: event.sheet.protection !== null }];
      case "calculated":
        return [16, { worksheetId }];
    }
  }

  private changedArgs({ sheet, area, changeType, details, hand }: ChangedEvent): Record<string, Json> {
    return {
      worksheetId: sheet.id,
      address: addressOf(area),
      changeType,
      source: hand.source,
      triggerSource: hand.trigger,
      shiftDirection: "None",
      referenceId: this.remember(sheet, area),
      ...(details === null ? {} : { ...valueArgs("Before", details.before), ...valueArgs("After", details.after) }),
    };
  }

  private remember(sheet: SheetModel, area: Area): string {
    const reference = `event${this.nextReference++}`;
    this.regions.set(reference, new Region(sheet, [area]));
    return reference;
  }
}

function keyOf(eventType: number, target: string): string {
  return `${eventType} ${target}`;
}

function entryOf(messageType: number, targetId: string, args: Record<string, Json>): PushEntry {
  return { messageCategory: eventCategory, messageType, targetId, message: JSON.stringify(args) };
}

function valueArgs(when: "Before" | "After", value: CellValue): Record<string, Json> {
  return { [`value${when}`]: wireValue(value), [`valueType${when}`]: valueType(value) };
}
