import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { OfficeAddinManifest } from "office-addin-manifest";
import { build } from "vite";
import { afterAll, describe, expect, it, vi } from "vitest";
import { validateXML } from "xmllint-wasm";
import { addressOf, checkAddress } from "../../addin/dev/address.ts";
import { baseline } from "../../addin/excel/office-door.ts";
import { ribbonActions } from "../../addin/excel/ribbon.ts";

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
      defaultSettings: { sourceLocation: "https://metas-al-dia.github.io/taskpane.html" },
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
    ["a version of three figures", /<Version>1.0.0.0/, "<Version>1.0.0"],
    ["a version below 1.0", /<Version>1.0.0.0/, "<Version>0.9.0.0"],
    ["a label that is a long text", /<Label resid="Revisar.Nombre"/, '<Label resid="Revisar.Ayuda"'],
    ["a group's label that is a long text", /<Label resid="Grupo.Nombre"/, '<Label resid="Panel.Ayuda"'],
    ["a tooltip's title that is a long text", /<Title resid="Revisar.Nombre"/, '<Title resid="Revisar.Ayuda"'],
    ["a tooltip's description that is a short text", /(<Description resid=")Quitar.Ayuda/, "$1Quitar.Nombre"],
    ["a welcome that is a short text", /<Description resid="Inicio.Texto"/, '<Description resid="Inicio.Titulo"'],
    ["an image that is a text", /size="32" resid="Icono.32"/, 'size="32" resid="Panel.Nombre"'],
    ["an image that is a page", /size="32" resid="Icono.32"/, 'size="32" resid="Panel.Url"'],
    ["a pane that is an image", /<SourceLocation resid="Panel.Url"/, '<SourceLocation resid="Icono.32"'],
    ["a runtime that is a text", /<Runtime resid="Panel.Url"/, '<Runtime resid="Panel.Nombre"'],
    ["a text that is nowhere", /<Label resid="Quitar.Nombre"/, '<Label resid="Quitar.Otro"'],
    ["two texts of one name", /<bt:String id="Quitar.Nombre"/, '<bt:String id="Resaltar.Nombre"'],
    ["three images of one size", /(<bt:Image size=")32([^]*?<bt:Image size=")80/, "$116$216"],
    ["an icon without 80 pixels", /<bt:Image size="80"/, '<bt:Image size="64"'],
    ["an icon of 16 pixels that is the one of 32", /size="16" resid="Icono.16"/, 'size="16" resid="Icono.32"'],
    ["an image of 16 pixels whose file has 32", /(id="Icono.16" [^]*?icon-)16/, "$132"],
    ["an id that is none", /<Id>7d1b/, "<Id>7d1"],
    ["a locale without a country", /Locale="en-US"/, 'Locale="en"'],
    ["rights that do not exist", /ReadWriteDocument/, "WriteEverything"],
    ["an action that does not exist", /xsi:type="ExecuteFunction"/, 'xsi:type="RunFunction"'],
  ])("would not be with %s", async (_, found, change) => {
    const changed = text.replace(found, change);
    expect(changed).not.toBe(text);
    expect([...(await errorsOf(changed)), ...iconFaults(parse(changed))]).not.toEqual([]);
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

  it("names addresses of the one place where the pane is published", () => {
    const addresses = addressesIn(text);
    expect(addresses.length).toBeGreaterThan(8);
    expect(addresses.filter((address) => !address.startsWith(`${addressOf(text)}/`))).toEqual([]);
    expect([...new Set(addresses.map((address) => new URL(address).origin))]).toEqual([addressOf(text)]);
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

  it("has the package's version, which is none that Office refuses", () => {
    const version = all.find(({ name }) => name === "Version")?.text ?? "";
    expect(packageText).toMatchObject({ version: version.replace(/\.0$/, "") });
    expect(Number.parseFloat(version)).toBeGreaterThanOrEqual(1);
  });

  it.each([...new Set([...text.matchAll(/assets\/icon-(\d+)\.png/g)].map(([, size = ""]) => Number(size)))])(
    "has an icon of exactly %d pixels",
    (size) => {
      const png = readFileSync(path(`addin/assets/icon-${size}.png`));
      expect(png.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    },
  );

  it("has each icon in the three sizes that Office asks for, each by the file of that size", () => {
    expect(all.filter(({ name }) => name === "Icon").length).toBe(5);
    expect(iconFaults(root)).toEqual([]);
  });
});

describe("a build", () => {
  const folder = mkdtempSync(join(tmpdir(), "metas-publicar-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("for no address in particular has the manifest of the root", async () => {
    await buildFor(undefined, folder);
    expect(readFileSync(join(folder, "manifest.xml"), "utf8")).toBe(text);
    expect(canonicalIn(folder)).toBe(`${addressOf(text)}/taskpane.html`);
  });

  it.each(["https://metas.ejemplo.gov.co", "https://ejemplo.gov.co:8443/planeacion/metas-al-dia"])(
    "for %s has that address everywhere, and no other",
    async (address) => {
      await buildFor(address, folder);
      const made = readFileSync(join(folder, "manifest.xml"), "utf8");
      expect(made.replaceAll(address, addressOf(text))).toBe(text);
      expect(addressesIn(made)).toEqual(addressesIn(text).map((each) => each.replace(addressOf(text), address)));
      expect(await errorsOf(made)).toEqual([]);
      expect(canonicalIn(folder)).toBe(`${address}/taskpane.html`);
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.includes("."));
      expect(files.filter((name) => readFileSync(join(folder, name)).includes(addressOf(text)))).toEqual([]);
      // All that the manifest names is in the folder.
      for (const each of addressesIn(made)) expect(files).toContain(each.slice(address.length + 1));
    },
  );

  it.each([
    ["without https", "http://ejemplo.gov.co"],
    ["a slash at its end", "https://ejemplo.gov.co/"],
    ["a slash after the folder", "https://ejemplo.gov.co/metas/"],
    ["a query", "https://ejemplo.gov.co?a=1"],
    ["a fragment", "https://ejemplo.gov.co/metas#a"],
    ["a name and a password", "https://ana:clave@ejemplo.gov.co"],
    ["a folder that leads upwards", "https://ejemplo.gov.co/../metas"],
    ["what XML reads otherwise", "https://ejemplo.gov.co/a&b"],
    ["what ends the attribute", 'https://ejemplo.gov.co/"'],
    ["a space", "https://ejemplo.gov.co/metas al dia"],
    ["a port that is none", "https://ejemplo.gov.co:99999"],
    ["no host", "https://"],
    ["a name alone", "ejemplo.gov.co"],
  ])("is refused for %s", (_, address) => {
    expect(() => checkAddress(address)).toThrow(`«${address}»`);
  });

  it("says so before it makes anything", async () => {
    const empty = join(folder, "nada");
    await expect(buildFor("http://ejemplo.gov.co", empty)).rejects.toThrow("METAS_ORIGEN");
    expect(existsSync(empty)).toBe(false);
  });
});

/** Builds the pane as someone does who sets the variable. */
async function buildFor(address: string | undefined, outDir: string): Promise<void> {
  vi.stubEnv("METAS_ORIGEN", address);
  try {
    await build({ configFile: path("addin/vite.config.ts"), logLevel: "silent", build: { outDir } });
  } finally {
    vi.unstubAllEnvs();
  }
}

function canonicalIn(folder: string): string | undefined {
  return /<link rel="canonical" href="([^"]*)"/.exec(readFileSync(join(folder, "taskpane.html"), "utf8"))?.[1];
}

/** Addresses of pages and pictures: not those that name vocabularies. */
function addressesIn(contents: string): string[] {
  const found = contents.matchAll(/"(https?:\/\/(?!schemas\.microsoft\.com|www\.w3\.org)[^"]*)"/g);
  return [...found].map(([, address = ""]) => address);
}

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

/** Icons that lack a size without which Office shows none, or whose image is not the file of its size. */
function iconFaults(manifest: Element): string[] {
  const elements = [...walk(manifest)];
  const address = new Map(elements.map(({ attributes }) => [attributes["id"], attributes["DefaultValue"]]));
  const wanted = ["16", "32", "80"].map((size) => `${size} ${addressOf(text)}/assets/icon-${size}.png`).join("\n");
  return elements
    .filter(({ name }) => name === "Icon")
    .map(({ children }) =>
      children.map(({ attributes }) => `${attributes["size"]} ${address.get(attributes["resid"])}`).join("\n"),
    )
    .filter((each) => each !== wanted);
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
