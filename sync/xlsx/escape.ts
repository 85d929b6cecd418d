/** Longest text a cell can hold, in UTF-16 units, as Excel counts them. */
export const maxTextLength = 32_767;

/** Text for an XML attribute or element; characters XML cannot hold are dropped. */
export function escapeXml(text: string): string {
  return needsXmlEscape.test(text) ? text.replace(xmlSpecial, (found) => entities[found] ?? "") : text;
}

/**
 * Text of a cell for `<t>` or `<v>`, escaped the way spreadsheets do it: characters XML cannot hold, and the carriage
 * return, which parsers would turn into a line feed, become `_xHHHH_`; text that happens to look like such an escape
 * has its underscore escaped, so that it is read back as it was.
 *
 * @throws {Error} when the text is longer than a cell can hold
 */
export function escapeCellText(text: string): string {
  checkTextLength(text);
  return needsCellEscape.test(text)
    ? text.replace(cellSpecial, (found) => entities[found] ?? `_x${hex(found.charCodeAt(0))}_${found.slice(1)}`)
    : text;
}

/** @throws {Error} when the text is longer than a cell can hold */
export function checkTextLength(text: string): void {
  if (text.length <= maxTextLength) return;
  throw new Error(`text of ${text.length} characters in a cell, which holds ${maxTextLength}: ${text.slice(0, 40)}…`);
}

/** The attribute an element needs so that white space at the ends of its text, or a line break in it, is kept. */
export function spaceAttribute(text: string): string {
  return /^\s|\s$|[\n\t]| {2}/.test(text) ? ' xml:space="preserve"' : "";
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/* oxlint-disable no-control-regex -- they are what this file is about */
const xmlSpecial = /[&<>"\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;
const needsXmlEscape = /[&<>"\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;
const cellSpecial = /[&<>\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|_(?=x[0-9A-Fa-f]{4}_)/g;
const needsCellEscape = /[&<>\u0000-\u0008\u000B-\u001F\uFFFE\uFFFF]|_x[0-9A-Fa-f]{4}_/;
/* oxlint-enable no-control-regex */

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, "0");
}
