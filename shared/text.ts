/** Text in one canonical form: NFC, line breaks as LF, no white space at line ends or around the whole. */
export function normalizeText(text: string): string {
  // Most texts are one line of composed letters, of which trimming is all that is left.
  if (!brokenOrBeyondLatin.test(text)) return text.trim();
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+$/gm, "")
    .trim();
}

/** Key for comparing words however they were typed: no case, accents, NBSP, line breaks or doubled spaces. */
export function foldText(text: string): string {
  const bare = beyondAscii.test(text) ? text.normalize("NFD").replace(/\p{M}/gu, "") : text;
  return (doubtfulSpace.test(bare) ? bare.replace(/\s+/g, " ") : bare).trim().toLowerCase();
}

/** Line breaks, and what may be composed any further: nothing below U+0300, the first combining mark. */
const brokenOrBeyondLatin = /[\n\r]|[^\t-\u02FF]/;
// oxlint-disable-next-line no-control-regex -- ASCII is what it is about
const beyondAscii = /[^\u0000-\u007F]/;
const doubtfulSpace = /[^\S ]|  /;

/** `text` within `length` characters, the last one an ellipsis where something was cut. */
export function cutText(text: string, length: number): string {
  return text.length <= length
    ? text
    : `${text
        .slice(0, length - 1)
        .replace(/[\uD800-\uDBFF]$/, "")
        .trimEnd()}…`;
}

/** The first few of a list, and how many are left: `A, B y 3 más`. */
export function listText(items: readonly string[], most = 8): string {
  const shown = items.slice(0, most).join(", ");
  return items.length <= most ? shown : `${shown} y ${items.length - most} más`;
}
