import type { Area } from "../address.ts";
import { isBlank, type Cell } from "../cell.ts";
import type { Grid, GridRow } from "../grid.ts";
import type { Disposicion, Plan } from "../plan/schema.ts";
import { foldText } from "../text.ts";
import { columnasOf, type Columna, type ColumnaKey } from "./columnas.ts";

/** Where a sheet keeps what: the result of recognising its header. Rows and columns are zero-based. */
export interface Layout {
  /** Name of the foreign layout that matched, or null for ours. */
  readonly disposicion: Disposicion | null;
  /** Row of machine tags, or null when the sheet has none. */
  readonly tagRow: number | null;
  readonly headerRow: number;
  readonly firstDataRow: number;
  readonly columns: ReadonlyMap<ColumnaKey, number>;
  /** Column with which another table of indicadores begins on the same header, of which nothing is read. */
  readonly beside: number | null;
  /** Headers that stand twice or more: one with a tag is read, or the only one with anything below; else none but the código. */
  readonly duplicated: readonly { readonly key: ColumnaKey; readonly columns: readonly number[] }[];
  /** Columns by an alias, where a tag or our own header stands elsewhere: not read. */
  readonly similar: readonly { readonly key: ColumnaKey; readonly column: number; readonly text: string }[];
  /** Headers that mean nothing to us: kept, never read. */
  readonly unknown: readonly { readonly text: string; readonly column: number }[];
  /** Columns found by tag or alias whose header says something else than ours. */
  readonly renamed: readonly { readonly key: ColumnaKey; readonly column: number; readonly text: string }[];
  /** Columns out of the template's order: the fewest that explain it. */
  readonly moved: readonly { readonly key: ColumnaKey; readonly column: number }[];
}

/** How many of a sheet's first rows may be title before the header. */
const searchRows = 60;

/** Texts above this are data of the first rows, and no header. */
const longestHeader = 300;

/** Fewest known headers, código among them, that make a row a header. */
const fewestHeaders = 3;

/** The header stands at most so many rows from the machine tags, where there are any. */
const tagDistance = 3;

/** Recognises the header of a sheet by machine tags, headers or aliases, wherever it is; null when it has none. */
export function matchLayout(grid: Grid, plan: Plan): Layout | null {
  for (const disposicion of plan.disposiciones) {
    const layout = matchDisposicion(grid, plan, disposicion);
    if (layout !== null) return layout;
  }
  const first = grid.rows.slice(0, searchRows);
  const tagged = first.find(
    (row) => countKeys(matchesOf(row.cells, (text) => tagsOf(plan).get(text.trim()))) >= fewestHeaders,
  );
  let header: GridRow | undefined;
  let most = fewestHeaders - 1;
  for (const row of first) {
    if (row === tagged || (tagged !== undefined && Math.abs(row.row - tagged.row) > tagDistance)) continue;
    const count = countKeys(readEncabezado(row, plan));
    if (count > most) [header, most] = [row, count];
  }
  if (tagged === undefined && header === undefined) return null;
  header ??= first.find((row) => tagged !== undefined && row.row > tagged.row);
  const headerRow = header?.row ?? (tagged?.row ?? 0) + 1;
  return assign(plan, {
    grid,
    disposicion: null,
    tagRow: tagged?.row ?? null,
    headerRow,
    firstDataRow: Math.max(headerRow, tagged?.row ?? 0) + 1,
    tags: texts(tagged?.cells),
    headers: headersOf(header, grid, plan),
    find: (text) => namesOf(plan).get(foldText(text)),
  });
}

/** Without those of an Excel table to the right of the first código that has one of its own. */
function headersOf(header: GridRow | undefined, { tables }: Grid, plan: Plan): Map<number, string> {
  const found = texts(header?.cells);
  const [first = 0, ...others] = [...readNombres(header?.cells, plan)].flatMap(([column, key]) =>
    key === "codigo" ? [column] : [],
  );
  for (const { area } of tables) {
    if (area.top !== header?.row || area.left <= first || !others.some((each) => isAcross(area, each))) continue;
    for (const column of found.keys()) if (isAcross(area, column)) found.delete(column);
  }
  return found;
}

