import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { OfficeAddinManifest } from "office-addin-manifest";
import { describe, expect, it } from "vitest";
import { validateXML } from "xmllint-wasm";
import { baseline } from "../../addin/excel/office-door.ts";
import { ribbonActions } from "../../addin/excel/ribbon.ts";
import { productionOrigin } from "../../addin/vite.config.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));
const text = readFileSync(path("manifest.xml"), "utf8");
const packageText: unknown = JSON.parse(readFileSync(path("package.json"), "utf8"));
const root = parse(text);
const all = [...walk(root)];

describe("the manifest as Office's own tool reads it", () => {
  it("is a task pane for Excel with the rights it needs", async () => {
    const info = await OfficeAddinManifest.readManifestFile(path("manifest.xml"));
    expect(info).toMatchObject({
      officeAppType: "TaskPaneApp",
      hosts: ["Workbook"],
      permissions: "ReadWriteDocument",
      defaultLocale: "es-ES",
      displayName: "Metas al Día",
      defaultSettings: { sourceLocation: `${productionOrigin}/taskpane.html` },
    });
    expect(info.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });
});

describe("the manifest by its schema", () => {
  it("is valid", async () => {
    expect(await errorsOf(text)).toEqual([]);
  });

  // What the schema would not see, this suite would not see either.
  it.each([
    ["an element out of order", /( *<Label resid="Panel.Nombre" \/>\n)([^]*?<\/Supertip>\n)/, "$2$1"],
    ["an element that is missing", /<FunctionName>revisar<\/FunctionName>/, ""],
    ["an element that nobody knows", /<GetStarted>/, "<Bienvenida />$&"],
    ["an attribute that is missing", / resid="Panel.Url" lifetime/, " lifetime"],
    ["an address without https", /https(:[^"]*ayuda)/, "http$1"],
    ["an icon without one of its sizes", /<bt:Image size="80" resid="Icono.80" \/>/, ""],
    ["a size that Office does not know", /size="16"/, 'size="17"'],
    ["a label longer than Office shows", /DefaultValue="Revisar"/, `DefaultValue="${"R".repeat(126)}"`],
    ["a text longer than Office shows", /DefaultValue="Quita los/, `DefaultValue="${"Q".repeat(250)}`],
    ["an id longer than Office takes", /"Icono.16"/g, '"Icono.DeDieciseisPixelesDeLadoPorLado"'],
    ["a version of three figures", /<Version>0.1.0.0/, "<Version>0.1.0"],
    ["an id that is none", /<Id>7d1b/, "<Id>7d1"],
    ["a locale without a country", /Locale="en-US"/, 'Locale="en"'],
    ["rights that do not exist", /ReadWriteDocument/, "WriteEverything"],
    ["an action that does not exist", /xsi:type="ExecuteFunction"/, 'xsi:type="RunFunction"'],
  ])("would not be with %s", async (_, found, change) => {
    const changed = text.replace(found, change);
    expect(changed).not.toBe(text);
    expect(await errorsOf(changed)).not.toEqual([]);
  });
});

describe("what the manifest means", () => {
  const resources = all.filter(({ name }) => ["bt:Image", "bt:Url", "bt:String"].includes(name));
  const ids = resources.flatMap(({ attributes }) => attributes["id"] ?? []);
  const references = all.flatMap(({ attributes }) => attributes["resid"] ?? []);

  it("resolves every resid, and uses every resource", () => {
    expect([...new Set(references)].toSorted()).toEqual(ids.toSorted());
    expect(ids.filter((id) => id.length > 32)).toEqual([]);
  });

  it("has ids that are unique", () => {
    const own = all.filter(({ name }) => name !== "bt:Image").flatMap(({ attributes }) => attributes["id"] ?? []);
    const every = [...own, ...ids.filter((id) => id.startsWith("Icono"))];
    expect(every).toEqual([...new Set(every)]);
  });

  it("names addresses of the production origin alone", () => {
    const addresses = [...text.matchAll(/"(https?:\/\/(?!schemas\.microsoft\.com|www\.w3\.org)[^"]*)"/g)];
    const origins = addresses.map(([, address = ""]) => new URL(address).origin);
    expect(origins.length).toBeGreaterThan(8);
    expect([...new Set(origins)]).toEqual([productionOrigin]);
  });

  it("is in Spanish, with English for every text", () => {
    const strings = all.filter(({ name }) => ["bt:String", "DisplayName", "Description"].includes(name));
    const texts = strings.filter(({ attributes }) => attributes["resid"] === undefined && !isTip(attributes));
    expect(texts.length).toBeGreaterThan(10);
    for (const { attributes, children } of texts) {
      const overrides = children.map(({ attributes: { Locale, Value } }) => [Locale, Value !== ""]);
      expect([attributes["DefaultValue"], overrides]).toEqual([attributes["DefaultValue"], [["en-US", true]]]);
    }
  });

  it("asks for the API that the pane is written for, and for no shared runtime", () => {
    const sets = all
      .filter(({ name }) => name === "Set" || name === "bt:Set")
      .map(({ attributes }) => attributes["Name"]);
    const least = all
      .filter(({ name }) => name.endsWith("Sets"))
      .map(({ attributes }) => attributes["DefaultMinVersion"]);
    expect([sets, least]).toEqual([
      ["ExcelApi", "ExcelApi"],
      [baseline, baseline],
    ]);
  });

  it("shares the pane's own page as runtime, and takes its functions from there", () => {
    const pane = residsOf("SourceLocation").filter((resid) => resid !== undefined);
    expect(pane.length).toBe(1);
    expect([residsOf("Runtime"), residsOf("FunctionFile")]).toEqual([pane, pane]);
  });

  it("calls functions that the pane associates, each by one button", () => {
    const called = all.filter(({ name }) => name === "FunctionName").map(({ text: name }) => name);
    expect(called.toSorted()).toEqual([...ribbonActions].toSorted());
  });

  it("puts its group into Datos", () => {
    expect(all.find(({ name }) => name === "OfficeTab")?.attributes["id"]).toBe("TabData");
  });

  it("has the package's version", () => {
    const version = all.find(({ name }) => name === "Version")?.text;
    expect(packageText).toMatchObject({ version: version?.replace(/\.0$/, "") });
  });

  it.each([...new Set([...text.matchAll(/assets\/icon-(\d+)\.png/g)].map(([, size = ""]) => Number(size)))])(
    "has an icon of exactly %d pixels",
    (size) => {
      const png = readFileSync(path(`addin/assets/icon-${size}.png`));
      expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    },
  );

  it("names the size of each image beside it", () => {
    const images = all.filter(({ name, attributes }) => name === "bt:Image" && attributes["resid"] !== undefined);
    const address = new Map(resources.map(({ attributes }) => [attributes["id"], attributes["DefaultValue"]]));
    for (const { attributes } of images) {
      expect(address.get(attributes["resid"])).toBe(`${productionOrigin}/assets/icon-${attributes["size"]}.png`);
    }
    expect(images.length).toBe(15);
  });
});

/** What is wrong with a manifest by the schema of this repository. */
async function errorsOf(contents: string): Promise<string[]> {
  const [schema, ...preload] = ["office-app.xsd", "overrides.xsd", "basic-types.xsd"].map((fileName) => ({
    fileName,
    contents: readFileSync(path(`test/fixtures/manifest/${fileName}`), "utf8"),
  }));
  const { errors } = await validateXML({
    xml: [{ fileName: "manifest.xml", contents }],
    schema: schema === undefined ? [] : [schema],
    preload,
  });
  return errors.map(({ message }) => message);
}

/** What elements of a name refer to. */
function residsOf(wanted: string): (string | undefined)[] {
  return all.filter(({ name }) => name === wanted).map(({ attributes }) => attributes["resid"]);
}

/** The tooltip's own `Description` refers to a text and has none. */
function isTip(attributes: Readonly<Record<string, string>>): boolean {
  return attributes["DefaultValue"] === undefined;
}

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Elements of XML without CDATA sections, which the schema has found valid. */
function parse(xml: string): Element {
  const top: Element = { name: "", attributes: {}, children: [], text: "" };
  const open: Element[] = [top];
  for (const [, close, name = "", inside = "", empty, chars = ""] of xml
    .replace(/<!--[\s\S]*?-->|<\?[\s\S]*?\?>/g, "")
    .matchAll(/<(\/?)([\w:]+)((?:\s+[\w:]+\s*=\s*"[^"]*")*)\s*(\/?)>|([^<]+)/g)) {
    const parent = open.at(-1) ?? top;
    if (name === "") parent.text += chars.trim();
    else if (close === "/") open.pop();
    else {
      const pairs = [...inside.matchAll(/([\w:]+)\s*=\s*"([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]);
      const element: Element = { name, attributes: Object.fromEntries(pairs), children: [], text: "" };
      parent.children.push(element);
      if (empty !== "/") open.push(element);
    }
  }
  const [first] = top.children;
  if (first === undefined) throw new Error("no element");
  return first;
}

function* walk(element: Element): Generator<Element> {
  yield element;
  for (const child of element.children) yield* walk(child);
}
