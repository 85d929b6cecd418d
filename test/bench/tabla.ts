/** Prints rows as columns of equal width, the first one to the left. */
export function printTabla(title: string, headers: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [headers, ...rows];
  const widths = headers.map((_, column) => Math.max(...all.map((row) => (row[column] ?? "").length)));
  const line = (row: readonly string[]): string =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd();
  const rule = widths.map((width) => "─".repeat(width)).join("  ");
  process.stdout.write(`\n${title}\n\n${[line(headers), rule, ...rows.map(line)].join("\n")}\n`);
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? NaN)) / 2;
}

/** A goal of the issue beside what came out. */
export interface Meta {
  readonly text: string;
  /** Null when it could not be measured here. */
  readonly met: boolean | null;
  readonly measured: string;
}

export function printMetas(metas: readonly Meta[]): void {
  printTabla(
    "Targets",
    ["target", "measured", ""],
    metas.map(({ text, met, measured }) => [text, measured, met === null ? "not measured" : met ? "met" : "NOT MET"]),
  );
}

export function ms(seconds: number): string {
  return (seconds * 1000).toFixed(seconds < 0.0995 ? 1 : 0);
}

export function times(ratio: number): string {
  return `${ratio.toFixed(ratio < 10 ? 2 : 1)}×`;
}

export function mb(megabytes: number | null): string {
  return megabytes === null ? "?" : megabytes.toFixed(0);
}
