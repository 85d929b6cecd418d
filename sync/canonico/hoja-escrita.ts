import type { Area } from "../../shared/address.ts";
import type { BulkSheet } from "../xlsx/bulk.ts";

/** What the finishing pass is told of a sheet: its rows, and where text that looks like numbers is meant. */
export interface HojaEscrita {
  readonly bulk: BulkSheet;
  readonly textos: readonly { readonly sheet: string; readonly area: Area }[];
}
