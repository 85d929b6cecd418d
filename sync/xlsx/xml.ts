import { readError, type ReadErrorCode } from "./read-errors.ts";
import type { ReadLimits } from "./limits.ts";
import { decodeXml } from "./xml-text.ts";

export type XmlToken = "start" | "end" | "text" | "eof";

/**
 * Walks one XML part token by token and checks that it is well formed on the way: whoever reads to the end knows that
 * nothing was cut off. No DTD, ever.
 *
 * Names are local names of the vocabulary's namespaces; an element of any other namespace has the name "".
 */
export class XmlReader {
  readonly bytes: Buffer;
  readonly where: string;
  /** Where the next token begins. */
  pos = 0;
  depth = 0;
  /** Of the element just started. */
  name = "";
  /** With its colon (`x:`), or "". */
  prefix = "";
  isEmpty = false;
  /** Bytes above which no text fits a cell, were each of its characters a reference. */
  readonly longestText: number;
  private readonly vocabulary: ReadonlySet<string>;
  private readonly limits: ReadLimits;
  private readonly openNames: string[] = [];
  private readonly scopes: Scope[] = [{ prefix: "xml:", uri: "http://www.w3.org/XML/1998/namespace", depth: 0 }];
  private attributes: Attribute[] = [];
  private textStart = 0;
  private textEnd = 0;
  private isCdata = false;
  private hasRoot = false;

  /** @param bytes UTF-8, see `utf8Bytes` */
  constructor(bytes: Buffer, where: string, vocabulary: ReadonlySet<string>, limits: ReadLimits) {
    this.bytes = bytes;
    this.where = where;
    this.vocabulary = vocabulary;
    this.limits = limits;
    this.longestText = limits.cellChars * 16;
  }

  /** Enters the document's root, which must be of this name and namespace. */
  root(name: string): void {
    let token = this.next();
    while (token === "text") token = this.next();
    if (token !== "start" || this.name !== name) throw readError("part-unexpected", this.where);
  }

  /**
   * Goes to the next child of the element at `depth`, leaving out whatever of the last one was not read.
   *
   * @returns false at the element's end
   */
  nextChild(depth: number): boolean {
    for (;;) {
      const token = this.next();
      if (token === "start" && this.depth === depth + 1) return true;
      if (token === "end" && this.depth < depth) return false;
    }
  }

  /** Reads to the end of the document; what lies there must still be well formed. */
  finish(): void {
    while (this.next() !== "eof");
  }

  /** Leaves out the rest of the element just started. */
  skip(): void {
    const depth = this.depth - 1;
    while (this.depth > depth) this.next();
  }

  /** Text of the element just started, up to its end; that of children is left out. */
  text(): string {
    const depth = this.depth;
    let text = "";
    let size = 0;
    while (this.depth >= depth) {
      if (this.next() !== "text" || this.depth !== depth) continue;
      size += this.textEnd - this.textStart;
      if (size > this.longestText) throw this.error("cell-text-too-long");
      text += this.isCdata ? this.cdata(this.textStart, this.textEnd) : this.decode(this.textStart, this.textEnd);
    }
    return text;
  }

  /** Value of the attribute without prefix. */
  attribute(name: string): string | undefined {
    const found = this.attributes.find((attribute) => attribute.name === name);
    return found === undefined ? undefined : this.attributeValue(found);
  }

  /** Value of the attribute of this local name in one of these namespaces. */
  attributeIn(namespaces: ReadonlySet<string>, local: string): string | undefined {
    const found = this.attributes.find((attribute) => {
      const colon = attribute.name.indexOf(":");
      return attribute.name.slice(colon + 1) === local && namespaces.has(this.uri(attribute.name.slice(0, colon + 1)));
    });
    return found === undefined ? undefined : this.attributeValue(found);
  }

  next(): XmlToken {
    if (this.isEmpty) return this.close();
    const { bytes } = this;
    for (;;) {
      if (this.pos >= bytes.length) return this.end();
      if (bytes[this.pos] !== lt) {
        if (this.characters()) return "text";
        continue;
      }
      const kind = bytes[this.pos + 1];
      if (kind === slash) return this.endTag();
      if (kind !== bang && kind !== question) return this.startTag();
      if (this.misc()) return "text";
    }
  }

