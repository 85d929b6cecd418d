import type { Area } from "../../../../shared/address.ts";
import type { Json } from "../json.ts";

/** What a cell lets people type; rule, prompt and alert are kept as the API hands them over. */
export interface Validation {
  readonly area: Area;
  readonly rule: Readonly<Record<string, Json>>;
  readonly prompt: Json;
  readonly errorAlert: Json;
  readonly ignoreBlanks: boolean;
}