/** First rows and columns of a sheet that are looked at to tell whether it is one of indicadores too. */
export const vista = { rows: searchRows, columns: 100 };

/** True for a sheet beside the one that is read whose header is known, as far as it is looked at. */
export function isOtraHoja(grid: Grid, plan: Plan): boolean {
  const rows = grid.rows
    .filter(({ row }) => row < vista.rows)
    .map(({ row, cells }) => ({ row, cells: cells.slice(0, vista.columns) }));
  return matchLayout({ ...grid, rows }, plan) !== null;
}

/** True where nobody knows which of several columns is meant, so that none is read: it is neither missing nor blank. */
export function isDoubled({ columns, duplicated }: Layout, wanted: ColumnaKey): boolean {
  return !columns.has(wanted) && duplicated.some(({ key }) => key === wanted);
}

/** True when the area has cells in a column. */
export function isAcross({ left, right }: Area, column: number): boolean {
  return left <= column && column <= right;
}

/** What a row names as header of a table of indicadores, by column; nothing where it is none. */
function readEncabezado({ cells }: GridRow, plan: Plan): ReadonlyMap<number, ColumnaKey> {
  const named = readNombres(cells, plan);
  return countKeys(named) >= fewestHeaders && hasCodigo(named) ? named : new Map();
}

/** What a row names as header of another table of indicadores: códigos alone, as in a letterhead, make none. */
export function readOtroEncabezado(row: GridRow, plan: Plan): ReadonlyMap<number, ColumnaKey> {
  const named = readEncabezado(row, plan);
  return [...named.values()].some((key) => key === "nombre" || /^(meta|ejecucion)/.test(key)) ? named : new Map();
}

/** True when the headers among the cells stand where ours do: a table that goes on with the one that is read. */
export function repeatsLayout(cells: GridRow["cells"], { columns }: Layout, plan: Plan): boolean {
  const named = [...readNombres(cells, plan)];
  return named.length > 0 && named.every(([column, key]) => columns.get(key) === column);
}

/** True when one of the cells is a header of the column of códigos. */
export function namesCodigo(cells: GridRow["cells"] | undefined, plan: Plan): boolean {
  return hasCodigo(readNombres(cells, plan));
}

/** A sheet of another origin, read by the plan's own description of it. */
function matchDisposicion(grid: Grid, plan: Plan, disposicion: Disposicion): Layout | null {
  if (disposicion.hoja !== undefined && foldText(disposicion.hoja) !== foldText(grid.sheet)) return null;
  const first = disposicion.filaEncabezado - 1;
  const last = first + disposicion.filasEncabezado - 1;
  const headers = joinHeaders(grid, first, last);
  const keys = new Map<string, Columna>();
  const byKey = columnasByKey(plan);
  for (const [name, textsOfColumn] of Object.entries(disposicion.columnas)) {
    for (const columna of columnasOf(plan)) {
      if (columna.key !== name && columna.campo !== name) continue;
      for (const text of textsOfColumn) {
        if (columna.vigencia !== null && columna.key !== name && !text.includes("{vigencia}")) continue;
        keys.set(foldText(text.replaceAll("{vigencia}", String(columna.vigencia))), columna);
      }
    }
  }
  const layout = assign(plan, {
    grid,
    disposicion,
    tagRow: null,
    headerRow: last,
    firstDataRow: last + 1,
    tags: new Map(),
    headers,
    find: (text) => keys.get(foldText(text)),
  });
  return layout.columns.has("codigo") && layout.columns.size >= Math.min(fewestHeaders, keys.size, byKey.size)
    ? layout
    : null;
}

interface Candidate {
  readonly grid: Grid;
  readonly disposicion: Disposicion | null;
  readonly tagRow: number | null;
  readonly headerRow: number;
  readonly firstDataRow: number;
  readonly tags: ReadonlyMap<number, string>;
  readonly headers: ReadonlyMap<number, string>;
  readonly find: (text: string) => Columna | undefined;
}

