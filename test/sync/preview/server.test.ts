import { readFileSync, readdirSync } from "node:fs";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../../sync/demo/demo.ts";
import { previewPane } from "../../../sync/preview/pane-page.ts";
import { servePreview, type Preview } from "../../../sync/preview/server.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";

let preview: Preview;
let bytes: Buffer;

beforeAll(async () => {
  const plan = readDemoPlan();
  const [secretaria] = demoSecretarias(plan);
  if (secretaria === undefined) throw new Error("no demo");
  bytes = await buildDemoLibro(secretaria, plan);
  preview = await servePreview({ libro: { nombre: "año «1».xlsx", bytes } });
});

afterAll(() => preview.close());

describe("files", () => {
  it.each([
    ["", "text/html; charset=utf-8"],
    ["panel/taskpane.html", "text/html; charset=utf-8"],
    ["panel/assets/icon-32.png", "image/png"],
    ["office/office.js", "text/javascript; charset=utf-8"],
    ["office/AgaveErrorUX/index.html", "text/html; charset=utf-8"],
    ["libro", "application/json; charset=utf-8"],
  ])("%s is served as what it is, to this page alone", async (path, type) => {
    const response = await fetch(`${preview.url}${path}`);
    const { headers, status } = response;
    await response.arrayBuffer();
    expect([status, headers.get("content-type")]).toEqual([200, type]);
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'/);
    expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*|https?:/);
    expect([headers.get("x-content-type-options"), headers.get("cross-origin-resource-policy")]).toEqual([
      "nosniff",
      "same-origin",
    ]);
  });

  it("gives office.js as Microsoft wrote it", async () => {
    const path = new URL("../../../node_modules/@microsoft/office-js/dist/office.js", import.meta.url);
    expect(Buffer.from(await (await fetch(`${preview.url}office/office.js`)).arrayBuffer())).toEqual(
      readFileSync(path),
    );
  });

  it("serves the pane with office.js from here, and refuses a page of which it cannot be sure", async () => {
    const html = await (await fetch(`${preview.url}panel/taskpane.html`)).text();
    expect(html).toContain('src="/office/office.js"');
    expect(html).not.toContain("appsforoffice");
    expect(() => previewPane("<html></html>")).toThrow("office.js");
    expect(() => previewPane(`${html}https://appsforoffice.microsoft.com/`)).toThrow("office.js");
  });

  it.each([
    "../package.json",
    "..%2fpackage.json",
    "%2e%2e/package.json",
    "assets/..%5c..%5cpackage.json",
    "office/../../../package.json",
    "office/%2e%2e/package.json",
    "office/..%2f..%2f..%2f..%2fpackage.json",
    "panel/..%2f..%2f.npmrc",
    "panel/%00",
    "panel/%",
    "office//etc/passwd",
    ".git/config",
    "confianza.html/",
    "nada.html",
  ])("%s leads nowhere", async (path) => {
    expect(await statusOf({ path: `/${path}` })).toBe(404);
  });
});

