/**
 * Just enough XML to take apart what exceljs wrote and what we wrote ourselves: no prefixes to resolve, no comments, no
 * CDATA, `>` always escaped. Never for a file that came from outside.
 */
export interface XmlElement {
  readonly name: string;
  readonly xml: string;
}

/** Sets attributes of an element's open tag; the others stay. */
export function setAttributes(xml: string, attributes: Readonly<Record<string, string | number>>): string {
  let end = xml.indexOf(">");
  if (xml[end - 1] === "/") end--;
  let tag = xml.slice(0, end);
  for (const [name, value] of Object.entries(attributes)) {
    const found = new RegExp(` ${name}="[^"]*"`).exec(tag);
    const text = ` ${name}="${value}"`;
    tag = found === null ? tag + text : tag.slice(0, found.index) + text + tag.slice(found.index + found[0].length);
  }
  return tag + xml.slice(end);
}

/** Value of an attribute of the first tag, still escaped, or undefined. */
export function attribute(xml: string, name: string): string | undefined {
  const tag = xml.slice(0, xml.indexOf(">"));
  return new RegExp(`[ \\n]${name}="([^"]*)"`).exec(tag)?.[1];
}

/** What stands between an element's open and close tag. */
export function inner(xml: string): string {
  const end = xml.indexOf(">");
  return xml[end - 1] === "/" ? "" : xml.slice(end + 1, xml.lastIndexOf("</"));
}

/** The elements directly inside a piece of XML; text between them is left out. */
export function childElements(xml: string): XmlElement[] {
  const children: XmlElement[] = [];
  let start = -1;
  let depth = 0;
  for (let at = xml.indexOf("<"); at >= 0; at = xml.indexOf("<", at + 1)) {
    const end = xml.indexOf(">", at);
    const closes = xml[at + 1] === "/";
    const empty = xml[end - 1] === "/";
    if (depth === 0) start = at;
    if (closes) depth--;
    else if (!empty) depth++;
    if (depth === 0) {
      const name = /^[^\s/>]+/.exec(xml.slice(start + 1, start + 80))?.[0] ?? "";
      children.push({ name, xml: xml.slice(start, end + 1) });
    }
    at = end;
  }
  return children;
}

export function unescapeXml(text: string): string {
  return text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => plain[name] ?? "");
}

const plain: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', apos: "'", amp: "&" };
