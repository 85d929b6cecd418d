import { decodeEscapes, decodeXml } from "./xml-text.ts";
import type { XmlReader } from "./xml.ts";

/**
 * Text of the string item (`si`, `is`) just started: its runs joined. Phonetic runs (`rPh`) are a reading aid, no text.
 */
export function readTextItem(xml: XmlReader): string {
  const depth = xml.depth;
  let text = "";
  while (xml.nextChild(depth)) {
    if (xml.name === "t") text += readTextElement(xml);
    else if (xml.name === "r") text += readRun(xml);
  }
  return text;
}

function readRun(xml: XmlReader): string {
  const depth = xml.depth;
  let text = "";
  while (xml.nextChild(depth)) if (xml.name === "t") text += readTextElement(xml);
  return text;
}

function readTextElement(xml: XmlReader): string {
  const keepsSpace = xml.attribute("xml:space") === "preserve";
  const text = xml.text();
  return decodeEscapes(keepsSpace ? text : trimXml(text));
}

/** Excel drops white space at the ends where `xml:space` does not keep it; NBSP is no white space to XML. */
export function trimXml(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isXmlSpace(text.charCodeAt(start))) start++;
  while (end > start && isXmlSpace(text.charCodeAt(end - 1))) end--;
  return text.slice(start, end);
}

function isXmlSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** What a byte of text is in `textKinds`; 0 for plain ASCII. */
const isWide = 1;
const isSpecial = 2;
export const isEdgeSpace = 4;
export const isMarkup = 8;

/**
 * Kinds of the 256 bytes, so that one pass over a text finds its end and what it takes to decode it: bytes beyond ASCII,
 * `&`, CR, the underscore of `_xHHHH_` and forbidden controls, white space.
 */
export const textKinds: Uint8Array = makeTextKinds();

/**
 * Text between two places of a part in which no markup lies.
 *
 * @param kinds     union of `textKinds` over it
 * @param keepsSpace as `xml:space="preserve"` says
 * @returns null when a reference in it is malformed
 */
export function decodeText(
  bytes: Buffer,
  start: number,
  end: number,
  kinds: number,
  keepsSpace: boolean,
): string | null {
  const raw = bytes.toString((kinds & isWide) === 0 ? "latin1" : "utf8", start, end);
  if ((kinds & isSpecial) === 0) return keepsSpace || (kinds & isEdgeSpace) === 0 ? raw : trimXml(raw);
  const text = decodeXml(raw);
  if (text === null) return null;
  return decodeEscapes(keepsSpace ? text : trimXml(text));
}

function makeTextKinds(): Uint8Array {
  const kinds = new Uint8Array(256);
  kinds.fill(isWide, 0x80);
  kinds.fill(isSpecial, 0, 0x20);
  for (const character of "&_\r") kinds[character.charCodeAt(0)] = isSpecial;
  for (const character of " \t\n") kinds[character.charCodeAt(0)] = isEdgeSpace;
  kinds[0x3c] = isMarkup;
  return kinds;
}
