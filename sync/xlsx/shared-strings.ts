import { keepAlive } from "./keep-alive.ts";
import { Latin1Decoder } from "./latin1-decoder.ts";
import { defaultLimits, type ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import { readTextItem, trimXml } from "./text-item.ts";
import { decodeChecked, decodeEscapes, hasForbidden } from "./xml-text.ts";
import { XmlReader } from "./xml.ts";

export interface SharedStrings {
  /** In the order of the part. */
  readonly texts: readonly string[];
  /** UTF-16 units of the longest. */
  readonly longest: number;
}

export const noStrings: SharedStrings = { texts: [], longest: 0 };

/**
 * Reads `sharedStrings.xml`, all of it.
 *
 * @throws SyncError `xml-*`, `part-unexpected`, `too-many-strings`
 */
export function readSharedStrings(bytes: Buffer, where: string, limits: ReadLimits): SharedStrings {
  const xml = new XmlReader(bytes, where, spreadsheet, limits);
  const texts: string[] = [];
  xml.root("sst");
  const depth = xml.depth;
  const plain = !xml.isEmpty && xml.prefix === "" ? new PlainItems(xml) : null;
  while (true) {
    if (plain !== null) xml.pos = plain.read(xml.pos, texts, limits.sharedStrings);
    if (texts.length > limits.sharedStrings) throw xml.error("too-many-strings");
    if (!xml.nextChild(depth)) break;
    if (xml.name === "si") texts.push(readTextItem(xml));
  }
  xml.finish();
  return { texts, longest: texts.reduce((longest, { length }) => (length > longest ? length : longest), 0) };
}

/**
 * Reads items of the usual form `<si><t>…</t></si>`: some of the part at a time is decoded to a string, of which the
 * texts are slices. Searching and slicing that is several times as fast as looking at each byte.
 */
class PlainItems {
  private readonly xml: XmlReader;
  private readonly bytes: Buffer;
  private readonly windowSize: number;
  private readonly latin1: Latin1Decoder;
  /** Whole items, decoded; reading goes on at `at` in it. */
  private text = "";
  private at = 0;
  /** A place in `text` and which byte of the part it is: all before it is read. */
  private knownAt = 0;
  private knownByte = 0;
  /** The byte behind `text`. */
  private end = 0;
  /** Where an item ends, before which all is to be decoded: looked for once a window. */
  private windowEnd = 0;
  /** Where the next of these is in `text`, or behind its end. */
  private nextReference = 0;
  private nextEscape = 0;
  private nextReturn = 0;
  private isOver = false;

  constructor(xml: XmlReader) {
    this.xml = xml;
    this.bytes = xml.bytes;
    this.windowSize = xml.bytes.length < largeWindow ? smallWindow : largeWindow;
    this.latin1 = new Latin1Decoder(xml.bytes);
  }

  /**
   * Adds the texts of the items from `from` on, up to the first of another form.
   *
   * @returns where that begins
   */
  read(from: number, texts: string[], most: number): number {
    this.goTo(from);
    this.readText(texts, most);
    while (this.at === this.text.length && texts.length <= most && this.decode(this.end)) this.readText(texts, most);
    this.knownByte += Buffer.byteLength(this.text.slice(this.knownAt, this.at), "utf8");
    this.knownAt = this.at;
    return this.knownByte;
  }

  /** Others may have read on meanwhile. */
  private goTo(byte: number): void {
    if (byte > this.end || this.text === "") {
      this.text = "";
      this.at = this.knownAt = 0;
      this.knownByte = this.end = byte;
    } else {
      this.at = this.knownAt += this.bytes.toString("utf8", this.knownByte, byte).length;
      this.knownByte = byte;
    }
  }

  /** @returns false when no more item is to be had this way */
  private decode(from: number): boolean {
    const { bytes, latin1 } = this;
    if (this.isOver || bytes.toString("latin1", from, from + itemStart.length) !== itemStart) return false;
    if (from >= this.windowEnd) this.windowEnd = this.lastEnd(from);
    let end = this.windowEnd;
    let text = end === -1 ? "" : latin1.decode(from, end);
    let mayHoldControls = latin1.mayHoldControls;
    if (latin1.end < end) {
      // The items before the one with the first character that takes two bytes; if that is the first, it alone.
      const whole = text.lastIndexOf(itemEnd);
      if (whole === -1) {
        mayHoldControls = true;
        end = bytes.indexOf(itemEnd, from, "latin1") + itemEnd.length;
        text = bytes.toString("utf8", from, end);
      } else {
        text = text.slice(0, whole + itemEnd.length);
        end = from + Buffer.byteLength(text, "utf8");
      }
    }
    this.isOver = end === -1 || (mayHoldControls && hasForbidden(text));
    if (this.isOver) return false;
    this.text = text;
    this.end = end;
    this.at = this.knownAt = 0;
    this.knownByte = from;
    this.nextReference = this.nextEscape = this.nextReturn = -1;
    return true;
  }

  /** Where the last item ends that fits in a window, or the first where none does; -1 where none ends. */
  private lastEnd(from: number): number {
    const { bytes } = this;
    const last = bytes.subarray(from, from + this.windowSize).lastIndexOf(itemEnd, undefined, "latin1");
    if (last !== -1) return from + last + itemEnd.length;
    const first = bytes.indexOf(itemEnd, from, "latin1");
    return first === -1 ? -1 : first + itemEnd.length;
  }

  private readText(texts: string[], most: number): void {
    const { text } = this;
    if (texts.length > most || !text.startsWith(itemStart, this.at)) return;
    let start = this.at + itemStart.length;
    while (true) {
      const keepsSpace = text.charCodeAt(start) !== gt;
      if (keepsSpace) {
        if (!text.startsWith(preserve, start)) return;
        start += preserve.length;
      } else start++;
      const end = text.indexOf("<", start);
      // Nearly always the next item follows at once.
      const goesOn = text.startsWith(betweenItems, end);
      if (!goesOn && !text.startsWith(itemEnd, end)) return;
      const item = this.isVerbatim(start, end)
        ? this.verbatim(start, end, keepsSpace)
        : this.special(start, end, keepsSpace);
      if (item === null) return;
      texts.push(item);
      this.at = end + itemEnd.length;
      if (!goesOn || texts.length > most) return;
      start = end + betweenItems.length;
    }
  }

  private verbatim(start: number, end: number, keepsSpace: boolean): string {
    const { text } = this;
    const item = text.slice(start, end);
    const hasEdgeSpace = text.charCodeAt(start) <= space || text.charCodeAt(end - 1) <= space;
    return hasEdgeSpace && !keepsSpace ? trimXml(item) : item;
  }

  /** A text with references, escapes or CR in it; null when it is malformed. */
  private special(start: number, end: number, keepsSpace: boolean): string | null {
    // Of a text too long for any cell only that matters, so its beginning will do.
    const text = decodeChecked(this.text.slice(start, Math.min(end, start + this.xml.longestText)));
    if (text === null) return null;
    return decodeEscapes(keepsSpace ? text : trimXml(text));
  }

  /** Whether the text between two places says what it means. */
  private isVerbatim(start: number, end: number): boolean {
    if (this.nextReference < start) this.nextReference = this.find("&", start);
    if (this.nextEscape < start) this.nextEscape = this.find("_x", start);
    if (this.nextReturn < start) this.nextReturn = this.find("\r", start);
    return this.nextReference >= end && this.nextEscape >= end && this.nextReturn >= end;
  }

  private find(what: string, from: number): number {
    const found = this.text.indexOf(what, from);
    return found === -1 ? this.text.length : found;
  }
}

/**
 * Bytes decoded at a time. From 1 MiB on Node keeps strings outside the engine's heap, where those of a large part cost
 * half as much; larger ones only make what they are decoded into larger. The strings of smaller parts are best small enough
 * for the garbage collector to move them.
 */
const largeWindow = 1280 * 1024;
const smallWindow = 64 * 1024;
const itemStart = "<si><t";
const preserve = ' xml:space="preserve">';
const itemEnd = "</t></si>";
const betweenItems = itemEnd + itemStart;
const space = 0x20;
const gt = 0x3e;

keepAlive(new PlainItems(new XmlReader(Buffer.alloc(0), "", spreadsheet, defaultLimits)));
