import { readFileSync } from "node:fs";
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
