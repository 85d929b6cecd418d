import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { errorSentences } from "../../addin/explain-error.ts";
import { hojaSentences } from "../../addin/explain-hoja.ts";
import { skipReasons } from "../../addin/explain-skipped.ts";
import { sinResaltado } from "../../addin/resaltado.ts";

const guia = readFileSync(new URL("../../docs/guia-planificador.md", import.meta.url), "utf8");

test.each([
  [
    "lo que dice el panel",
    [...Object.values(hojaSentences), ...Object.values(sinResaltado), ...Object.values(errorSentences)],
  ],
  ["lo que dice de la celda", Object.values(skipReasons).map(([one]) => one)],
])("the guide's table «%s» quotes every sentence as the pane says it, and no other", (header, sentences) => {
  const quoted = quotedUnder(header);
  expect(quoted.toSorted()).toEqual(sentences.toSorted());
  expect(new Set(quoted).size).toBe(quoted.length);
});

/** First cells of the rows of a table, by the header of its first column. */
function quotedUnder(header: string): string[] {
  const [, table = ""] = guia.split(`\n| ${header} |`);
  const [rows = ""] = table.split("\n\n");
  return rows
    .split("\n")
    .slice(2)
    .map((row) => row.split("|")[1]?.trim() ?? "");
}
