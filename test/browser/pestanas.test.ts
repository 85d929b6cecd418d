import type { Route } from "playwright-core";
import { expect, test } from "vitest";
import { usePublicado } from "./publicado.ts";

/** Where the code of the tabs other than the first is asked for. */
const code = "**/panel/assets/otra-pestana-*.js";

const tabs = [
  ["rezagadas", "#titulo-resaltar"],
  ["resumen", "#titulo-promedio"],
  ["hoja", "#titulo-plantilla"],
] as const;

const open = usePublicado();

test("the other tabs and Resaltar come by themselves after the first review, and then need no network", async () => {
  const { page, pane } = await open();
  let wasReviewed = false;
  await page.route(code, async (route) => {
    wasReviewed = (await pane.locator('.pane[aria-busy="false"] .filtros').count()) === 1;
    await route.fallback();
  });
  const comes = (part: string): Promise<unknown> =>
    page.waitForEvent("requestfinished", (request) => request.url().includes(part));
  await Promise.all([comes("otra-pestana"), comes("resaltado")]);
  expect(wasReviewed).toBe(true);
  await page.route("**/*", (route) => route.abort());
  for (const [tab, title] of tabs) {
    await pane.locator(`#tab-${tab}`).click();
    await pane.locator(title).waitFor();
  }
  await pane.locator("#tab-rezagadas").click();
  await pane.getByRole("button", { name: "Resaltar", exact: true }).click();
  await pane.locator(".aviso", { hasText: "Filas resaltadas" }).waitFor();
});

test.each(tabs)(
  "%s says that it is being opened where it is pressed before it has come, and opens then",
  async (...each) => {
    const [tab, title] = each;
    const { page, pane } = await open();
    const waiting: (() => void)[] = [];
    await page.route(code, async (route) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      await route.fallback();
    });
    await pane.locator(`#tab-${tab}`).click();
    await pane.locator(".vacio", { hasText: "Abriendo…" }).waitFor();
    await expect.poll(() => waiting.length).toBe(1);
    for (const release of waiting) release();
    await pane.locator(title).waitFor();
    expect(await pane.locator(".vacio", { hasText: "Abriendo…" }).count()).toBe(0);
  },
);

test("without network a tab that has not come says so, and comes when it is pressed with network again", async () => {
  const { page, pane, errors } = await open();
  await page.route(code, goAstray);
  await pane.locator(".filtros").waitFor();
  await pane.locator("#tab-resumen").click();
  await pane.locator('#panel [role="alert"]').waitFor();
  await pane.locator("#tab-revisar").click();
  expect(await pane.locator(".filtros").count()).toBe(1);
  await page.unroute(code, goAstray);
  await pane.locator("#tab-resumen").click();
  await pane.locator("#titulo-promedio").waitFor();
  expect(errors).toEqual([]);
});

async function goAstray(route: Route): Promise<void> {
  await route.abort("internetdisconnected");
}
