/** What a number format makes of a number: the kind of cell it becomes. */
export const generalFormat = 0;
export const percentFormat = 1;
export const dateFormat = 2;

export type FormatKind = typeof generalFormat | typeof percentFormat | typeof dateFormat;

/** Kind of a custom format code: that of the first section which shows the number itself. */
export function formatKind(code: string): FormatKind {
  for (const section of sections(code)) {
    if (/[dmyhs]/i.test(section)) return dateFormat;
    if (section.includes("%")) return percentFormat;
    if (/[0#?]|general/i.test(section)) return generalFormat;
  }
  return generalFormat;
}

/** Sections of a code, less all that is literal: quoted, escaped, filled or padded characters, colours, conditions. */
function sections(code: string): string[] {
  return code
    .replace(/"[^"]*("|$)|[\\_*][\s\S]?/g, "")
    .replace(/\[([^\]]*)(\]|$)/g, (_, inside: string) => (/^(h+|m+|s+)$/i.test(inside) ? inside : ""))
    .split(";");
}
