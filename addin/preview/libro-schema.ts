import * as z from "zod";
import type { Cell } from "../../shared/cell.ts";

/** What the preview server says of a workbook: see `sync/preview/libro-json.ts`, which writes it. */
export type LibroJson = z.infer<typeof libroSchema>;
export type HojaJson = LibroJson["sheets"][number];
export type LookJson = LibroJson["looks"][number];

const place = z.int().min(0);
const area = z.object({ top: place, left: place, bottom: place, right: place });
const border = z.object({ style: z.string(), weight: z.string(), color: z.string() });

const text = z.exactOptional(z.string());
const flag = z.exactOptional(z.boolean());
const size = z.exactOptional(z.number());

const look = z.object({
  numberFormat: text,
  fill: text,
  fontName: text,
  fontSize: size,
  fontColor: text,
  bold: flag,
  italic: flag,
  underline: text,
  strikethrough: flag,
  wrapText: flag,
  horizontalAlignment: text,
  verticalAlignment: text,
  indentLevel: size,
  locked: flag,
  formulaHidden: flag,
  borders: z.exactOptional(z.partialRecord(z.enum(["EdgeTop", "EdgeBottom", "EdgeLeft", "EdgeRight"]), border)),
});

/** One check by hand: a sheet has hundreds of thousands of them. */
const cells = z.array(z.custom<Cell>(isCell));

const hoja = z.object({
  name: z.string(),
  visibility: z.enum(["visible", "hidden", "veryHidden"]),
  rows: z.array(z.tuple([place, cells])),
  formulas: z.array(z.tuple([place, z.string()])),
  merges: z.array(area),
  hiddenRows: z.array(place),
  hiddenColumns: z.array(place),
  tables: z.array(z.object({ name: z.string(), area })),
  showGridlines: z.boolean(),
  tabColor: z.string().nullable(),
  frozen: z.object({ rows: place, columns: place }),
  columns: z.array(z.object({ first: place, last: place, width: z.number().nullable(), style: place })),
  sizes: z.array(z.object({ row: place, height: z.number().nullable(), style: place.nullable() })),
  areas: z.array(area.extend({ style: place })),
  protection: z.record(z.string(), z.string()).nullable(),
  conditionalFormats: z.array(
    z.object({
      areas: z.array(area),
      type: z.string(),
      operator: z.string(),
      formulas: z.array(z.string()),
      dxf: z.number().nullable(),
      priority: z.number(),
      stopIfTrue: z.boolean(),
    }),
  ),
  more: z.array(z.string()),
  validations: z.array(
    z.object({
      areas: z.array(area),
      type: z.string(),
      operator: z.string(),
      formulas: z.array(z.string()),
      allowBlank: z.boolean(),
      prompt: z.object({ title: z.string(), message: z.string() }).nullable(),
      alert: z.object({ title: z.string(), message: z.string(), style: z.string() }).nullable(),
    }),
  ),
});

export const libroSchema = z.object({
  version: z.literal(1),
  name: z.string(),
  names: z.array(z.object({ name: z.string(), refersTo: z.string(), sheet: z.string().nullable() })),
  looks: z.array(look),
  conditionalLooks: z.array(look),
  activeSheet: z.string().nullable(),
  sheets: z.array(hoja).min(1),
});

function isCell(cell: unknown): boolean {
  if (cell === null || typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean") return true;
  return typeof cell === "object" && "kind" in cell && kinds.has(cell.kind);
}

const kinds: ReadonlySet<unknown> = new Set(["percent", "date", "error", "pending"]);
