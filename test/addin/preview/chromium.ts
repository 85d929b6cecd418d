import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { build } from "vite";
import { trustPage, trustPagePath } from "../../../addin/preview/host/trust-page.ts";

/** A page served to a real Chromium, and what it asked of the network. */
export interface OpenedPage {
  readonly page: Page;
  readonly origin: string;
  /** Requests to anywhere else, and pages' own errors: a test wants both empty. */
  readonly outside: readonly string[];
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Text of a file by its path on the server; `/office/…` is Microsoft's library as npm has it. */
export type Files = Readonly<Record<string, string>>;

/** Serves files on this machine alone and opens `/` in a Chromium that reaches nothing else. */
export async function openPage(files: Files): Promise<OpenedPage> {
  const server = await serve(files);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  const origin = `http://127.0.0.1:${address.port}`;
  let browser: Browser | undefined;
  try {
    browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      args: ["--headless=new", "--no-sandbox", "--disable-gpu"],
    });
    const page = await browser.newPage({ locale: "es-CO" });
    const outside: string[] = [];
    const errors: string[] = [];
    await page.route(
      (url) => url.origin !== origin,
      (route) => {
        outside.push(route.request().url());
        return route.abort();
      },
    );
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(`${origin}/`);
    return { page, origin, outside, errors, close: () => closeAll(browser, server) };
  } catch (error) {
    await closeAll(browser, server);
    throw error;
  }
}

/** One script with everything that a module of this repository imports, as `export const` of the global `name`. */
export async function bundle(entry: string, name: string): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, minify: false, lib: { entry, name, formats: ["iife"], fileName: name } },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (output === undefined || !("output" in output)) throw new Error("vite made no bundle");
  return output.output[0].code;
}

/** Path of a file of this repository. */
export function inRepository(path: string): string {
  return join(root, path);
}

const root = fileURLToPath(new URL("../../..", import.meta.url));
const officeFolder = dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/dist/office.js"));
const types: Readonly<Record<string, string>> = { js: "text/javascript", html: "text/html", css: "text/css" };

function serve(files: Files): Promise<Server> {
  const server = createServer((request, response) => {
    void respond(files, new URL(request.url ?? "/", "http://localhost").pathname, response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve(server));
  });
}

async function respond(files: Files, path: string, response: ServerResponse): Promise<void> {
  const name = path === "/" ? "/index.html" : path;
  const type = types[name.slice(name.lastIndexOf(".") + 1)] ?? "text/plain";
  const body = name.startsWith("/office/") ? await readOffice(name.slice("/office/".length)) : (files[name] ?? null);
  response.writeHead(body === null ? 404 : 200, { "content-type": `${type}; charset=utf-8` });
  response.end(body ?? "");
}

async function readOffice(path: string): Promise<string | null> {
  if (path === trustPagePath) return trustPage;
  const file = normalize(join(officeFolder, path));
  return file.startsWith(officeFolder) ? readFile(file, "utf8").catch(() => null) : null;
}

async function closeAll(browser: Browser | undefined, server: Server): Promise<void> {
  await browser?.close();
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
}
