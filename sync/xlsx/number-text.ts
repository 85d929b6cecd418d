/**
 * Number of a cell's text as the schema's `xsd:double` has it, equal to `Number(text)`; white space around it is allowed.
 *
 * @returns null when the text is none (`NaN`, `INF`, `0x1F`, empty); infinite when it is too large for Excel
 */
export function parseNumber(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === "" || !hasOnlyNumberCharacters(trimmed)) return null;
  const value = Number(trimmed);
  return Number.isNaN(value) ? null : value;
}

/** `Number` takes more than the schema: hexadecimal, `Infinity`. These are told by their letters. */
function hasOnlyNumberCharacters(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const isDigit = code >= 0x30 && code <= 0x39;
    // + - . E e
    if (!isDigit && code !== 0x2b && code !== 0x2d && code !== 0x2e && code !== 0x45 && code !== 0x65) return false;
  }
  return true;
}

/** Powers of ten a double holds exactly. */
export const powersOfTen: readonly number[] = Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));
