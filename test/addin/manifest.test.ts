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

describe("the manifest's structure", () => {
  it("is well formed", async () => {
    const { errors } = await validateXML({ xml: [{ fileName: "manifest.xml", contents: text }], schema: [anything] });
    expect(errors).toEqual([]);
  });

  it.each(Object.keys(childOrder))("has the children of %s in the order that the schemas ask for", (parent) => {
    const order = childOrder[parent] ?? [];
    const elements = all.filter(({ name }) => name === parent);
    expect(elements.length).toBeGreaterThan(0);
    for (const { children } of elements) {
      const places = children.map(({ name }) => order.indexOf(name));
      expect(places).not.toContain(-1);
      expect(places).toEqual(places.toSorted((one, other) => one - other));
    }
  });

  it("has no element whose children nobody checks", () => {
    const parents = new Set(all.filter(({ children }) => children.length > 0).map(({ name }) => name));
    expect([...parents].filter((name) => !(name in childOrder))).toEqual([]);
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

  it("keeps texts within the lengths that Office shows", () => {
    expect([tooLong("bt:ShortStrings", 125), tooLong("bt:LongStrings", 250)]).toEqual([[], []]);
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

/** Any content of a manifest's root: its order is looked at below, with better words. */
const anything = `
  <xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="http://schemas.microsoft.com/office/appforoffice/1.1"
    targetNamespace="http://schemas.microsoft.com/office/appforoffice/1.1">
    <xs:complexType name="App" abstract="true" />
    <xs:complexType name="TaskPaneApp">
      <xs:complexContent>
        <xs:extension base="App">
          <xs:sequence><xs:any maxOccurs="unbounded" processContents="skip" /></xs:sequence>
        </xs:extension>
      </xs:complexContent>
    </xs:complexType>
    <xs:element name="OfficeApp" type="App" />
  </xs:schema>`;

/** What elements of a name refer to. */
function residsOf(wanted: string): (string | undefined)[] {
  return all.filter(({ name }) => name === wanted).map(({ attributes }) => attributes["resid"]);
}

/** Texts of a group, overrides too, that Office would cut. */
function tooLong(group: string, most: number): string[] {
  return all
    .filter(({ name }) => name === group)
    .flatMap(({ children }) => children.flatMap((each) => [each, ...each.children]))
    .flatMap(({ attributes: { DefaultValue, Value } }) => DefaultValue ?? Value ?? "")
    .filter((each) => each.length > most);
}

/** The tooltip's own `Description` refers to a text and has none. */
function isTip(attributes: Readonly<Record<string, string>>): boolean {
  return attributes["DefaultValue"] === undefined;
}

/** Children by their parent in the order of [MS-OWEMXML], as far as a task pane of Excel uses them. */
const childOrder: Readonly<Record<string, readonly string[]>> = {
  OfficeApp: (
    "Id AlternateId Version ProviderName DefaultLocale DisplayName Description IconUrl HighResolutionIconUrl " +
    "SupportUrl AppDomains Hosts Requirements DefaultSettings Permissions VersionOverrides"
  ).split(" "),
  DisplayName: ["Override"],
  Description: ["Override"],
  Requirements: ["Sets", "Methods", "bt:Sets"],
  Sets: ["Set"],
  "bt:Sets": ["bt:Set"],
  DefaultSettings: ["SourceLocation"],
  VersionOverrides: ["Description", "Requirements", "Hosts", "Resources", "WebApplicationInfo", "EquivalentAddins"],
  Hosts: ["Host"],
  Host: ["Runtimes", "AllFormFactors", "DesktopFormFactor"],
  Runtimes: ["Runtime"],
  DesktopFormFactor: ["GetStarted", "FunctionFile", "ExtensionPoint"],
  GetStarted: ["Title", "Description", "LearnMoreUrl"],
  ExtensionPoint: ["OfficeTab", "CustomTab"],
  OfficeTab: ["Group"],
  Group: ["Label", "Icon", "Control"],
  Icon: ["bt:Image"],
  Control: ["Label", "Supertip", "Icon", "Action"],
  Supertip: ["Title", "Description"],
  Action: ["TaskpaneId", "SourceLocation", "Title", "FunctionName"],
  Resources: ["bt:Images", "bt:Urls", "bt:ShortStrings", "bt:LongStrings"],
  "bt:Images": ["bt:Image"],
  "bt:Urls": ["bt:Url"],
  "bt:ShortStrings": ["bt:String"],
  "bt:LongStrings": ["bt:String"],
  "bt:String": ["bt:Override"],
};

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
}

/** Elements of XML without CDATA sections; xmllint has seen that it is well formed. */
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
