import { readFileSync } from "node:fs";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { findFolders } from "../../sync/preview/paths.ts";
import { readDemoPlan } from "../../sync/demo/demo.ts";
import { officeCdn, openPublicado, publicOrigin, type Publicado } from "./publicado.ts";
import { demoLibro, launchBrowser } from "./vista.ts";

let browser: Browser;
let publicado: Publicado;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(() => browser.close());

afterEach(() => publicado.close());

/** Content that the page's policy refused, and which script asked for it. */
interface Refused {
  readonly directive: string;
  readonly what: string;
  readonly source: string;
}

test("the published page opens and works under its own policy, and asks for nothing but its files and office.js", async () => {
  publicado = await openPublicado(browser, await demoLibro(), {
    prepare: (context) =>
      context.addInitScript(`
        window.rechazos = [];
        addEventListener("securitypolicyviolation", (event) => window.rechazos.push({
          directive: event.effectiveDirective, what: event.blockedURI, source: event.sourceFile,
        }));`),
  });
  const { pane, page } = publicado;
  await pane.locator('.pane[aria-busy="false"] .filtros').waitFor();

  // The page is the file as it was built, with its policy in it.
  const served = readFileSync(`${findFolders().pane}/taskpane.html`, "utf8");
  expect(served).toContain('http-equiv="Content-Security-Policy"');
  const about = await publicado.frame().evaluate(`({
    csp: document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content,
    scripts: [...document.scripts].map(({ src }) => src),
    platform: Office.context.platform,
  })`);
  expect(about).toMatchObject({
    csp: /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(served)?.[1],
    scripts: expect.arrayContaining([`${officeCdn}office.js`]),
    platform: "OfficeOnline",
  });

  // What comes later, with code of its own: the check of a plan, and the template.
  const setting = JSON.stringify({ archivo: "plan.json", plan: JSON.stringify(readDemoPlan()) });
  await publicado.inHost(`host.workbook.settings.set("METAS_PLAN", ${JSON.stringify(setting)})`);
  await page.locator("#revisar").click();
  await pane.locator('.pane[aria-busy="false"] .filtros').waitFor();
  await pane.getByRole("tab", { name: "Hoja" }).click();
  await pane.getByText("plan.json").first().waitFor();
  await pane.getByRole("button", { name: "Insertar la hoja" }).click();
  await pane.locator(".aviso-exito").waitFor();

  expect((await refused()).filter(({ source }) => !source.startsWith(officeCdn))).toEqual([]);
  expect(publicado.outside).toEqual([]);
  expect(publicado.errors).toEqual([]);
  expect(new Set(publicado.asked).size).toBeGreaterThan(1);
  expect(await publicado.inHost("host.log.unknown")).toEqual([]);

  // The policy holds, and the ear hears: what the pane must not do is refused.
  await publicado.frame().evaluate(`fetch("${publicOrigin}/panel/ayuda.html").catch(() => {})`);
  await publicado.frame().evaluate(`document.body.append(
    Object.assign(document.createElement("img"), { src: "https://ejemplo.com/espia.png" }))`);
  await expect
    .poll(async () => (await refused()).map(({ directive }) => directive))
    .toEqual(expect.arrayContaining(["connect-src", "img-src"]));
  expect(publicado.outside).toEqual([]);
});

async function refused(): Promise<readonly Refused[]> {
  return publicado.frame().evaluate<readonly Refused[]>("window.rechazos");
}
