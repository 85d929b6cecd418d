import type { BrowserContext, Request, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import { aperturaSentences } from "../../addin/explain-apertura.ts";
import { explainError } from "../../addin/explain-error.ts";
import { usePublicado, type Publicado } from "./publicado.ts";

const open = usePublicado();
let publicado: Publicado;

type Answer = (route: Route) => Promise<void>;

/** What may come instead of office.js. */
const withoutOffice: readonly (readonly [string, Answer])[] = [
  ["there is no network", (route) => route.abort("internetdisconnected")],
  ["the network lets nothing of Microsoft's through", (route) => route.fulfill({ status: 403, body: "" })],
  [
    "a network asks for its password first",
    (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><h1>Bienvenido</h1>" }),
  ],
];

test.each(withoutOffice)("where %s, the pane says that office.js did not come", async (_, answer) => {
  publicado = await open({ cdn: (route) => answer(route).then(() => true) });
  expect(await said()).toBe(aperturaSentences["sin-red"]);
});

describe("an Excel that does not answer", () => {
  test.each([
    ["office.js itself never comes", /^office\.js$/i],
    ["what office.js loads for this Excel never comes", /^excel-web.*\.js$/i],
  ])("is told of after a while where %s, and the pane opens all the same once it does", async (_, held) => {
    const waiting: (() => void)[] = [];
    const cdn = async (_route: Route, path: string): Promise<boolean> => {
      if (held.test(path)) await new Promise<void>((resolve) => waiting.push(resolve));
      return false;
    };
    const onTheWay = new Set<Request>();
    const prepare = (context: BrowserContext): Promise<void> => {
      context.on("request", (request) => onTheWay.add(request));
      context.on("requestfinished", (request) => onTheWay.delete(request));
      return context.clock.install();
    };
    publicado = await open({ cdn, prepare });
    const line = publicado.pane.locator("#raiz > p");
    await line.filter({ hasText: "Abriendo" }).waitFor();
    // office.js gives up its texts where they have not come before the clock runs on.
    await expect.poll(() => [waiting.length, onTheWay.size]).toEqual([1, 1]);
    await publicado.page.clock.runFor(5000);
    expect(await line.textContent()).toContain("Abriendo");
    await publicado.page.clock.runFor(10_000);
    expect(await said()).toBe(aperturaSentences["sin-respuesta"]);
    await publicado.page.clock.resume();
    for (const release of waiting) release();
    await publicado.pane.locator('.pane[aria-busy="false"] .filtros').waitFor();
    expect(await publicado.pane.locator('[role="alert"]').count()).toBe(0);
  });

  test("is not told of once it has answered", async () => {
    publicado = await open({ prepare: (context) => context.clock.install() });
    await publicado.pane.locator('.pane[aria-busy="false"] .filtros').waitFor();
    await publicado.page.clock.runFor(60_000);
    expect(await publicado.pane.locator(".filtros").count()).toBe(1);
    expect(await publicado.pane.locator('[role="alert"]').count()).toBe(0);
  });
});

test("an Excel that is too old is told so", async () => {
  let changes = 0;
  publicado = await open({
    rewriteHost: (script) =>
      script.replace(/(ExcelApi:\s*["'`])1\.14/g, (_, before: string) => {
        changes++;
        return `${before}1.8`;
      }),
  });
  expect(await said()).toBe(aperturaSentences.antiguo);
  expect(changes).toBe(1);
});

test("the page opened outside Excel says where to open it", async () => {
  publicado = await open({ isAlone: true });
  const line = publicado.page.locator('#raiz [role="alert"]');
  await line.waitFor();
  expect(await line.textContent()).toBe(aperturaSentences.fuera);
});

test("whatever else fails while it opens is told too", async () => {
  publicado = await open({ cdn: emptyOffice });
  expect(await said()).toBe(explainError(new Error("Office.onReady is not a function")));
});

/** What the pane says instead of opening, and it says nothing else. */
async function said(): Promise<string | null> {
  await publicado.pane.locator('[role="alert"]').waitFor();
  return publicado.pane.locator("#raiz").textContent();
}

async function emptyOffice(route: Route): Promise<boolean> {
  await route.fulfill({ contentType: "text/javascript", body: "var Office = {};" });
  return true;
}
