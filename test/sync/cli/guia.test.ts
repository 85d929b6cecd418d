import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parseOrden } from "../../../sync/cli/parse.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));

describe.each(["guia-planeacion.md", "guia-administrador.md"])("the guide %s", (name) => {
  const guia = readFileSync(join(root, "docs", name), "utf8");

  it("quotes messages that the program has", () => {
    const quoted = [...guia.matchAll(/^\| «(.+?)» \|/gm)].map(([, text = ""]) => text);
    expect(quoted.length).toBeGreaterThan(4);
    const code = ["sync", "shared"].flatMap(sourcesIn).join("\n");
    // Where a message names the program that has a file open, the guide says Excel.
    const messages = code.replaceAll("${program}", "Excel");
    expect(quoted.filter((text) => !messages.includes(text))).toEqual([]);
  });

  it("has commands that the program takes", () => {
    const lines = [...guia.matchAll(/^npx metas (.+)$/gm)].map(([, words = ""]) => words);
    expect(lines.length).toBeGreaterThan(4);
    for (const line of lines) expect(parseOrden(line.split(" "))).toMatchObject({ kind: "comando" });
  });
});

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
}
