import { chromium, type Browser, type BrowserContextOptions, type FrameLocator, type Page } from "playwright-core";
import { inject } from "vitest";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { servePreview } from "../../sync/preview/server.ts";

/** The preview in a real Chromium: the page, the production pane in it, and what both did besides. */
export interface Vista {
  readonly page: Page;
  readonly pane: FrameLocator;
  readonly url: string;
  /** Errors of the pages, refused content included; those of Microsoft's own library are left out. */
  readonly errors: readonly string[];
  /** Forgets the errors so far, once a test has looked at them. */
  forgive(): void;
  /** Evaluates where `host` is the emulated Excel and `pane` the conversation with the pane. */
  inHost<T = unknown>(expression: string): Promise<T>;
  /** Waits until an expression holds in the page around the pane. */
  until(expression: string, milliseconds?: number): Promise<void>;
  /** Waits until the pane has reviewed the sheet that is on screen. */
  reviewed(): Promise<void>;
  /**
   * Closes all.
   *
   * @throws Error if the pages had errors, asked for anything of anyone but the preview's own server (which is never let
   *   through), or asked the emulated Excel for what it has not got
   */
  close(): Promise<void>;
}

export interface LibroDePrueba {
  readonly nombre: string;
  readonly bytes: Uint8Array;
}

/** One browser for the tests of a file; its pages share nothing. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: inject("chromium"),
    args: [
      "--headless=new",
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** The workbook of a secretaría of the demo. */
export async function demoLibro(id = "desarrollo-economico"): Promise<LibroDePrueba> {
  const plan = readDemoPlan();
  const secretaria = demoSecretarias(plan).find((each) => each.id === id);
  if (secretaria === undefined) throw new Error(`no ${id} in the demo`);
  return { nombre: `${id}.xlsx`, bytes: await buildDemoLibro(secretaria, plan) };
}

export async function openVista(
  browser: Browser,
  libro: LibroDePrueba,
  options: BrowserContextOptions = {},
): Promise<Vista> {
  const preview = await servePreview({ libro });
  const context = await browser.newContext({ locale: "es-CO", viewport: { width: 1360, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  const outside: string[] = [];
  const errors: string[] = [];
  await page.route(
    (url) => url.protocol.startsWith("http") && `${url.origin}/` !== preview.url,
    (route) => {
      outside.push(route.request().url());
      return route.abort();
    },
  );
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("console", (message) => {
    const isTheirs = message.location().url.startsWith(`${preview.url}office/`);
    if (message.type() === "error" && !isTheirs) errors.push(message.text());
  });
  page.on("response", (response) => {
    if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
  });
  await page.goto(preview.url);
  const until = (expression: string, milliseconds = patience): Promise<void> => waitFor(page, expression, milliseconds);
  await until("window.metasVista !== undefined");
  const pane = page.frameLocator("#marco-panel");
  return {
    page,
    pane,
    url: preview.url,
    errors,
    forgive: () => {
      errors.length = 0;
    },
    until,
    inHost: (expression) => page.evaluate(`(({ host, pane }) => (${expression}))(window.metasVista)`),
    reviewed: async () => {
      await pane.locator('.pane[aria-busy="false"]').waitFor();
      await pane.locator("#panel .filtros, #panel h2").first().waitFor();
    },
    close: async () => {
      const unknown: unknown = await page.evaluate("window.metasVista.host.log.unknown");
      await context.close();
      await preview.close();
      const found = JSON.stringify({ outside, errors, unknown });
      if (found !== '{"outside":[],"errors":[],"unknown":[]}') throw new Error(found);
    },
  };
}

/** How long anything may take on a busy machine. */
const patience = 30_000;

/** Playwright's own waiting runs text as code within the page, which the page's policy forbids. */
async function waitFor(page: Page, expression: string, milliseconds: number): Promise<void> {
  const end = Date.now() + milliseconds;
  while ((await page.evaluate(expression)) !== true) {
    if (Date.now() > end) throw new Error(`never came true: ${expression}`);
    await page.waitForTimeout(50);
  }
}