describe("who may ask", () => {
  it.each([
    ["a page under a name that points here", { host: "malo.example" }, 403],
    ["a page of another origin", { origin: "https://malo.example" }, 403],
    ["a request that the browser says is from elsewhere", { "sec-fetch-site": "cross-site" }, 403],
    ["our own page", { "sec-fetch-site": "same-origin" }, 200],
    ["a link that was followed", { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate" }, 200],
  ])("%s", async (_, headers, status) => {
    expect(await statusOf({ path: "/libro", headers })).toBe(status);
  });

  it.each([
    ["DELETE", "/", 405],
    ["GET", "/leer", 405],
    ["PUT", "/guardar", 405],
    ["POST", "/libro", 405],
    ["HEAD", "/", 200],
  ])("%s %s is %d", async (method, path, status) => {
    expect(await statusOf({ method, path })).toBe(status);
  });

  it("listens on this machine alone", () => {
    expect(new URL(preview.url).hostname).toBe("127.0.0.1");
  });
});

describe("POST /leer", () => {
  it("answers what GET /libro answers for the same file", async () => {
    const read = await fetch(`${preview.url}leer?nombre=${encodeURIComponent("año «1».xlsx")}`, {
      method: "POST",
      body: bytes,
    });
    expect(await read.json()).toEqual(await (await fetch(`${preview.url}libro`)).json());
  });

  it.each([
    ["no workbook", Buffer.from("hola"), 422],
    ["nothing", Buffer.alloc(0), 422],
  ])("refuses %s in Spanish, with the reader's code", async (_, body, status) => {
    const response = await fetch(`${preview.url}leer?nombre=x.xlsx`, { method: "POST", body });
    expect(response.status).toBe(status);
    const { error } = Object(await response.json());
    expect(error.code).toMatch(/^(file|zip)-/);
    expect(error.where).toContain("x.xlsx");
  });

  it("refuses a body that says it is too long without reading it", async () => {
    const headers = { "content-length": String(10 ** 9) };
    expect(await statusOf({ method: "POST", path: "/leer", headers })).toBe(413);
  });

  const folder = new URL("../../fixtures/workbooks/", import.meta.url);
  it.each(readdirSync(folder).filter((name) => name.endsWith(".xlsx")))(
    "reads what the reader reads: %s",
    async (name) => {
      const response = await fetch(`${preview.url}leer?nombre=${name}`, {
        method: "POST",
        body: readFileSync(new URL(name, folder)),
      });
      expect(response.status).toBe(200);
      const { sheets } = Object(await response.json());
      expect(sheets.map((sheet: { name: string }) => sheet.name)).toEqual(
        readWorkbook(readFileSync(new URL(name, folder)), name).sheets.map((sheet) => sheet.name),
      );
    },
  );
});

describe("POST /guardar", () => {
  it("changes the cells it is told, and no other byte of the other sheets", async () => {
    const saved = await save([
      { hoja: "Indicadores", celdas: [{ row: 9, column: 12, value: 3000 }] },
      { hoja: "Instrucciones", celdas: [{ row: 60, column: 0, value: "nota" }] },
    ]);
    expect([saved.status, saved.headers.get("metas-rechazados-total")]).toEqual([200, "0"]);
    const after = readWorkbook(Buffer.from(await saved.arrayBuffer()), "x");
    expect(cellAt(after, "Indicadores", 9, 12)).toBe(3000);
    expect(cellAt(after, "Instrucciones", 60, 0)).toBe("nota");
  });

  it("tells which cells could not be written, and why", async () => {
    const saved = await save([
      {
        hoja: "Indicadores",
        celdas: [
          { row: 9, column: 12, value: "x".repeat(40_000) },
          { row: 10, column: 12, value: 5 },
        ],
      },
    ]);
    expect(saved.headers.get("metas-rechazados-total")).toBe("1");
    const [first] = JSON.parse(decodeURIComponent(saved.headers.get("metas-rechazados") ?? ""));
    expect([first.hoja, first.celda]).toEqual(["Indicadores", "M10"]);
    expect(cellAt(readWorkbook(Buffer.from(await saved.arrayBuffer()), "x"), "Indicadores", 10, 12)).toBe(5);
  });

  it.each([
    ["no form", "hola", "text/plain"],
    ["a form cut short", "--x\r\n", "multipart/form-data; boundary=x"],
  ])("refuses %s", async (_, body, type) => {
    const response = await fetch(`${preview.url}guardar`, { method: "POST", body, headers: { "content-type": type } });
    expect([response.status, Object(await response.json()).error.code]).toEqual([422, "vista-peticion"]);
  });

  it.each([["{"], ["[{}]"], ['[{"hoja":"Indicadores","celdas":[{"row":-1,"column":0,"value":1}]}]']])(
    "refuses changes that are none: %s",
    async (cambios) => {
      const response = await post(cambios);
      expect([response.status, Object(await response.json()).error.code]).toEqual([422, "vista-peticion"]);
    },
  );
});

it("ends when it is told to, and a port that is taken is told of", async () => {
  const ended = new AbortController();
  const other = await servePreview({ libro: { nombre: "x.xlsx", bytes }, signal: ended.signal });
  const port = Number(new URL(other.url).port);
  await expect(servePreview({ libro: { nombre: "x.xlsx", bytes }, port })).rejects.toMatchObject({
    code: "puerto-ocupado",
  });
  ended.abort();
  await other.close();
  await expect(fetch(other.url)).rejects.toThrow("fetch failed");
});

function save(cambios: unknown): Promise<Response> {
  return post(JSON.stringify(cambios));
}

function post(cambios: string): Promise<Response> {
  const body = new FormData();
  body.set("libro", new Blob([Uint8Array.from(bytes)]), "libro.xlsx");
  body.set("cambios", cambios);
  return fetch(`${preview.url}guardar`, { method: "POST", body });
}

function cellAt(file: ReturnType<typeof readWorkbook>, sheet: string, row: number, column: number): unknown {
  return file.readGrid(sheet).rows.find((each) => each.row === row)?.cells[column];
}

/** Asks with a path and headers that `fetch` would tidy up. */
function statusOf(options: {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
}): Promise<number> {
  const { hostname, port } = new URL(preview.url);
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method: "GET", ...options }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
      asked.destroy();
    });
    asked.on("error", reject);
    if (options.headers?.["content-length"] === undefined) asked.end();
    else asked.flushHeaders();
  });
}
