import { escapeXml } from "./escape.ts";
import { attribute, childElements, inner, unescapeXml } from "./xml-elements.ts";

/** Relationship and content types of the parts we add. */
export const relationshipTypes = {
  chart: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart",
  chartShapes: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartUserShapes",
  drawing: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing",
  hyperlink: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
  sharedStrings: "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings",
} as const;

export const contentTypes = {
  chart: "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
  chartShapes: "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml",
  drawing: "application/vnd.openxmlformats-officedocument.drawing+xml",
  sharedStrings: "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml",
} as const;

export interface Relationship {
  readonly id: string;
  readonly type: string;
  /** As written, unescaped: relative to the part, or any address when external. */
  readonly target: string;
  readonly external: boolean;
}

/** The relationships of one part, read from exceljs's output and added to. */
export class Relationships {
  readonly all: Relationship[];

  constructor(xml: string | undefined) {
    const root = xml === undefined ? undefined : childElements(xml.slice(xml.indexOf("<Relationships")))[0];
    this.all = childElements(root === undefined ? "" : inner(root.xml)).map((child) => ({
      id: attribute(child.xml, "Id") ?? "",
      type: attribute(child.xml, "Type") ?? "",
      target: unescapeXml(attribute(child.xml, "Target") ?? ""),
      external: attribute(child.xml, "TargetMode") === "External",
    }));
  }

  /** Adds one and returns its id, which no other has. */
  add(type: string, target: string, external = false): string {
    const taken = new Set(this.all.map(({ id }) => id));
    let number = this.all.length + 1;
    while (taken.has(`rId${number}`)) number++;
    const id = `rId${number}`;
    this.all.push({ id, type, target, external });
    return id;
  }

  find(id: string): Relationship | undefined {
    return this.all.find((relationship) => relationship.id === id);
  }

  remove(id: string): void {
    const place = this.all.findIndex((relationship) => relationship.id === id);
    if (place >= 0) this.all.splice(place, 1);
  }

  xml(): string {
    const children = this.all.map(
      ({ id, type, target, external }) =>
        `<Relationship Id="${id}" Type="${type}" Target="${escapeXml(target)}"${external ? ' TargetMode="External"' : ""}/>`,
    );
    return `${declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${children.join("")}</Relationships>`;
  }
}

export const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

/** Name of the part that holds a part's relationships: `xl/workbook.xml` → `xl/_rels/workbook.xml.rels`. */
export function relationshipsName(part: string): string {
  const slash = part.lastIndexOf("/");
  return `${part.slice(0, slash + 1)}_rels/${part.slice(slash + 1)}.rels`;
}

/** Name of the part a relationship leads to: (`xl/worksheets/sheet1.xml`, `../tables/table1.xml`) → `xl/tables/table1.xml`. */
export function targetPart(part: string, target: string): string {
  const path = target.startsWith("/") ? [] : part.split("/").slice(0, -1);
  for (const step of target.split("/")) {
    if (step === "..") path.pop();
    else if (step !== "." && step !== "") path.push(step);
  }
  return path.join("/");
}

/** Content types part with overrides added for these parts. */
export function addContentTypes(xml: string, overrides: readonly { part: string; type: string }[]): string {
  const added = overrides
    .filter(({ part }) => !xml.includes(`PartName="/${part}"`))
    .map(({ part, type }) => `<Override PartName="/${part}" ContentType="${type}"/>`)
    .join("");
  return xml.replace("</Types>", () => `${added}</Types>`);
}
