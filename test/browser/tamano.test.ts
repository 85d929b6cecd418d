import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const page = fileURLToPath(new URL("../../dist/addin-pane/taskpane.html", import.meta.url));

test("what the pane loads to open is 60 KB at most without office.js, as servers compress it", () => {
  const html = readFileSync(page, "utf8");
  const parts = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, name = ""]) => name);
  expect(parts.length).toBeGreaterThanOrEqual(2);
  const sizes = parts.map((name) => gzipSync(readFileSync(join(dirname(page), name)), { level: 9 }).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(60 * 1024);
});

test("each part that the pane loads later needs nothing but what is there already", () => {
  const assets = join(dirname(page), "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  const main = scripts.find((name) => name.startsWith("taskpane-")) ?? "";
  const later = scripts.filter((name) => name !== main);
  expect(later.length).toBeGreaterThan(0);
  const text = readFileSync(join(assets, main), "utf8");
  for (const name of later) {
    const imports = [...readFileSync(join(assets, name), "utf8").matchAll(/from\s*[`"'](.+?)[`"']/g)].map(
      ([, from]) => from,
    );
    expect(imports.filter((from) => from !== `./${main}`)).toEqual([]);
    expect(text).toContain(`import(\`./${name}\`)`);
  }
  // Vite's helper would fetch what such a part needs, had any of them more.
  expect(text).not.toContain("vite:preloadError");
});

test("the pane asks for nothing but its own files and Microsoft's office.js", () => {
  const html = readFileSync(page, "utf8");
  const addresses = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address = ""]) => address);
  const outside = addresses.filter((address) => !address.startsWith("./"));
  expect(outside).toEqual([
    "https://appsforoffice.microsoft.com/lib/1/hosted/office.js",
    expect.stringMatching(/^https:\/\/[^/]+\/taskpane\.html$/),
  ]);
  expect(html).not.toMatch(/<script>|style="|onclick/);
});
