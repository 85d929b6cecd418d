// Draws addin/assets/icon-*.png from their SVG: node addin/dev/render-icons.js (with CHROME_PATH where Chromium is elsewhere).
import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const assets = new URL("../assets/", import.meta.url);
const browser = await chromium.launch({
  executablePath: process.env.CHROME_PATH ?? "/usr/bin/chromium",
  args: ["--headless=new", "--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage();
for (const size of [16, 32, 64, 80]) {
  const svg = await readFile(new URL(size === 16 ? "icon-small.svg" : "icon.svg", assets), "utf8");
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
  await writeFile(new URL(`icon-${size}.png`, assets), await page.screenshot({ omitBackground: true }));
}
await browser.close();
