import type { ApiErrorCode } from "./api-error.ts";

/** One request of the add-in. */
export interface BatchEntry {
  readonly requestBytes: number;
  readonly responseBytes: number;
  /** What was done: `Range.load(values,address)`, `Range.Values=`, `Worksheet.Activate()` … */
  readonly actions: readonly string[];
  readonly error: ApiErrorCode | null;
  /** It only lets tracked objects go; office.js sends one after each `Excel.run`, which nobody waits for. */
  readonly isCleanup: boolean;
}

/** What the host has seen, for tests to assert and for people to look at. */
export class HostLog {
  readonly batches: BatchEntry[] = [];
  /** Members that the add-in asked for and this host has not got: `Range.GetImage`. */
  readonly unknown: string[] = [];
  /** Formulas that should have been calculated and could not be here: `Hoja1!B4`. */
  readonly notCalculated = new Set<string>();

  /** Requests that the add-in waits for. */
  get roundTrips(): number {
    return this.batches.filter(({ isCleanup }) => !isCleanup).length;
  }

  /** Forgets the batches, so that the next ones can be counted; unknown members stay. */
  startCounting(): void {
    this.batches.length = 0;
  }
}
