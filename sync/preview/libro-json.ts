import type { Area } from "../../shared/address.ts";
import type { DefinedName, Grid } from "../../shared/grid.ts";
import { defaultLimits, type ReadLimits } from "../xlsx/limits.ts";
import { readLooks, type Look, type Looks } from "../xlsx/looks.ts";
import { findParts } from "../xlsx/patch-package.ts";
import { readWorkbook } from "../xlsx/read.ts";
import { readRelations } from "../xlsx/relations.ts";
import { readSheetLooks, type ConditionalRule, type SheetLooks, type ValidationRule } from "../xlsx/sheet-looks.ts";
import { officeTheme, readThemeColors, type ThemeColors } from "../xlsx/theme-colors.ts";
import { utf8Bytes } from "../xlsx/xml-bytes.ts";
import { openZip, type Zip } from "../xlsx/zip.ts";
import type { ZipEntry } from "../xlsx/zip-entry.ts";

/**
 * A workbook as the preview page gets it: JSON of its cells as `shared/grid.ts` types them, and of what can be shown of
 * their looks. The page's own schema is `addin/preview/libro-schema.ts`; a test holds the two together.
 */
export interface LibroJson {
  readonly version: 1;
  readonly name: string;
  readonly names: readonly DefinedName[];
  /** Referred to by number; the first is the look of cells that say nothing. */
  readonly looks: readonly Look[];
  readonly conditionalLooks: readonly Look[];
  /** The one that the file opens with; null where it says none that can be shown. */
  readonly activeSheet: string | null;
  readonly sheets: readonly HojaJson[];
}

export interface HojaJson {
  readonly name: string;
  readonly visibility: Grid["visibility"];
  /** A row's number and its cells from the first column on; a missing one is null. */
  readonly rows: readonly (readonly [row: number, cells: Grid["rows"][number]["cells"]])[];
  /** Formula without `=` by `cellKey`; empty where a shared formula goes on. */
  readonly formulas: readonly (readonly [key: number, text: string])[];
  readonly merges: readonly Area[];
  readonly hiddenRows: readonly number[];
  readonly hiddenColumns: readonly number[];
  readonly tables: Grid["tables"];
  readonly showGridlines: boolean;
  readonly tabColor: string | null;
  readonly frozen: SheetLooks["frozen"];
  readonly columns: SheetLooks["columns"];
  readonly sizes: SheetLooks["rows"];
  readonly areas: SheetLooks["areas"];
  readonly protection: SheetLooks["protection"];
  readonly conditionalFormats: readonly ConditionalRule[];
  readonly validations: readonly ValidationRule[];
  readonly more: SheetLooks["more"];
}

/**
 * Reads a whole workbook for the preview.
 *
 * @throws SyncError a `ReadErrorCode`, for any file that `readWorkbook` or `readGrid` refuses
 */
export function makeLibroJson(bytes: Uint8Array, file: string, limits: ReadLimits = defaultLimits): LibroJson {
  const workbook = readWorkbook(bytes, file, limits);
  const zip = openZip(bytes, file, limits);
  const theme = readTheme(zip, limits);
  let looks: Looks | undefined;
  const sheets = workbook.sheets.map(({ name }): HojaJson => {
    const parts = findParts(zip, name, limits);
    looks ??= parts.styles === null ? noLooks : readLooks(...contentOf(zip, parts.styles), theme, limits);
    const grid = workbook.readGrid(name);
    const { rows: sizes, ...sheetLooks } = readSheetLooks(...contentOf(zip, parts.sheet), theme, limits);
    return {
      name,
      visibility: grid.visibility,
      rows: grid.rows.map(({ row, cells }) => [row, cells]),
      formulas: [...grid.formulas],
      merges: grid.merges,
      hiddenRows: [...grid.hiddenRows],
      hiddenColumns: [...grid.hiddenColumns],
      tables: grid.tables,
      sizes,
      ...sheetLooks,
    };
  });
  const { cells, conditional } = looks ?? noLooks;
  return {
    version: 1,
    name: file,
    names: workbook.definedNames,
    looks: cells,
    conditionalLooks: conditional,
    activeSheet: workbook.activeSheet,
    sheets,
  };
}

const noLooks: Looks = { cells: [], conditional: [] };

function readTheme(zip: Zip, limits: ReadLimits): ThemeColors {
  const root = readRelations(zip, "", limits).find(({ type }) => type === "officeDocument");
  const relations = readRelations(zip, root?.target ?? "xl/workbook.xml", limits);
  const target = relations.find(({ type }) => type === "theme")?.target ?? null;
  const entry = target === null ? undefined : zip.find(target);
  return entry === undefined ? officeTheme : readThemeColors(...contentOf(zip, entry), limits);
}

function contentOf(zip: Zip, entry: ZipEntry): [bytes: Buffer, where: string] {
  const where = `${zip.file} › ${entry.name}`;
  return [utf8Bytes(zip.inflate(entry), where), where];
}
