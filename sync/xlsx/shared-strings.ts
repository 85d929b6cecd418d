import { keepAlive } from "./keep-alive.ts";
import { defaultLimits, type ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import { decodeText, isEdgeSpace, isMarkup, isSpecial, readTextItem, textKinds } from "./text-item.ts";
import { isSpace, XmlReader } from "./xml.ts";

/** Texts by their index in the part. */
export interface SharedStrings {
  readonly count: number;
  /** Undefined when there is no such text. */
  get(index: number): string | undefined;
}

export const noStrings: SharedStrings = { count: 0, get: () => undefined };

/**
 * Reads `sharedStrings.xml`. All of it is checked, but a text is decoded when a cell first asks for it, so that a sheet
 * pays for its own texts only.
 *
 * @throws SyncError `xml-*`, `part-unexpected`, `too-many-strings`
 */
export function readSharedStrings(bytes: Buffer, where: string, limits: ReadLimits): SharedStrings {
  const xml = new XmlReader(bytes, where, spreadsheet, limits);
  const strings = new LazyStrings(xml);
  xml.root("sst");
  const depth = xml.depth;
  const isPlain = !xml.isEmpty && xml.prefix === "";
  while (true) {
    if (isPlain) xml.pos = strings.readPlainItems(xml.pos, limits.sharedStrings);
    if (strings.count > limits.sharedStrings) throw xml.error("too-many-strings");
    if (!xml.nextChild(depth)) break;
    if (xml.name === "si") strings.add(readTextItem(xml));
  }
  xml.finish();
  return strings;
}

/** How a text not yet decoded is kept: three numbers for each index. */
const fields = 3;

class LazyStrings implements SharedStrings {
  private readonly xml: XmlReader;
  private readonly texts: (string | undefined)[] = [];
  private latin1: string | undefined;
  /** Start, end, kinds of each text; unused where the text is decoded already. */
  private places = new Uint32Array(fields * 1024);

  constructor(xml: XmlReader) {
    this.xml = xml;
  }

  get count(): number {
    return this.texts.length;
  }

  get(index: number): string | undefined {
    const text = this.texts[index];
    return text !== undefined || index >= this.texts.length ? text : this.decode(index);
  }

  add(text: string): void {
    this.texts.push(text);
  }

  /**
   * Notes items of the usual form `<si><t>…</t></si>`, up to the first of another one.
   *
   * @returns where that begins
   */
  readPlainItems(from: number, most: number): number {
    const { bytes } = this.xml;
    let next = from;
    while (this.count <= most) {
      let pos = next;
      if (!hasBytes(bytes, pos, "<si><t")) break;
      pos += 6;
      const keepsSpace = hasBytes(bytes, pos, preserve);
      if (keepsSpace) pos += preserve.length;
      if (bytes[pos] !== 0x3e) break;
      const start = pos + 1;
      let kinds = 0;
      for (pos = start; pos < bytes.length; pos++) {
        const kind = textKinds[bytes[pos] ?? 0] ?? 0;
        if (kind === isMarkup) break;
        kinds |= kind;
      }
      if (!hasBytes(bytes, pos, "</t></si>")) break;
      if (kinds === isEdgeSpace && !isSpace(bytes[start] ?? 0) && !isSpace(bytes[pos - 1] ?? 0)) kinds = 0;
      if ((kinds & isSpecial) === 0) this.note(start, pos, keepsSpace ? kinds | keepFlag : kinds);
      else this.add(this.text(start, pos, kinds, keepsSpace));
      next = pos + 9;
    }
    return next;
  }

  private note(start: number, end: number, kinds: number): void {
    const at = this.texts.length * fields;
    if (at + fields > this.places.length) this.grow(at);
    this.places[at] = start;
    this.places[at + 1] = end;
    this.places[at + 2] = kinds;
    this.texts.push(undefined);
  }

  private grow(at: number): void {
    const larger = new Uint32Array((at + fields) * 2);
    larger.set(this.places);
    this.places = larger;
  }

  private decode(index: number): string {
    const at = index * fields;
    const start = this.places[at] ?? 0;
    const end = this.places[at + 1] ?? 0;
    const kinds = this.places[at + 2] ?? 0;
    const isVerbatim = kinds === 0 && end - start <= this.xml.longestText;
    const text = isVerbatim ? this.slice(start, end) : this.text(start, end, kinds, (kinds & keepFlag) !== 0);
    this.texts[index] = text;
    return text;
  }

  /** Plain ASCII is the same as Latin-1, in which bytes and characters count alike: slices of one string are cheapest. */
  private slice(start: number, end: number): string {
    this.latin1 ??= this.xml.bytes.toString("latin1");
    return this.latin1.slice(start, end);
  }

  private text(start: number, end: number, kinds: number, keepsSpace: boolean): string {
    // Of a text too long for any cell only that matters, so its beginning will do.
    const last = Math.min(end, start + this.xml.longestText);
    const text = decodeText(this.xml.bytes, start, last, kinds, keepsSpace);
    if (text === null) throw this.xml.malformed(start);
    return text;
  }
}

/** Beside the kinds of a text: white space at its ends counts. */
const keepFlag = 128;
const preserve = ' xml:space="preserve"';

function hasBytes(bytes: Buffer, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text.charCodeAt(at)) return false;
  return true;
}

keepAlive(new LazyStrings(new XmlReader(Buffer.alloc(0), "", spreadsheet, defaultLimits)));
