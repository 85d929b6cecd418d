import { rm } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeFolder } from "../sync/cli/run.ts";
import { Espacio } from "./espacio.ts";
import { darPaso } from "./pasos.ts";
import { parseBloques } from "./tabla-texto.ts";

const ancestro = parseBloques(`salud · 2017 · 2017-09-30
codigo | nombre          | meta2017 | ejecucion2017
S-01   | Niños vacunados | 1000     | 750
S-02   | Brigadas        | 12       | 8

cultura · 2017 · 2017-09-30
codigo | nombre     | meta2017 | ejecucion2017
C-01   | Conciertos | 40       | 22
`);

/*
 * The cache may be deleted at any time: whatever state it is in, a run does and says the same without it.
 */
describe("a run does and says with the cache what it does without", () => {
  it.each([
    ["where nothing is the matter", []],
    ["where the state is lost and the canonical workbook lacks a column", ["quitar-columna canonico meta2017"]],
    ["where the state is lost and the canonical workbook's title is another", ["titulo canonico Vigencia 2018"]],
  ] as const)("%s", async (_, pasos) => {
    const told = async (isCached: boolean): Promise<unknown[]> => {
      const espacio = await Espacio.make(await makeFolder(), ancestro);
      const run = async (): Promise<unknown> => {
        if (!isCached) await rm(join(espacio.raiz, ".metas/cache"), { recursive: true, force: true });
        const { code, out } = await espacio.sincronizar();
        return { code, said: out.replaceAll(espacio.raiz, "").replaceAll(/"(corrida|id)": "[^"]*"/g, "") };
      };
      const said = [await run()];
      if (pasos.length > 0) await rm(join(espacio.raiz, ".metas"), { recursive: true });
      for (const paso of [...pasos, "", "escribir salud S-01 ejecucion2017 755", "escribir salud S-02 meta2017 13"]) {
        const [verbo = "", ...palabras] = paso.split(" ");
        if (verbo !== "") await darPaso({ verbo, palabras, linea: paso }, espacio);
        said.push(await run());
      }
      return said;
    };
    expect(await told(true)).toEqual(await told(false));
  });
});
