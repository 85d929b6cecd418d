import { chmod, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { a1, parseA1 } from "../../../shared/address.ts";
import type { Cell } from "../../../shared/cell.ts";
import { matchLayout } from "../../../shared/layout/match.ts";
import { notaCampo } from "../../../shared/layout/titulo.ts";
import { parseNota, type NotaSync } from "../../../shared/nota-sync.ts";
import { openZip } from "../../../sync/xlsx/zip.ts";
import { patchWorkbook } from "../../../sync/xlsx/patch.ts";
import { readWorkbook } from "../../../sync/xlsx/read.ts";
import { bytesOf, cellOf, edit, makeEspacio, sincronizarSchema } from "../cli/espacio-corrida.ts";
import { runMetas } from "../cli/run.ts";
import { planPrueba } from "../plan-prueba.ts";
import { bookCells, changedEntries, withChanges } from "../xlsx/patched.ts";
import { zipParts } from "../xlsx/raw-workbook.ts";

const salud = "libros/salud.xlsx";

/*
 * The note that a run leaves in a workbook made by `metas plantilla`: written with other cells or when conflicts come or
 * go, and never else.
 */
describe("the note of a run", () => {
  it("is blank in a template, and stays so in a run that has nothing to write there", async () => {
    const raiz = await makeEspacio();
    const before = await bytesOf(raiz);
    await edit(raiz, salud, ["S-01", "ejecucion2017", 7]);
    expect(await correr(raiz, 3)).toMatchObject({ code: 0 });
    expect(await cellAt(raiz, "libros/salud.xlsx")).toBeNull();
    expect((await bytesOf(raiz))["libros/cultura.xlsx"]).toBe(before["libros/cultura.xlsx"]);
  });

  it("tells of the run and its conflicts, stays, and is renewed when they are decided", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, salud, ["S-01", "ejecucion2017", 7], ["S-02", "observaciones", 'dice "sí", aquí']);
    await edit(
      raiz,
      "canonico.xlsx",
      ["S-01", "ejecucion2017", 8],
      ["S-02", "observaciones", 'dice "no", allá\ny más'],
    );
    const before = await readFile(join(raiz, salud));
    const { escritos, audit } = await correr(raiz, 3, 4);
    expect(escritos).toContain(salud);
    // It is no edit of anybody.
    expect(audit.filter(({ tipo, hacia }) => tipo === "cambio" && hacia === "libro")).toEqual([]);
    const [ejecucion, observaciones] = [
      await placeOf(raiz, "ejecucion2017", 0),
      await placeOf(raiz, "observaciones", 1),
    ];
    expect(await notaIn(raiz)).toEqual({
      cuando: "3 de octubre de 2017, 06:00",
      recibidas: 0,
      enviadas: 2,
      conflictos: [
        { clase: "celda", celda: ejecucion, codigo: "S-01", planeacion: "8" },
        { clase: "celda", celda: observaciones, codigo: "S-02", planeacion: 'dice "no", allá y más' },
      ],
      otros: 0,
    });
    await expectOnlyNota(raiz, before);
    await expectRest(raiz, 4, 4);

    await edit(raiz, salud, ["S-01", "ejecucion2017", 9]);
    await edit(raiz, "canonico.xlsx", ["S-02", "meta2017", 12]);
    await correr(raiz, 5, 4);
    expect(await cellOf(raiz, salud, "S-02", "meta2017")).toBe(12);
    expect(await notaIn(raiz)).toMatchObject({ cuando: "5 de octubre de 2017, 06:00", recibidas: 1, enviadas: 1 });

    await decidir(raiz, "planeacion");
    await correr(raiz, 6);
    expect(await cellAt(raiz, salud)).toBe(
      "6 de octubre de 2017, 06:00 · 2 celdas vinieron de planeación, 0 fueron a planeación",
    );
    await expectRest(raiz, 7);
  });

  it("is renewed also when a decision changes nothing in the workbook", async () => {
    const raiz = await makeEspacio();
    await discrepar(raiz);
    await correr(raiz, 3, 4);
    expect((await notaIn(raiz)).conflictos).toHaveLength(1);
    await decidir(raiz, "secretaria");
    expect((await correr(raiz, 4)).alLibro).toEqual([]);
    expect(await notaIn(raiz)).toMatchObject({ cuando: "4 de octubre de 2017, 06:00", conflictos: [] });
    await expectRest(raiz, 5);
  });

  it("tells of rows that one side has alone", async () => {
    const raiz = await makeEspacio();
    await edit(raiz, "canonico.xlsx", ["S-01", "codigo", "S-09"]);
    await edit(raiz, salud, ["S-01", "ejecucion2017", 7]);
    await correr(raiz, 3, 4);
    const celda = await placeOf(raiz, "codigo", 0);
    expect(await notaIn(raiz)).toMatchObject({
      conflictos: [{ clase: "fila-retirada", celda, codigo: "S-01", planeacion: "" }],
    });
    await expectRest(raiz, 4, 4);
  });

  const closed: readonly [how: string, close: (path: string) => Promise<void>][] = [
    ["open", (path) => writeFile(join(path, "..", "~$salud.xlsx"), "alguien")],
    ["read-only", (path) => chmod(path, 0o444)],
    ["signed", sign],
  ];

  it.each(closed)(
    "is left out of a workbook that is %s, and what is merged is merged all the same",
    async (_, close) => {
      const raiz = await makeEspacio();
      await discrepar(raiz);
      await close(join(raiz, salud));
      const before = await bytesOf(raiz);
      const { escritos, estados, pendientes } = await correr(raiz, 3, 4);
      expect([escritos.includes(salud), estados["salud"], pendientes]).toEqual([false, "mezclada", []]);
      expect((await bytesOf(raiz))[salud]).toBe(before[salud]);
      expect(await cellOf(raiz, "canonico.xlsx", "S-01", "ejecucion2017")).toBe(7);
      await expectRest(raiz, 4, 4);
    },
  );

  it("comes late where a workbook was open, with the next merge after it was closed", async () => {
    const raiz = await makeEspacio();
    await discrepar(raiz);
    const lock = join(raiz, "libros/~$salud.xlsx");
    await writeFile(lock, "alguien");
    await correr(raiz, 3, 4);
    await rm(lock);
    await expectRest(raiz, 4, 4);
    await edit(raiz, salud, ["S-02", "ejecucion2017", 6]);
    await correr(raiz, 5, 4);
    const late = { cuando: "5 de octubre de 2017, 06:00", recibidas: 0, enviadas: 1 };
    expect(await notaIn(raiz)).toMatchObject({ ...late, conflictos: [{ codigo: "S-01" }] });
    await edit(raiz, salud, ["S-02", "ejecucion2017", 7]);
    await correr(raiz, 6, 4);
    expect(await notaIn(raiz)).toMatchObject(late);
  });

  const theirs: readonly [what: string, value: string | number][] = [
    ["a text of theirs", "ver con Marta"],
    ["a number", 12],
    ["a note that somebody changed", "2 de octubre de 2017, 06:00 · 1 celda vino de planeación, y ya"],
  ];

  it.each(theirs)("does not take the place of %s", async (_, value) => {
    const raiz = await makeEspacio();
    await writeCell(raiz, value);
    await discrepar(raiz);
    const before = await bytesOf(raiz);
    expect((await correr(raiz, 3, 4)).escritos).not.toContain(salud);
    expect((await bytesOf(raiz))[salud]).toBe(before[salud]);
    await edit(raiz, "canonico.xlsx", ["S-02", "meta2017", 12]);
    expect((await correr(raiz, 4, 4)).escritos).toContain(salud);
    expect(await cellAt(raiz, salud)).toBe(value);
  });
});

