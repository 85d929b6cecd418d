import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type ConsoleMessage,
  type FrameLocator,
  type Page,
  type Response,
} from "playwright-core";
import { afterAll, beforeAll, inject } from "vitest";
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

/** A browser and the demo's workbook, made once for all tests of a file. */
interface Demo {
  readonly browser: Browser;
  readonly libro: LibroDePrueba;
}

/** They are there once the tests run. */
export function useDemo(): Demo {
  let browser: Browser;
  let libro: LibroDePrueba;
  beforeAll(async () => {
    browser = await launchBrowser();
    libro = await demoLibro();
  });
  afterAll(() => browser.close());
  return {
    get browser() {
      return browser;
    },
    get libro() {
      return libro;
    },
  };
}

export async function openVista(
  browser: Browser,
  libro: LibroDePrueba,
  options: BrowserContextOptions = {},
): Promise<Vista> {
  const preview = await servePreview({ libro });
  const page = await takePage(browser, options);
  const outside: string[] = [];
  const errors: string[] = [];
  await page.route(
    (url) => url.protocol.startsWith("http") && `${url.origin}/` !== preview.url,
    (route) => {
      outside.push(route.request().url());
      return route.abort();
    },
  );
  const onError = (error: Error): void => void errors.push(error.message);
  const onConsole = (message: ConsoleMessage): void => {
    const isTheirs = message.location().url.startsWith(`${preview.url}office/`);
    if (message.type() === "error" && !isTheirs) errors.push(message.text());
  };
  const onResponse = (response: Response): void => {
    if (response.status() >= 400) errors.push(`${response.status()} ${response.url()}`);
  };
  page.on("pageerror", onError).on("console", onConsole).on("response", onResponse);
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
      await page.goto("about:blank");
      page.off("pageerror", onError).off("console", onConsole).off("response", onResponse);
      await page.unrouteAll();
      idleOf(browser, options).push(page);
      await preview.close();
      const found = JSON.stringify({ outside, errors, unknown });
      if (found !== '{"outside":[],"errors":[],"unknown":[]}') throw new Error(found);
    },
  };
}

/**
 * Pages that tests have left, by their options: what Chromium has made of office.js for one of them serves the next, which
 * opens in half the time. Every preview has an origin of its own, so that they share nothing a page can see.
 */
const idle = new WeakMap<Browser, Map<string, Page[]>>();

function idleOf(browser: Browser, options: BrowserContextOptions): Page[] {
  const byOptions = idle.get(browser) ?? new Map<string, Page[]>();
  idle.set(browser, byOptions);
  const key = JSON.stringify(options);
  const pages = byOptions.get(key) ?? [];
  byOptions.set(key, pages);
  return pages;
}

async function takePage(browser: Browser, options: BrowserContextOptions): Promise<Page> {
  const left = idleOf(browser, options).pop();
  if (left !== undefined) {
    await left.mouse.move(0, 0);
    return left;
  }
  const context = await browser.newContext({ locale: "es-CO", viewport: { width: 1360, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  return page;
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
