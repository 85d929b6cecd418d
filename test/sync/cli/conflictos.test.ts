import { describe, expect, it } from "vitest";
import * as z from "zod";
import { tipos } from "../../../shared/acumulacion.ts";
import { tiposAcumulacion } from "../../../shared/indicador.ts";
import {
  bytesOf,
  cellOf,
  conflictoSchema,
  edit,
  makeEspacio,
  sincronizar,
  sincronizarSchema,
} from "./espacio-corrida.ts";
import { errorCode, runMetas } from "./run.ts";

const decision = z.union([
  z.strictObject({ gana: z.enum(["planeacion", "secretaria"]) }),
  z.strictObject({ gana: z.literal("otro"), valor: z.unknown() }),
]);
const listSchema = z.strictObject({ conflictos: z.array(conflictoSchema.extend({ decision: decision.nullable() })) });

describe("metas conflictos", () => {
  it("lists what waits, and says with its exit code whether anything does", async () => {
    const raiz = await makeEspacio();
    const none = await runMetas(["conflictos", "--json"], raiz);
    expect({ code: none.code, said: none.json() }).toEqual({ code: 0, said: { conflictos: [] } });
    await disagree(raiz);
    const some = await runMetas(["conflictos", "--json"], raiz);
    expect({ code: some.code, ...listSchema.parse(some.json()) }).toMatchObject({
      code: 4,
      conflictos: [
        { codigo: "S-01", columna: "ejecucion2017", ancestro: 5, planeacion: 8, propio: 7, decision: null },
        { codigo: "S-01", columna: "planFechaLimite", decision: null },
        { codigo: "S-02", columna: "tipoAcumulacion", decision: null },
        {
          codigo: "S-02",
          columna: "observaciones",
          ancestro: null,
          planeacion: "suya",
          propio: "nuestra",
          decision: null,
        },
      ],
    });
    const { out } = await runMetas(["conflictos"], raiz);
    for (const text of ["S-01", "Ejecución 2017", "Secretaría de Salud", "--resolver ID"]) expect(out).toContain(text);
  });

  const decisions: readonly [con: string, columna: string, gana: string, valor: unknown][] = [
    ["planeacion", "ejecucion2017", "planeacion", 8],
    ["secretaria", "ejecucion2017", "secretaria", 7],
    ["7,5", "ejecucion2017", "otro", 7.5],
    ["15.367", "ejecucion2017", "otro", 15_367],
    ["np", "ejecucion2017", "otro", "NP"],
    ["15/12/2017", "planFechaLimite", "otro", { kind: "date", serial: 43_084 }],
    ["de las dos", "observaciones", "otro", "de las dos"],
    ["2017", "observaciones", "otro", "2017"],
    ["(en blanco)", "observaciones", "otro", null],
    ["(En Blanco)", "ejecucion2017", "otro", null],
    ["(en blanco)", "planFechaLimite", "otro", null],
    ["reduccion ANUAL", "tipoAcumulacion", "otro", "Reducción anual"],
  ];

  it.each(decisions)(
    "takes --con «%s» for %s, and the next run writes it on both sides",
    async (con, columna, gana, valor) => {
      const raiz = await makeEspacio();
      await disagree(raiz);
      const codigo = columna === "observaciones" || columna === "tipoAcumulacion" ? "S-02" : "S-01";
      const id = await idOf(raiz, codigo, columna);
      const said = await runMetas(
        ["conflictos", "--json", "--resolver", id.slice(0, 8).toUpperCase(), "--con", con],
        raiz,
      );
      expect({ code: said.code, said: said.json() }).toMatchObject({ code: 0, said: { id, decision: { gana } } });
      // Decided, and not yet applied: it is listed, and no longer waits.
      const listed = listSchema.parse((await runMetas(["conflictos", "--json"], raiz)).json());
      expect(listed.conflictos.find((each) => each.id === id)?.decision?.gana).toBe(gana);
      expect((await sincronizar(raiz)).code).toBe(4);
      const cells = [
        await cellOf(raiz, "libros/salud.xlsx", codigo, columna),
        await cellOf(raiz, "canonico.xlsx", codigo, columna),
      ];
      expect(cells).toEqual([valor, valor]);
      expect(listSchema.parse((await runMetas(["conflictos", "--json"], raiz)).json()).conflictos).toHaveLength(3);
    },
  );

  it("says which cell of the workbook has no format for the value that was decided", async () => {
    const raiz = await makeEspacio();
    await disagree(raiz);
    const id = await idOf(raiz, "S-01", "ejecucion2017");
    const said = await runMetas(["conflictos", "--json", "--resolver", id, "--con", "12,5 %"], raiz);
    expect(said.json()).toMatchObject({ decision: { gana: "otro", valor: { kind: "percent", value: 0.125 } } });
    const corrida = await sincronizar(raiz);
    const { secretarias } = sincronizarSchema.parse(corrida.json());
    expect({ code: corrida.code, noEscritas: secretarias.flatMap(({ noEscritas }) => noEscritas) }).toMatchObject({
      code: 3,
      noEscritas: [{ codigo: "S-01", columna: "ejecucion2017", code: "patch-format" }],
    });
    const cells = [
      await cellOf(raiz, "libros/salud.xlsx", "S-01", "ejecucion2017"),
      await cellOf(raiz, "canonico.xlsx", "S-01", "ejecucion2017"),
    ];
    // Until the workbook takes it nothing is settled: the city's figure is not one that the secretaría does not have.
    expect(cells).toEqual([7, 7]);
    const { conflictos } = listSchema.parse((await runMetas(["conflictos", "--json"], raiz)).json());
    expect(conflictos.find((each) => each.id === id)?.decision).toMatchObject({ gana: "otro" });
    const before = await bytesOf(raiz);
    expect((await sincronizar(raiz)).code).toBe(3);
    expect(await bytesOf(raiz)).toEqual(before);
  });

  const mistakes: readonly [what: string, argv: readonly string[], error: string][] = [
    ["an id that no conflict has", ["--resolver", "zzzz", "--con", "secretaria"], "conflicto-no-existe"],
    ["a beginning that all have", ["--resolver", "", "--con", "secretaria"], "conflicto-no-existe"],
    ["no value", ["--resolver", "ID"], "opcion-obligatoria"],
    ["what a variable holds that nobody set", ["--resolver", "ID", "--con", ""], "valor-vacio"],
    ["blanks alone", ["--resolver", "OBS", "--con", "  "], "valor-vacio"],
    ["no id", ["--con", "secretaria"], "opcion-obligatoria"],
    ["a text for a figure", ["--resolver", "ID", "--con", "muchos"], "valor-invalido"],
    ["a figure that may be two", ["--resolver", "ID", "--con", "1,234,5"], "valor-invalido"],
    ["a word that is not of the list", ["--resolver", "TIPO", "--con", "cualquier cosa"], "valor-invalido"],
    ["a day that there is none", ["--resolver", "DIA", "--con", "31/11/2017"], "valor-invalido"],
  ];

  it.each(mistakes)("does not take %s", async (_, argv, error) => {
    const raiz = await makeEspacio();
    await disagree(raiz);
    const ids = new Map([
      ["ID", await idOf(raiz, "S-01", "ejecucion2017")],
      ["DIA", await idOf(raiz, "S-01", "planFechaLimite")],
      ["OBS", await idOf(raiz, "S-02", "observaciones")],
      ["TIPO", await idOf(raiz, "S-02", "tipoAcumulacion")],
    ]);
    const said = await runMetas(["conflictos", "--json", ...argv.map((word) => ids.get(word) ?? word)], raiz);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error });
    const listed = listSchema.parse((await runMetas(["conflictos", "--json"], raiz)).json());
    expect(listed.conflictos.every((each) => each.decision === null)).toBe(true);
  });

  it("does not take no id at all for the only conflict that is open", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "ejecucion2017", 8]);
    expect((await sincronizar(raiz)).code).toBe(4);
    const said = await runMetas(["conflictos", "--json", "--resolver", "", "--con", "planeacion"], raiz);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error: "conflicto-no-existe" });
  });

  it("says which words a list takes", async () => {
    const raiz = await makeEspacio();
    await disagree(raiz);
    const id = await idOf(raiz, "S-02", "tipoAcumulacion");
    const { err } = await runMetas(["conflictos", "--resolver", id, "--con", "cualquier cosa"], raiz);
    expect(tiposAcumulacion.filter((tipo) => !err.includes(tipos[tipo].nombre))).toEqual([]);
  });
});

/** Four conflicts of Salud: a figure, a day, a word of a list and a text. */
async function disagree(raiz: string): Promise<void> {
  await edit(
    raiz,
    "libros/salud.xlsx",
    ["S-01", "ejecucion2017", 7],
    ["S-01", "planFechaLimite", "2017-11-01"],
    ["S-02", "tipoAcumulacion", "Stock"],
    ["S-02", "observaciones", "nuestra"],
  );
  await edit(
    raiz,
    "canonico.xlsx",
    ["S-01", "ejecucion2017", 8],
    ["S-01", "planFechaLimite", "2017-12-01"],
    ["S-02", "tipoAcumulacion", "Capacidad"],
    ["S-02", "observaciones", "suya"],
  );
  expect((await sincronizar(raiz)).code).toBe(4);
}

async function idOf(raiz: string, codigo: string, columna: string): Promise<string> {
  const { conflictos } = listSchema.parse((await runMetas(["conflictos", "--json"], raiz)).json());
  const found = conflictos.find((each) => each.codigo === codigo && each.columna === columna);
  if (found === undefined) throw new Error(`no conflict of ${codigo} ${columna}`);
  return found.id;
}