/** What makes a column what it is, the surest first. */
const [byTagRank, byHeaderRank, byAliasRank] = [0, 1, 2];

interface Claim {
  readonly column: number;
  readonly text: string;
  readonly rank: number;
}

function assign(plan: Plan, candidate: Candidate): Layout {
  const { disposicion, tagRow, headerRow, firstDataRow, tags, headers, find } = candidate;
  const claims = new Map<Columna, Claim[]>();
  const unknown: { text: string; column: number }[] = [];
  const byTag = tagsOf(plan);
  for (const column of [...new Set([...tags.keys(), ...headers.keys()])].sort((a, b) => a - b)) {
    const text = headers.get(column) ?? "";
    const tagged = byTag.get((tags.get(column) ?? "").trim());
    const columna = tagged ?? (text === "" ? undefined : find(text));
    if (columna !== undefined) {
      const isOwn = disposicion !== null || foldText(text) === columna.nombres[0];
      const rank = tagged !== undefined ? byTagRank : isOwn ? byHeaderRank : byAliasRank;
      claims.set(columna, [...(claims.get(columna) ?? []), { column, text, rank }]);
    } else if (text !== "") unknown.push({ text, column });
  }
  const beside = findBeside(claims);
  const columns = new Map<ColumnaKey, number>();
  const renamed: { key: ColumnaKey; column: number; text: string }[] = [];
  const similar: { key: ColumnaKey; column: number; text: string }[] = [];
  const duplicated: { key: ColumnaKey; columns: readonly number[] }[] = [];
  for (const [{ key, campo, nombres }, all] of claims) {
    const own = all.filter(({ column }) => column < (beside ?? Infinity));
    const best = Math.min(...own.map(({ rank }) => rank));
    const sure = own.filter(({ rank }) => rank === best);
    const filled = sure.length === 1 ? sure : sure.filter(({ column }) => isFilled(column, candidate));
    const [first] = filled.length === 0 ? sure : filled;
    // Nobody knows which of two is meant, and a figure is not to be guessed; without a código no row is one at all. What a
    // plan describes of a sheet, it describes from left to right.
    if (first !== undefined && (filled.length < 2 || campo === "codigo" || disposicion !== null)) {
      columns.set(key, first.column);
      if (disposicion === null && foldText(first.text) !== nombres[0])
        renamed.push({ key, column: first.column, text: first.text });
    }
    // Whoever looks at the sheet does not see the tags.
    const alike = own.filter(({ rank }) => rank === best || rank === byHeaderRank);
    if (alike.length > 1) duplicated.push({ key, columns: alike.map(({ column }) => column) });
    for (const { column, text } of own.filter((each) => !alike.includes(each))) similar.push({ key, column, text });
  }
  const moved = disposicion === null ? findMoved(plan, columns) : [];
  return {
    disposicion,
    tagRow,
    headerRow,
    firstDataRow,
    columns,
    beside,
    duplicated,
    similar,
    unknown,
    renamed,
    moved,
  };
}

/** Whether anything stands below the header: of two alike an empty one was not meant. */
function isFilled(column: number, { grid, firstDataRow }: Candidate): boolean {
  return grid.rows.some(({ row, cells }) => row >= firstDataRow && !isBlank(cells[column]));
}

/** Column from which on the header names the código and others once more, and nothing that it did not name before. */
function findBeside(claims: ReadonlyMap<Columna, readonly Claim[]>): number | null {
  const all = [...claims.values()];
  const from = [...claims].find(([{ campo }]) => campo === "codigo")?.[1][1]?.column ?? null;
  if (from === null || !all.every(([first]) => first !== undefined && first.column < from)) return null;
  return all.flat().filter(({ column }) => column >= from).length > 1 ? from : null;
}

