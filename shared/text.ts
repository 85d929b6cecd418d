/** Text in one canonical form: NFC, line breaks as LF, no white space at line ends or around the whole. */
export function normalizeText(text: string): string {
  return text
    .normalize("NFC")
    .replace(/\r\n?/g, "\n")
    .replace(/[^\S\n]+$/gm, "")
    .trim();
}

/** Key for comparing words however they were typed: no case, accents, NBSP, line breaks or doubled spaces. */
export function foldText(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").replace(/\s+/g, " ").trim().toLowerCase();
}

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
