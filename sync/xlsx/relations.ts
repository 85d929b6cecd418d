import type { ReadLimits } from "./limits.ts";
import { documentRelations, packageRelations } from "./namespaces.ts";
import { utf8Bytes } from "./xml-bytes.ts";
import { XmlReader } from "./xml.ts";
import type { Zip } from "./zip.ts";

export interface Relation {
  readonly id: string;
  /** Last step of its type, the same in transitional and strict files: `worksheet`, `sharedStrings`, `table`… */
  readonly type: string;
  /** Name of the part it leads to, as looked up in the zip; null when it leads out of the file. */
  readonly target: string | null;
}

/**
 * Relations of a part, none when it has no relations part.
 *
 * @param part name of the part, "" for the package itself
 */
export function readRelations(zip: Zip, part: string, limits: ReadLimits): Relation[] {
  const path = part.replaceAll("\\", "/");
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const entry = zip.find(`${folder}_rels/${path.slice(folder.length)}.rels`);
  if (entry === undefined) return [];
  const where = `${zip.file} › ${entry.name}`;
  const xml = new XmlReader(utf8Bytes(zip.inflate(entry), where), where, packageRelations, limits);
  const relations: Relation[] = [];
  xml.root("Relationships");
  const depth = xml.depth;
  while (xml.nextChild(depth)) if (xml.name === "Relationship") relations.push(readRelation(xml, zip, folder));
  xml.finish();
  if (new Set(relations.map(({ id }) => id)).size < relations.length) throw xml.error("part-invalid", "Id");
  return relations;
}

function readRelation(xml: XmlReader, zip: Zip, folder: string): Relation {
  const isExternal = xml.attribute("TargetMode") === "External";
  const target = xml.attribute("Target") ?? "";
  return {
    id: xml.attribute("Id") ?? "",
    type: shortType(xml.attribute("Type") ?? ""),
    target: isExternal ? null : resolve(zip, folder, target),
  };
}

function shortType(type: string): string {
  const slash = type.lastIndexOf("/");
  const isOffice =
    documentRelations.has(type.slice(0, slash)) || type.startsWith("http://schemas.microsoft.com/office/");
  return isOffice ? type.slice(slash + 1) : "";
}

/** Targets are URIs beside the part; some writers escape them, some do not, so the zip decides. */
function resolve(zip: Zip, folder: string, target: string): string {
  const path = target.replaceAll("\\", "/");
  const steps: string[] = [];
  for (const step of (path.startsWith("/") ? path : folder + path).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  const name = steps.join("/");
  if (zip.find(name) !== undefined || !name.includes("%")) return name;
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