/** All columns but the longest run of them that keeps the template's order. */
function findMoved(plan: Plan, columns: ReadonlyMap<ColumnaKey, number>): { key: ColumnaKey; column: number }[] {
  const present = columnasOf(plan).flatMap(({ key }) => {
    const column = columns.get(key);
    return column === undefined ? [] : [{ key, column }];
  });
  let longest: readonly ColumnaKey[] = [];
  const runs: { readonly column: number; readonly keys: readonly ColumnaKey[] }[] = [];
  for (const { key, column } of present) {
    let before: readonly ColumnaKey[] = [];
    for (const run of runs) if (run.column < column && run.keys.length > before.length) before = run.keys;
    const keys = [...before, key];
    runs.push({ column, keys });
    if (keys.length > longest.length) longest = keys;
  }
  const kept = new Set(longest);
  return present.filter(({ key }) => !kept.has(key));
}

/** Header texts of one or more rows; an upper row's text goes on over the columns named below it (merged headers). */
function joinHeaders(grid: Grid, first: number, last: number): Map<number, string> {
  const joined = new Map<number, string>();
  const rows = grid.rows.filter((row) => row.row >= first && row.row <= last);
  const width = Math.min(1000, Math.max(0, ...rows.map((row) => row.cells.length)));
  const named = rows.find((row) => row.row === last);
  for (const row of rows) {
    let carried = "";
    for (let column = 0; column < width; column++) {
      const text = headerText(row.cells[column]);
      if (text !== "") carried = text;
      const own = row === named || headerText(named?.cells[column]) === "" ? text : carried;
      if (own !== "") joined.set(column, `${joined.get(column) ?? ""} ${own}`.trim());
    }
  }
  return joined;
}

function texts(cells: GridRow["cells"] = []): Map<number, string> {
  const found = new Map<number, string>();
  for (const [column, cell] of cells.entries()) {
    const text = headerText(cell);
    if (text !== "") found.set(column, text);
  }
  return found;
}

function headerText(cell: Cell | undefined): string {
  if (typeof cell === "string") return cell.trim();
  return typeof cell === "number" ? String(cell) : "";
}

function readNombres(cells: GridRow["cells"] | undefined, plan: Plan): ReadonlyMap<number, ColumnaKey> {
  return matchesOf(cells, (text) => namesOf(plan).get(foldText(text)));
}

function matchesOf(
  cells: GridRow["cells"] | undefined,
  find: (text: string) => Columna | undefined,
): ReadonlyMap<number, ColumnaKey> {
  const named = new Map<number, ColumnaKey>();
  for (const [column, text] of texts(cells)) {
    const columna = text.length > longestHeader ? undefined : find(text);
    if (columna !== undefined) named.set(column, columna.key);
  }
  return named;
}

function countKeys(named: ReadonlyMap<number, ColumnaKey>): number {
  return new Set(named.values()).size;
}

function hasCodigo(named: ReadonlyMap<number, ColumnaKey>): boolean {
  return [...named.values()].includes("codigo");
}

interface Lookup {
  readonly names: ReadonlyMap<string, Columna>;
  readonly tags: ReadonlyMap<string, Columna>;
}

const lookups = new WeakMap<Plan, Lookup>();

function lookupOf(plan: Plan): Lookup {
  let lookup = lookups.get(plan);
  if (lookup === undefined) {
    const names = new Map<string, Columna>();
    const columnas = columnasOf(plan);
    for (const columna of columnas) names.set(columna.nombres[0] ?? "", columna);
    for (const columna of columnas) {
      for (const nombre of columna.nombres) if (!names.has(nombre)) names.set(nombre, columna);
    }
    lookup = { names, tags: new Map(columnas.map((columna) => [columna.key, columna])) };
    lookups.set(plan, lookup);
  }
  return lookup;
}

function namesOf(plan: Plan): ReadonlyMap<string, Columna> {
  return lookupOf(plan).names;
}

/** Columns by machine tag. */
function tagsOf(plan: Plan): ReadonlyMap<string, Columna> {
  return lookupOf(plan).tags;
}

/** A plan's columns by key. */
export function columnasByKey(plan: Plan): ReadonlyMap<ColumnaKey, Columna> {
  return lookupOf(plan).tags;
}
