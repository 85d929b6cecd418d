import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { expect, test } from "vitest";

const page = fileURLToPath(new URL("../../dist/addin-pane/taskpane.html", import.meta.url));

// The figures of README.md and docs/guia-administrador.md.
test("what the pane loads to open is 60 KB at most without office.js, as servers compress it, and 42 KB later on", () => {
  const html = readFileSync(page, "utf8");
  const linked = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(([, name = ""]) => name);
  const first = ["taskpane.html", ...linked];
  const all = readdirSync(join(dirname(page), "assets")).map((name) => `assets/${name}`);
  const later = all.filter((name) => /\.(js|css)$/.test(name) && !first.includes(name));
  expect([linked.length >= 2, later.length >= 2]).toEqual([true, true]);
  expect(compressed(first)).toBeLessThanOrEqual(60 * 1024);
  expect(compressed(later)).toBeLessThanOrEqual(42 * 1024);
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

/** Bytes of files of the pane as servers send them. */
function compressed(names: readonly string[]): number {
  const sizes = names.map((name) => gzipSync(readFileSync(join(dirname(page), name)), { level: 9 }).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}
