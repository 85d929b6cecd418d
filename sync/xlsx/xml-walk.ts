import { readError } from "./read-errors.ts";
import { decodeXml } from "./xml-text.ts";
import { isSpace, skipSpace } from "./xml.ts";

/** A tag taken apart. */
export interface Tag {
  /** Where `<` stands. */
  readonly start: number;
  readonly nameEnd: number;
  readonly attributes: readonly TagAttribute[];
  /** `<a/>` */
  readonly isEmpty: boolean;
  /** Behind `>`. */
  readonly end: number;
}

export interface TagAttribute {
  readonly name: string;
  /** Of the white space before the name. */
  readonly start: number;
  /** Behind the closing quote. */
  readonly end: number;
  /** As it stands, references and all. */
  readonly value: string;
}

/** Value of the attribute without prefix. */
export function tagAttribute(tag: Tag, name: string): string | undefined {
  const value = tag.attributes.find((attribute) => attribute.name === name)?.value;
  return value === undefined ? undefined : (decodeXml(value) ?? undefined);
}

/**
 * Goes from tag to tag by place, which is what it takes to cut and paste in a part. That its elements fit one another
 * was seen by the reader; of the tags it passes it checks the rest, because the reader forgives what XML does not.
 */
export class XmlWalker {
  readonly bytes: Buffer;
  readonly where: string;
  /** Of the attribute passed last. */
  private nameStart = 0;
  private nameEnd = 0;
  private valueStart = 0;

  /** @param bytes UTF-8, see `utf8Bytes` */
  constructor(bytes: Buffer, where: string) {
    this.bytes = bytes;
    this.where = where;
  }

  /** The tag that begins at `start`. */
  tag(start: number): Tag {
    const { bytes } = this;
    const attributes: TagAttribute[] = [];
    const nameEnd = this.tagNameEnd(start);
    let pos = nameEnd;
    for (let end = this.attributeEnd(pos); end !== pos; end = this.attributeEnd(pos)) {
      const name = bytes.toString("utf8", this.nameStart, this.nameEnd);
      attributes.push({ name, start: pos, end, value: bytes.toString("utf8", this.valueStart, end - 1) });
      pos = end;
    }
    const end = this.close(pos);
    return { start, nameEnd, attributes, isEmpty: bytes[end - 2] === slash, end };
  }

  /** The tag that ends at `end`: `<` cannot stand inside one, so the last one before is its own. */
  tagBefore(end: number): Tag {
    return this.tag(this.bytes.lastIndexOf(lt, end - 1));
  }

  /** Behind the tag that begins at `start`, be it a start or an end tag. */
  tagEnd(start: number): number {
    let pos = this.tagNameEnd(start);
    for (let end = this.attributeEnd(pos); end !== pos; end = this.attributeEnd(pos)) pos = end;
    return this.close(pos);
  }

  /** Where the next tag begins, from `from` on: past text, comments, CDATA sections and instructions. */
  nextTag(from: number): number {
    const { bytes } = this;
    let pos = from;
    for (;;) {
      while (bytes[pos] !== lt) {
        if (pos >= bytes.length) throw this.malformed(from);
        pos++;
      }
      const kind = bytes[pos + 1];
      if (kind === question) pos = this.behind("?>", pos + 2);
      else if (kind !== bang) return pos;
      else if (bytes[pos + 2] === dash) pos = this.behind("-->", pos + 4);
      else pos = this.behind("]]>", pos + 9);
    }
  }

  /** Where the element ends whose tag begins at `start`. */
  elementEnd(start: number): number {
    const { bytes } = this;
    let depth = 0;
    let pos = start;
    for (;;) {
      const end = this.tagEnd(pos);
      if (bytes[pos + 1] === slash) depth--;
      else if (bytes[end - 2] !== slash) depth++;
      if (depth === 0) return end;
      pos = this.nextTag(end);
    }
  }

  isEndTag(at: number): boolean {
    return this.bytes[at + 1] === slash;
  }

  /** Whether a start tag of that name begins at `at`. */
  isStartTag(at: number, name: Buffer): boolean {
    const { bytes } = this;
    for (let index = 0; index < name.length; index++) if (bytes[at + 1 + index] !== name[index]) return false;
    return isNameEnd(bytes[at + 1 + name.length]);
  }

  /** Name of the element whose tag begins at `at`, without its prefix. */
  localName(at: number): string {
    const name = this.bytes.toString("utf8", at + 1, this.tagNameEnd(at));
    return name.slice(name.indexOf(":") + 1);
  }

  private tagNameEnd(start: number): number {
    const { bytes } = this;
    let pos = bytes[start + 1] === slash ? start + 2 : start + 1;
    while (!isNameEnd(bytes[pos])) pos++;
    return pos;
  }

  /** Behind the attribute that follows at `pos`, white space before it included; `pos` itself when none does. */
  private attributeEnd(pos: number): number {
    const { bytes } = this;
    const start = skipSpace(bytes, pos);
    if (isNameEnd(bytes[start])) return pos;
    if (start === pos) throw this.malformed(pos);
    let nameEnd = start;
    for (let byte = bytes[start]; byte !== equalSign && !isNameEnd(byte); byte = bytes[++nameEnd]) {
      if (byte === doubleQuote || byte === singleQuote || byte === lt) throw this.malformed(nameEnd);
    }
    const equals = skipSpace(bytes, nameEnd);
    const open = skipSpace(bytes, equals + 1);
    const quote = bytes[open];
    const isQuote = quote === doubleQuote || quote === singleQuote;
    if (nameEnd === start || bytes[equals] !== equalSign || !isQuote) throw this.malformed(start);
    let end = open + 1;
    while (bytes[end] !== quote) {
      if (end >= bytes.length || bytes[end] === lt) throw this.malformed(start);
      end++;
    }
    this.nameStart = start;
    this.nameEnd = nameEnd;
    this.valueStart = open + 1;
    return end + 1;
  }

  /** Behind the end of a tag whose last attribute ends at `pos`. */
  private close(pos: number): number {
    const { bytes } = this;
    const at = skipSpace(bytes, pos);
    const end = bytes[at] === slash ? at + 1 : at;
    if (bytes[end] !== gt) throw this.malformed(at);
    return end + 1;
  }

  private behind(mark: string, from: number): number {
    const found = this.bytes.indexOf(mark, from, "latin1");
    if (found === -1) throw this.malformed(from);
    return found + mark.length;
  }

  private malformed(at: number): Error {
    return readError("xml-malformed", this.where, `byte ${at}`);
  }
}

const lt = 0x3c;
const gt = 0x3e;
const slash = 0x2f;
const bang = 0x21;
const question = 0x3f;
const dash = 0x2d;
const equalSign = 0x3d;
const doubleQuote = 0x22;
const singleQuote = 0x27;

function isNameEnd(byte: number | undefined): boolean {
  return byte === undefined || byte === gt || byte === slash || isSpace(byte);
}
