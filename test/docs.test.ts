import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { renderColumnas } from "../shared/layout/describe.ts";
import { renderHallazgos } from "../shared/rules/describe.ts";
import { renderComandos } from "../sync/cli/help.ts";

test.each([
  ["hallazgos.md", renderHallazgos],
  ["columnas.md", renderColumnas],
  ["comandos.md", renderComandos],
])("docs/%s is what the code says (npm run docs)", async (name, render) => {
  await expect(render()).toMatchFileSnapshot(fileURLToPath(new URL(`../docs/${name}`, import.meta.url)));
});
