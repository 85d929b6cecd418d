/** Ways to misbehave that a test or the preview page can switch on and off at any time. */
export interface Faults {
  /** Largest request in bytes of UTF-8; Excel on the web takes 5 MB. */
  requestLimit: number;
  /** Largest answer in bytes of UTF-8. */
  responseLimit: number;
  /** Values, texts, formulas and formats of cells arrive as null, as Excel sometimes does. */
  nullValues: boolean;
  /** Awaited before each batch is looked at: latency. */
  wait: (() => Promise<void>) | null;
  /** Codes with which the next batches fail before anything of them is done, one each. */
  readonly failNext: FailureCode[];
}

/** Failures that come and go by themselves. */
export type FailureCode = "GeneralException" | "AccessDenied" | "InvalidOperationInCellEditMode";

const fiveMegabytes = 5 * 1024 * 1024;

export function noFaults(): Faults {
  return { requestLimit: fiveMegabytes, responseLimit: fiveMegabytes, nullValues: false, wait: null, failNext: [] };
}