  /**
   * Passes the comment or instruction at `pos`.
   *
   * @returns true when it was a CDATA section, which is text
   */
  misc(): boolean {
    const { bytes, pos } = this;
    if (bytes[pos + 1] === question) {
      this.pos = this.after("?>", pos + 2);
      return false;
    }
    const head = bytes.toString("latin1", pos + 2, pos + 9);
    if (head.startsWith("--")) {
      this.pos = this.after("-->", pos + 4);
      return false;
    }
    if (head === "DOCTYPE") throw readError("xml-doctype", this.where);
    if (head !== "[CDATA[" || this.depth === 0) throw this.malformed();
    this.pos = this.after("]]>", pos + 9);
    this.textStart = pos + 9;
    this.textEnd = this.pos - 3;
    this.isCdata = true;
    return true;
  }

  malformed(at = this.pos): Error {
    return this.error("xml-malformed", `byte ${at}`);
  }

  /** Character data between two places, references resolved. */
  decode(start: number, end: number): string {
    const text = decodeXml(this.raw(start, end));
    if (text === null) throw this.malformed(start);
    return text;
  }

  error(code: ReadErrorCode, detail?: string): Error {
    return readError(code, this.where, detail);
  }

  /** As it stands, but for line ends; references mean nothing here. */
  private cdata(start: number, end: number): string {
    const text = decodeXml(this.raw(start, end).replaceAll("&", "&amp;"));
    if (text === null) throw this.malformed(start);
    return text;
  }

  private raw(start: number, end: number): string {
    return this.bytes.toString("utf8", start, end);
  }

  private end(): XmlToken {
    if (this.depth > 0 || !this.hasRoot) throw this.malformed();
    return "eof";
  }

  /** @returns false for white space outside the root, which is nothing */
  private characters(): boolean {
    const start = this.pos;
    const found = this.bytes.indexOf(lt, start);
    this.pos = found === -1 ? this.bytes.length : found;
    if (this.depth === 0) {
      if (!isSpaceOnly(this.bytes, start, this.pos)) throw this.malformed(start);
      return false;
    }
    this.textStart = start;
    this.textEnd = this.pos;
    this.isCdata = false;
    return true;
  }

  private startTag(): XmlToken {
    const { bytes } = this;
    if (this.depth === 0 && this.hasRoot) throw this.malformed();
    let pos = this.nameEnd(this.pos + 1);
    const qualified = this.raw(this.pos + 1, pos);
    this.depth++;
    if (this.depth > this.limits.xmlDepth) throw this.error("xml-too-deep");
    pos = this.readAttributes(pos);
    this.isEmpty = bytes[pos] === slash;
    if (bytes[this.isEmpty ? pos + 1 : pos] !== gt) throw this.malformed(pos);
    this.pos = this.isEmpty ? pos + 2 : pos + 1;
    this.hasRoot = true;
    this.openNames.push(qualified);
    const colon = qualified.indexOf(":");
    this.prefix = qualified.slice(0, colon + 1);
    this.name = this.vocabulary.has(this.uri(this.prefix)) ? qualified.slice(colon + 1) : "";
    return "start";
  }

  private endTag(): XmlToken {
    const { bytes } = this;
    const start = this.pos + 2;
    const name = this.openNames.at(-1);
    const end = this.nameEnd(start);
    if (name === undefined || this.raw(start, end) !== name) throw this.malformed();
    const close = skipSpace(bytes, end);
    if (bytes[close] !== gt) throw this.malformed(close);
    this.pos = close + 1;
    return this.close();
  }

  private close(): XmlToken {
    this.isEmpty = false;
    this.openNames.pop();
    while ((this.scopes.at(-1)?.depth ?? 0) === this.depth) this.scopes.pop();
    this.depth--;
    return "end";
  }

