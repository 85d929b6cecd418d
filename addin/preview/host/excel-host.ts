import type { Area } from "../../../shared/address.ts";
import { ApiError, type ApiErrorCode } from "./api-error.ts";
import { EventHub, type PushEntry } from "./event-hub.ts";
import { noFaults, type Faults } from "./faults.ts";
import { recalculate, type Change } from "./formula/recalculate.ts";
import { HostLog } from "./host-log.ts";
import type { HostObject } from "./host-object.ts";
import { bind } from "./members.ts";
import { parseAddress, wholeSheet } from "./model/area.ts";
import { enter, type Entries } from "./model/enter.ts";
import { moveRows } from "./model/move-rows.ts";
import type { SheetModel } from "./model/sheet-model.ts";
import { addinHand, remoteHand, userHand, type Hand, type WorkbookEvent } from "./model/workbook-event.ts";
import type { WorkbookModel } from "./model/workbook-model.ts";
import { makersFor } from "./objects/makers.ts";
import { workbookTable } from "./objects/workbook.ts";
import { processQuery, type QueryReply } from "./process-query.ts";
import { delayForCellEdit, parseRequest } from "./protocol.ts";
import { References } from "./references.ts";
import type { Run } from "./run.ts";

/** What a request comes to: the text of the answer, or a refusal of the request as a whole. */
export type HostReply =
  | { readonly kind: "answer"; readonly text: string }
  | { readonly kind: "refusal"; readonly code: ApiErrorCode };

/**
 * An Excel that office.js can talk to, over a workbook in memory. Requests are carried out one after the other, as they
 * arrive. It calculates only formulas that its small evaluator knows, and has no layout, no undo and no printing.
 */
export class ExcelHost {
  readonly workbook: WorkbookModel;
  readonly log = new HostLog();
  readonly faults: Faults;
  private readonly events = new EventHub();
  private readonly references = new References();
  private readonly root: HostObject;
  private readonly pushListeners = new Set<(entries: readonly PushEntry[]) => void>();
  private readonly cellEditEnds: (() => void)[] = [];
  private isEditingCell = false;
  private eventsEnabled = true;
  private queue: Promise<unknown> = Promise.resolve();
  private pending: PushEntry[] = [];
  private isBusy = false;

  constructor(workbook: WorkbookModel, faults: Partial<Faults> = {}) {
    this.workbook = workbook;
    this.faults = { ...noFaults(), ...faults };
    this.root = bind(workbookTable, workbook);
    workbook.subscribe((event) => this.note(event));
  }

  /**
   * Carries out the body of a ProcessQuery request.
   *
   * @param flags of the request, as office.js sends them
   */
  processQuery(text: string, flags: number): Promise<HostReply> {
    const reply = this.queue.then(() => this.processNext(text, flags));
    this.queue = reply.catch(() => null);
    return reply;
  }

  /** @returns stops listening */
  onPush(listener: (entries: readonly PushEntry[]) => void): () => void {
    this.pushListeners.add(listener);
    return () => this.pushListeners.delete(listener);
  }

  /** Ranges that the add-in tracks and has not let go. */
  get trackedRanges(): number {
    return this.references.keptCount;
  }

  /** Events that the add-in listens to, as `10 Workbook`. */
  get registeredEvents(): readonly string[] {
    return this.events.registered;
  }

  /** What a user types or pastes into an area from its first cell on, in English. Remote hands are co-authors. */
  type(sheetName: string, address: string, entries: Entries, who: "user" | "co-author" = "user"): void {
    const sheet = this.sheetNamed(sheetName);
    const { top, left } = areaAt(address);
    const area = { top, left, bottom: top + entries.length - 1, right: left + (entries[0]?.length ?? 1) - 1 };
    enter(this.workbook, sheet, area, entries, handOf(who));
    this.calculate([{ sheet, area }], handOf(who));
  }

  /** A user inserts whole rows above a row (by its number), or deletes them from it on where the count is negative. */
  moveRows(sheetName: string, row: number, count: number, who: "user" | "co-author" = "user"): void {
    const sheet = this.sheetNamed(sheetName);
    moveRows(this.workbook, sheet, { at: row - 1, count }, handOf(who));
    this.calculate([{ sheet, area: wholeSheet }], handOf(who));
  }

  /** What a user does when clicking cells; several areas are joined by commas. */
  select(sheetName: string, addresses: string): void {
    this.workbook.select(this.sheetNamed(sheetName), addresses.split(",").map(areaAt), userHand);
  }

  /** The user starts typing into a cell: requests fail until `endCellEdit`, or wait where they said they would. */
  beginCellEdit(): void {
    this.isEditingCell = true;
  }

