import { parseArea, type Area } from "../../shared/address.ts";
import type { Grid } from "../../shared/grid.ts";
import type { ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import type { PatchErrorCode } from "./patch-errors.ts";
import type { PatchParts } from "./patch-package.ts";
import type { Target } from "./patch-targets.ts";
import type { SheetMap } from "./sheet-map.ts";
import { utf8Bytes } from "./xml-bytes.ts";
import { tagAttribute, type Tag } from "./xml-walk.ts";
import { XmlReader } from "./xml.ts";
import type { Zip } from "./zip.ts";

/** Areas of a sheet whose cells are not free to change, and why. */
export class PatchGuards {
  private readonly map: SheetMap;
  private readonly merges: readonly Area[];
  private readonly areas: readonly { readonly area: Area; readonly code: PatchErrorCode }[];

  constructor(zip: Zip, parts: PatchParts, map: SheetMap, grid: Grid, limits: ReadLimits) {
    this.map = map;
    this.merges = grid.merges;
    const roots = (type: string, root: string) => relatedRoots(zip, parts, type, root, limits);
    this.areas = [
      ...map.arrays.map((area) => ({ area, code: "patch-array-formula" as const })),
      ...map.dataTables.map((area) => ({ area, code: "patch-data-table" as const })),
      ...roots("table", "table").flatMap(tableAreas),
      ...roots("pivotTable", "pivotTableDefinition").flatMap(pivotAreas),
    ];
  }

  /** Why this cell must stay as it is, or null. */
  refusal(row: number, column: number, target: Target): PatchErrorCode | null {
    if (target.isRepeated) return "patch-cell-repeated";
    const isHidden = this.merges.some(
      (merge) => contains(merge, row, column) && (merge.top !== row || merge.left !== column),
    );
    if (isHidden) return "patch-merged-cell";
    const guarded = this.areas.find(({ area }) => contains(area, row, column));
    if (guarded !== undefined) return guarded.code;
    const formula = target.cell?.formula ?? null;
    return formula === null ? null : this.formulaRefusal(formula);
  }

  private formulaRefusal(formula: Tag): PatchErrorCode | null {
    const type = tagAttribute(formula, "t");
    if (type === "array") return "patch-array-formula";
    if (type === "dataTable") return "patch-data-table";
    // Only the cell with the text has an area; one that merely follows it is missed by no other.
    if (type !== "shared" || tagAttribute(formula, "ref") === undefined) return null;
    const users = this.map.shared.get(tagAttribute(formula, "si") ?? "") ?? 0;
    return users > 1 ? "patch-shared-formula" : null;
  }
}

export function contains(area: Area, row: number, column: number): boolean {
  return row >= area.top && row <= area.bottom && column >= area.left && column <= area.right;
}

/** Readers of the sheet's parts of a type, each with its root just started. */
function relatedRoots(zip: Zip, parts: PatchParts, type: string, root: string, limits: ReadLimits): XmlReader[] {
  return parts.sheetRelations.flatMap((relation) => {
    const entry = relation.type === type && relation.target !== null ? zip.find(relation.target) : undefined;
    if (entry === undefined) return [];
    const where = `${zip.file} › ${entry.name}`;
    const xml = new XmlReader(utf8Bytes(zip.inflate(entry), where), where, spreadsheet, limits);
    xml.root(root);
    return [xml];
  });
}

interface Guarded {
  readonly area: Area;
  readonly code: PatchErrorCode;
}

/** Excel repairs a file whose table has a heading or a total that differs from its cell. */
function tableAreas(xml: XmlReader): Guarded[] {
  const area = parseArea(xml.attribute("ref") ?? "");
  if (area === null) return [];
  const headers = Number(xml.attribute("headerRowCount") ?? "1");
  const totals = Number(xml.attribute("totalsRowCount") ?? "0");
  const guarded: Guarded[] = [];
  if (headers > 0) guarded.push({ area: { ...area, bottom: area.top + headers - 1 }, code: "patch-table-header" });
  if (totals > 0) guarded.push({ area: { ...area, top: area.bottom - totals + 1 }, code: "patch-table-totals" });
  return guarded;
}

function pivotAreas(xml: XmlReader): Guarded[] {
  const depth = xml.depth;
  while (xml.nextChild(depth)) {
    if (xml.name !== "location") continue;
    const area = parseArea(xml.attribute("ref") ?? "");
    return area === null ? [] : [{ area, code: "patch-pivot-table" }];
  }
  return [];
}