  private nameEnd(start: number): number {
    const { bytes } = this;
    let end = start;
    while (isNameByte(bytes[end] ?? 0)) end++;
    if (end === start || isNameStartForbidden(bytes[start] ?? 0)) throw this.malformed(start);
    return end;
  }

  private readAttributes(from: number): number {
    const { bytes } = this;
    this.attributes = [];
    let pos = from;
    for (;;) {
      const start = skipSpace(bytes, pos);
      const byte = bytes[start];
      if (byte === gt || byte === slash || byte === undefined) break;
      if (start === pos) throw this.malformed(pos);
      pos = this.readAttribute(start);
    }
    if (this.attributes.length > 1) this.checkAttributeNames();
    return skipSpace(bytes, pos);
  }

  private readAttribute(start: number): number {
    const { bytes } = this;
    const nameEnd = this.nameEnd(start);
    const equals = skipSpace(bytes, nameEnd);
    const open = skipSpace(bytes, equals + 1);
    const quote = bytes[open];
    if (bytes[equals] !== equalSign || (quote !== doubleQuote && quote !== singleQuote)) throw this.malformed(start);
    let end = open + 1;
    while (end < bytes.length && bytes[end] !== quote && bytes[end] !== lt) end++;
    if (bytes[end] !== quote) throw this.malformed(open);
    const attribute = { name: this.raw(start, nameEnd), start: open + 1, end };
    this.attributes.push(attribute);
    if (attribute.name.startsWith("xmlns")) this.declare(attribute);
    return end + 1;
  }

  private declare(attribute: Attribute): void {
    const [word, prefix] = attribute.name.split(":");
    if (word !== "xmlns") return;
    if (this.scopes.length > this.limits.namespaces) throw this.error("xml-too-deep", "xmlns");
    const uri = this.attributeValue(attribute);
    this.scopes.push({ prefix: prefix === undefined ? "" : `${prefix}:`, uri, depth: this.depth });
  }

  private checkAttributeNames(): void {
    const names = new Set(this.attributes.map((attribute) => attribute.name));
    if (names.size < this.attributes.length) throw this.malformed();
  }

  private attributeValue(attribute: Attribute): string {
    return this.decode(attribute.start, attribute.end).replace(/[\t\n]/g, " ");
  }

  private uri(prefix: string): string {
    for (let at = this.scopes.length - 1; at >= 0; at--) {
      const scope = this.scopes[at];
      if (scope?.prefix === prefix) return scope.uri;
    }
    if (prefix !== "") throw this.malformed();
    return "";
  }

  private after(mark: string, from: number): number {
    const found = this.bytes.indexOf(mark, from, "latin1");
    if (found === -1) throw this.malformed();
    return found + mark.length;
  }
}

interface Attribute {
  readonly name: string;
  /** Its value, between the quotes. */
  readonly start: number;
  readonly end: number;
}

interface Scope {
  readonly prefix: string;
  readonly uri: string;
  readonly depth: number;
}

const lt = 0x3c;
const gt = 0x3e;
const slash = 0x2f;
const bang = 0x21;
const question = 0x3f;
const equalSign = 0x3d;
const doubleQuote = 0x22;
const singleQuote = 0x27;

export function isSpace(byte: number): boolean {
  return byte <= 0x20 && (byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09);
}

export function skipSpace(bytes: Buffer, from: number): number {
  let pos = from;
  while (isSpace(bytes[pos] ?? 0)) pos++;
  return pos;
}

function isSpaceOnly(bytes: Buffer, start: number, end: number): boolean {
  return skipSpace(bytes, start) >= end;
}

/** Everything up to a delimiter; letters beyond ASCII are allowed in names. */
function isNameByte(byte: number): boolean {
  return (
    (byte >= 0x61 && byte <= 0x7a) ||
    (byte >= 0x41 && byte <= 0x5a) ||
    (byte >= 0x2d && byte <= 0x3a && byte !== slash) ||
    byte === 0x5f ||
    byte >= 0x80
  );
}

/** Digits, `-` and `.` may not begin a name. */
function isNameStartForbidden(byte: number): boolean {
  return byte >= 0x2d && byte <= 0x39;
}
