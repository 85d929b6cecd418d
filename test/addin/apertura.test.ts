import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { aperturaSentences } from "../../addin/explain-apertura.ts";

const guia = readFileSync(new URL("../../docs/guia-planificador.md", import.meta.url), "utf8");

test("the guide quotes every sentence that the pane says instead of opening, and no other", () => {
  const [, table = ""] = guia.split("\n| en lugar de abrirse dice |");
  const [rows = ""] = table.split("\n\n");
  const quoted = rows
    .split("\n")
    .slice(2)
    .map((row) => row.split("|")[1]?.trim() ?? "");
  expect(quoted.toSorted()).toEqual(Object.values(aperturaSentences).toSorted());
});
