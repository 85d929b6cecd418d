import * as fc from "fast-check";
import { pendingCell, type Cell } from "../../../shared/cell.ts";
import { columnasMezcladas } from "../../../shared/merge/columna-mezclada.ts";
import type { Tabla, Valores } from "../../../shared/merge/mezcla.ts";
import { errorCell, percent } from "../../shared/sheet.ts";
import { plan } from "./ejemplo.ts";

const keys = columnasMezcladas(plan).map(({ key }) => key);

const hostiles = [
  '=HYPERLINK("http://x")',
  "+1",
  "-1",
  "@SUM(A1)",
  "_x000D_",
  "a\r\nb\n\nc",
  " espacios ",
  "\u00A0",
  "<b>&amp;]]></b>",
  "'comilla",
  "\u0007\u0000\uFFFE",
  "🙂 ñandú e\u0301",
  "44010030007",
  "1E5",
  "NP",
  "TOTAL",
  "codigo",
  "x".repeat(32_767),
];

const cells: fc.Arbitrary<Cell> = fc.oneof(
  fc.constant(null),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.constantFrom(...hostiles),
  fc.double({ noNaN: true, min: -1e300, max: 1e300 }),
  fc.integer(),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -10, max: 10 }).map(percent),
  fc.integer({ min: 1, max: 2_958_465 }).map((serial) => ({ kind: "date" as const, serial })),
  fc.double({ noNaN: true, min: 61, max: 60_000 }).map((serial) => ({ kind: "date" as const, serial })),
  fc.constantFrom(errorCell(), errorCell("#DIV/0!"), pendingCell),
);
const filasAlAzar: fc.Arbitrary<Valores> = fc.record(Object.fromEntries(keys.map((key) => [key, cells])));
const codigos = fc.oneof(
  fc.integer({ min: 10_000_000, max: 19_999_999 }).map((digits) => `440${digits}`),
  fc.integer({ min: 1, max: 999 }).map((number) => `X-${number}`),
);
/** Rows of a secretaría, with every kind of cell. */
export const tablas: fc.Arbitrary<Tabla> = fc
  .array(fc.tuple(codigos, filasAlAzar), { maxLength: 6 })
  .map((entries) => new Map(entries));