interface Dicho {
  readonly code: number;
  readonly escritos: readonly string[];
  readonly estados: Readonly<Record<string, string>>;
  readonly alLibro: readonly unknown[];
  readonly pendientes: readonly unknown[];
  readonly audit: readonly { readonly tipo: string; readonly hacia?: string | undefined }[];
}

/** A run at six o'clock of a day in October, with the exit code it is to end with. */
async function correr(raiz: string, dia: number, code = 0): Promise<Dicho> {
  const lines = (await auditOf(raiz)).length;
  const now = new Date(`2017-10-${String(dia).padStart(2, "0")}T06:00:00-05:00`);
  const said = await runMetas(["sincronizar", "--json"], raiz, { now: () => now });
  expect([said.code, said.err]).toEqual([code, said.err]);
  const { escritos, secretarias, pendientes } = sincronizarSchema.parse(said.json());
  return {
    code: said.code,
    escritos: escritos.map((path) => path.slice(raiz.length + 1)),
    estados: Object.fromEntries(secretarias.map(({ secretaria, estado }) => [secretaria, estado])),
    alLibro: secretarias.flatMap(({ alLibro }) => alLibro),
    pendientes,
    audit: (await auditOf(raiz)).slice(lines),
  };
}

const lineaSchema = z.object({ dato: z.object({ tipo: z.string(), hacia: z.string().optional() }) });

