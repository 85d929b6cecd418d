import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { renderColumnas } from "../../shared/layout/describe.ts";
import { renderHallazgos } from "../../shared/rules/describe.ts";

test.each([
  ["hallazgos.md", renderHallazgos],
  ["columnas.md", renderColumnas],
])("docs/%s is what the code says (npm run docs)", (name, render) => {
  expect(readFileSync(new URL(`../../docs/${name}`, import.meta.url), "utf8")).toBe(render());
});
