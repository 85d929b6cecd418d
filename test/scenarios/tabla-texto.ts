/** Cells of a story's tables: as typed there, `·` where there is nothing. */
export type FilaTexto = Readonly<Record<string, string>>;

/** A table under its heading: `salud · vigencia 2017`. */
export interface BloqueTexto {
  readonly titulo: string;
  readonly columnas: readonly string[];
  readonly filas: readonly FilaTexto[];
}

export const nada = "·";

/**
 * Reads the tables of a story: a heading, the names of the columns and a row a line, cells apart by `|`; blocks apart by blank
 * lines, comments behind `#`.
 */
export function parseBloques(text: string): BloqueTexto[] {
  const lines = text.split("\n").map((line) => line.replace(/(^|\s)# .*$/, "").trimEnd());
  const blocks = lines
    .join("\n")
    .split(/\n\s*\n/)
    .map((block) => block.split("\n").filter((line) => line.trim() !== ""));
  return blocks
    .filter((block) => block.length > 0)
    .map(([titulo = "", header = "", ...rows]) => {
      const columnas = splitCells(header);
      return { titulo, columnas, filas: rows.map((row) => filaOf(columnas, splitCells(row), row)) };
    });
}

/** Rows as aligned columns. */
export function renderTabla(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    for (const [column, cell] of row.entries()) widths[column] = Math.max(widths[column] ?? 0, cell.length);
  }
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join(" | ")
      .trimEnd(),
  );
}

function splitCells(line: string): string[] {
  return line.split("|").map((cell) => cell.trim());
}

function filaOf(columnas: readonly string[], cells: readonly string[], line: string): FilaTexto {
  if (cells.length > columnas.length) throw new Error(`more cells than columns: ${line}`);
  return Object.fromEntries(cells.map((cell, column) => [columnas[column] ?? "", cell]));
}