async function auditOf(raiz: string): Promise<Dicho["audit"]> {
  const text = await readFile(join(raiz, ".metas/auditoria.jsonl"), "utf8");
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => lineaSchema.parse(JSON.parse(line)).dato);
}

/** One more run changes no byte. */
async function expectRest(raiz: string, dia: number, code = 0): Promise<void> {
  const before = await bytesOf(raiz);
  expect((await correr(raiz, dia, code)).escritos).toEqual([]);
  expect(await bytesOf(raiz)).toEqual(before);
}

async function discrepar(raiz: string): Promise<void> {
  await edit(raiz, salud, ["S-01", "ejecucion2017", 7]);
  await edit(raiz, "canonico.xlsx", ["S-01", "ejecucion2017", 8]);
}

async function decidir(raiz: string, con: string): Promise<void> {
  const listed = z.object({ conflictos: z.array(z.object({ id: z.string() })) });
  const { conflictos } = listed.parse((await runMetas(["conflictos", "--json"], raiz)).json());
  for (const { id } of conflictos) await runMetas(["conflictos", "--resolver", id, "--con", con], raiz);
}

/** Only the sheet's part differs, and in it only the cell of the note. */
async function expectOnlyNota(raiz: string, before: Buffer): Promise<void> {
  const after = await readFile(join(raiz, salud));
  expect(changedEntries(before, after)).toEqual(["xl/worksheets/sheet1.xml"]);
  const { row, column } = await placeOfNota(raiz);
  const change = { row, column, value: z.string().parse(await cellAt(raiz, salud)) };
  expect(bookCells(after)).toEqual(withChanges(bookCells(before), "Indicadores", [change]));
}

async function notaIn(raiz: string): Promise<NotaSync> {
  const nota = parseNota(z.string().parse(await cellAt(raiz, salud)));
  if (nota === null) throw new Error("no note");
  return nota;
}

/** What stands in the cell for the note. */
async function cellAt(raiz: string, file: string): Promise<Cell> {
  const { row, column } = await placeOfNota(raiz);
  const { rows } = readWorkbook(await readFile(join(raiz, file)), file).readGrid("Indicadores");
  return rows.find((each) => each.row === row)?.cells[column] ?? null;
}

async function placeOfNota(raiz: string): Promise<{ readonly row: number; readonly column: number }> {
  const { definedNames } = readWorkbook(await readFile(join(raiz, salud)), salud);
  const place = parseA1(definedNames.find(({ name }) => name === notaCampo.name)?.refersTo.split("!")[1] ?? "");
  if (place === null) throw new Error("no cell for the note");
  return place;
}

/** Address of a column in one of the rows. */
async function placeOf(raiz: string, key: string, index: number): Promise<string> {
  const grid = readWorkbook(await readFile(join(raiz, salud)), salud).readGrid("Indicadores");
  const layout = matchLayout(grid, planPrueba);
  return a1((layout?.firstDataRow ?? -1) + index, layout?.columns.get(key) ?? -1);
}

async function writeCell(raiz: string, value: string | number): Promise<void> {
  const path = join(raiz, salud);
  const change = { ...(await placeOfNota(raiz)), value };
  await writeFile(path, patchWorkbook(await readFile(path), salud, "Indicadores", [change]));
}

/** As Office leaves a workbook that somebody signed: no cell of it can be changed without breaking that. */
async function sign(path: string): Promise<void> {
  const zip = openZip(await readFile(path), path);
  const parts = zip.entries.map((entry) => [entry.name, zip.inflate(entry)] as const);
  await writeFile(path, zipParts({ ...Object.fromEntries(parts), "_xmlsignatures/origin.sigs": "" }));
}
