/**
 * Character data as XML means it: references resolved, CRLF and CR read as LF (a CR written `&#13;` stays).
 *
 * @returns null when a reference is broken or unknown (there is no DTD), or where a character stands that XML forbids
 */
export function decodeXml(raw: string): string | null {
  return hasForbidden(raw) ? null : decodeChecked(raw);
}

/** The same of a text that is known to hold no forbidden character. */
export function decodeChecked(raw: string): string | null {
  const text = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  return text.includes("&") ? resolveReferences(text) : text;
}

/** Excel's own escapes for characters XML cannot hold: `_x000D_` is CR, `_x005F_` the underscore itself. */
export function decodeEscapes(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Whether a control character stands there that XML forbids. */
export function hasForbidden(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x20 && !isXmlCharacter(code)) return true;
  }
  return false;
}

function resolveReferences(text: string): string | null {
  let result = "";
  let from = 0;
  for (let at = text.indexOf("&"); at !== -1; at = text.indexOf("&", from)) {
    // The longest one, `&#x0010FFFF;`, is short: a far semicolon belongs to something else.
    const end = text.slice(at, at + longestReference).indexOf(";");
    const character = end === -1 ? null : resolve(text.slice(at + 1, at + end));
    if (character === null) return null;
    result += text.slice(from, at) + character;
    from = at + end + 1;
  }
  return result + text.slice(from);
}

const longestReference = 16;

const named = new Map([
  ["amp", "&"],
  ["lt", "<"],
  ["gt", ">"],
  ["quot", '"'],
  ["apos", "'"],
]);

function resolve(reference: string): string | null {
  if (!reference.startsWith("#")) return named.get(reference) ?? null;
  const isHex = reference[1] === "x";
  const digits = reference.slice(isHex ? 2 : 1);
  if (!(isHex ? /^[0-9A-Fa-f]+$/ : /^[0-9]+$/).test(digits)) return null;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  return isXmlCharacter(code) ? String.fromCodePoint(code) : null;
}

function isXmlCharacter(code: number): boolean {
  if (code < 0x20) return code === 9 || code === 10 || code === 13;
  return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}