  endCellEdit(): void {
    this.isEditingCell = false;
    for (const resume of this.cellEditEnds.splice(0)) resume();
  }

  private async processNext(text: string, flags: number): Promise<HostReply> {
    await this.faults.wait?.();
    if (this.isEditingCell && (flags & delayForCellEdit) !== 0) {
      await new Promise<void>((resume) => this.cellEditEnds.push(resume));
    }
    const requestBytes = bytesOf(text);
    const refuse = (code: ApiErrorCode, actions: readonly string[] = []): HostReply => {
      this.log.batches.push({ requestBytes, responseBytes: 0, actions, error: code, isCleanup: false });
      return { kind: "refusal", code };
    };
    if (requestBytes > this.faults.requestLimit) return refuse("RequestPayloadSizeLimitExceeded");
    const { reply, actions, isCleanup } = this.carryOut(text);
    const answer = JSON.stringify(reply);
    const responseBytes = bytesOf(answer);
    if (responseBytes > this.faults.responseLimit) return refuse("ResponsePayloadSizeLimitExceeded", actions);
    const error = reply.Error?.Code ?? null;
    this.log.batches.push({ requestBytes, responseBytes, actions, error, isCleanup });
    return { kind: "answer", text: answer };
  }

  private carryOut(text: string): { reply: QueryReply; actions: readonly string[]; isCleanup: boolean } {
    const request = parseRequest(text);
    const isCleanup =
      request.Actions.some(({ Name }) => Name === "_RemoveReference") &&
      request.Actions.every(({ ActionType, Name }) => ActionType === 1 || Name === "_RemoveReference");
    const failure = this.isEditingCell ? "InvalidOperationInCellEditMode" : this.faults.failNext.shift();
    if (failure !== undefined) {
      const Error = { Code: failure, Message: new ApiError(failure, failure).message, Location: "", ActionIndex: 0 };
      return { reply: { Results: [], TraceIds: [], Error }, actions: [], isCleanup };
    }
    const run = this.makeRun();
    this.isBusy = true;
    try {
      const outcome = processQuery(request, this.root, this.references, run);
      run.settle();
      return { ...outcome, isCleanup };
    } finally {
      this.isBusy = false;
      this.flush();
    }
  }

  private makeRun(): Run {
    const changes: Change[] = [];
    const setEnabled = (on: boolean): void => {
      this.eventsEnabled = on;
    };
    const isEnabled = (): boolean => this.eventsEnabled;
    return {
      workbook: this.workbook,
      hand: addinHand,
      make: makersFor(this.workbook),
      nullValues: this.faults.nullValues,
      get eventsEnabled() {
        return isEnabled();
      },
      set eventsEnabled(on) {
        setEnabled(on);
      },
      noteChange: (sheet, area) => changes.push({ sheet, area }),
      settle: () => {
        if (changes.length > 0) this.calculate(changes.splice(0), addinHand);
      },
      recordUnknown: (className, member) => this.log.unknown.push(`${className}.${member}`),
      register: (type, target) => this.events.register(type, target),
      unregister: (type, target) => this.events.unregister(type, target),
      eventRegion: (reference) => this.events.regionOf(reference),
    };
  }

  private calculate(changes: readonly Change[], hand: Hand): void {
    if (this.workbook.calculationMode === "Manual") return;
    const { sheets, left } = recalculate(this.workbook, changes);
    for (const address of left) this.log.notCalculated.add(address);
    for (const sheet of sheets) this.workbook.emit({ kind: "calculated", sheet, hand });
  }

  private note(event: WorkbookEvent): void {
    if (!this.eventsEnabled) return;
    this.pending.push(...this.events.messagesFor(event));
    if (!this.isBusy) this.flush();
  }

  /** Events of a batch go out once it is through, before its answer. */
  private flush(): void {
    const entries = this.pending;
    this.pending = [];
    if (entries.length === 0) return;
    for (const listener of this.pushListeners) listener(entries);
  }

  private sheetNamed(name: string): SheetModel {
    const sheet = this.workbook.findSheet(name);
    if (sheet === null) throw new Error(`no sheet ${name} in the workbook`);
    return sheet;
  }
}

function handOf(who: "user" | "co-author"): Hand {
  return who === "user" ? userHand : remoteHand;
}

function areaAt(address: string): Area {
  const area = parseAddress(address);
  if (area === null) throw new Error(`no cells at ${address}`);
  return area;
}

const encoder = new TextEncoder();

function bytesOf(text: string): number {
  return encoder.encode(text).length;
}
