import { readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Browser, BrowserContext, Frame, FrameLocator, Page, Route } from "playwright-core";
import { afterEach } from "vitest";
import { makeLibroJson } from "../../sync/preview/libro-json.ts";
import { findFolders } from "../../sync/preview/paths.ts";
import { useDemo, type LibroDePrueba } from "./vista.ts";

/** Where the pane is published for these tests: nobody is asked, the browser is answered for it. */
export const publicOrigin = "https://metas.ejemplo.gov.co";

/** Where the pane's page takes office.js from. */
export const officeCdn = "https://appsforoffice.microsoft.com/lib/1/hosted/";

/** The pane's files as `npm run build` left them, served over https, and an emulated Excel around them. */
export interface Publicado {
  readonly page: Page;
  readonly pane: FrameLocator;
  /** Everything that was asked of anyone but the page's origin and Microsoft's address; none of it was let through. */
  readonly outside: readonly string[];
  /** Requests to Microsoft's address, by their path. */
  readonly asked: readonly string[];
  /** Errors of scripts, ours or theirs, and requests to our own origin that found nothing. */
  readonly errors: readonly string[];
  frame(): Frame;
  inHost<T = unknown>(expression: string): Promise<T>;
  close(): Promise<void>;
}

export interface PublicadoOptions {
  /** Answers for Microsoft's address in its place; false leaves it to npm's copy of the library. */
  readonly cdn?: (route: Route, path: string) => Promise<boolean>;
  /** Changes a script of the page around the pane. */
  readonly rewriteHost?: (script: string) => string;
  /** Runs before the page is opened. */
  readonly prepare?: (context: BrowserContext) => Promise<unknown>;
  /** Opens the pane's page by itself, with nothing around it. */
  readonly isAlone?: boolean;
}

/** Opens the demo's workbook, in one browser for all tests of a file; what a test opened is closed after it. */
export function usePublicado(): (options?: PublicadoOptions) => Promise<Publicado> {
  const demo = useDemo();
  let opened: Publicado;
  afterEach(() => opened.close());
  return async (options) => {
    opened = await openPublicado(demo.browser, demo.libro, options);
    return opened;
  };
}

export async function openPublicado(
  browser: Browser,
  libro: LibroDePrueba,
  { cdn, rewriteHost = (script) => script, prepare, isAlone = false }: PublicadoOptions = {},
): Promise<Publicado> {
  const folders = findFolders();
  const context = await browser.newContext({ locale: "es-CO", viewport: { width: 1360, height: 860 } });
  await prepare?.(context);
  const [outside, asked, errors]: string[][] = [[], [], []];
  const serve = async (route: Route, folder: string, path: string): Promise<void> => {
    const body = await readFile(join(folder, path)).catch(() => null);
    if (body === null) {
      errors?.push(`404 ${route.request().url()}`);
      return route.fulfill({ status: 404 });
    }
    const isHostScript = folder === folders.page && path.endsWith(".js");
    await route.fulfill({
      contentType: types[extname(path)] ?? "application/octet-stream",
      // The module scripts of Vite are asked for with CORS.
      headers: { "access-control-allow-origin": publicOrigin },
      body: isHostScript ? rewriteHost(body.toString("utf8")) : body,
    });
  };
  await context.route("**/*", async (route) => {
    const url = route.request().url();
    const { origin, pathname } = new URL(url);
    if (url.startsWith(officeCdn)) {
      const path = pathname.slice(new URL(officeCdn).pathname.length);
      asked?.push(path);
      if ((await cdn?.(route, path)) !== true) await serve(route, folders.office, path);
    } else if (origin !== publicOrigin) {
      outside?.push(url);
      await route.abort();
    } else if (pathname === "/libro") {
      await route.fulfill({ json: makeLibroJson(libro.bytes, libro.nombre) });
    } else if (pathname === "/libro.xlsx") {
      await route.fulfill({ contentType: "application/octet-stream", body: Buffer.from(libro.bytes) });
    } else if (pathname.startsWith("/panel/")) await serve(route, folders.pane, pathname.slice("/panel/".length));
    else await serve(route, folders.page, pathname === "/" ? "index.html" : pathname.slice(1));
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on("pageerror", (error) => errors?.push(error.message));
  await page.goto(isAlone ? `${publicOrigin}/panel/taskpane.html` : `${publicOrigin}/`, { waitUntil: "commit" });
  return {
    page,
    pane: page.frameLocator("#marco-panel"),
    outside: outside ?? [],
    asked: asked ?? [],
    errors: errors ?? [],
    frame: () => {
      const frame = page.frames().find((each) => each.url().includes("/panel/taskpane.html"));
      if (frame === undefined) throw new Error("the page has no pane");
      return frame;
    },
    inHost: (expression) => page.evaluate(`(({ host, pane }) => (${expression}))(window.metasVista)`),
    close: () => context.close(),
  };
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".png": "image/png",
};
