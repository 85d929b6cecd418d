import { describe, expect, it } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import type { Reporte } from "../../shared/read.ts";
import { reviewLibro, type Revision } from "../../shared/validate.ts";
import { consolidarLibros, type LibroLeido } from "../../sync/consolidar.ts";
import { SyncError } from "../../sync/errors.ts";
import { fila, makeHoja, planDePrueba } from "../shared/hoja.ts";

function leido(file: string, titulo: Readonly<Record<string, Cell>>, codigos: readonly string[]): LibroLeido {
  const { libro } = makeHoja({ file, titulo, filas: codigos.map((codigo) => fila({ codigo })) });
  return { path: file, revision: reviewLibro(libro, planDePrueba), error: null };
}

describe("which workbooks count", () => {
  it("leaves out another vigencia's figures, and those of none", async () => {
    const { consolidado, omitidos } = await consolidarLibros(
      [
        leido("a.xlsx", {}, ["44010010002"]),
        leido("b.xlsx", { secretaria: "Secretaría de Seguridad y Justicia" }, ["44010010003"]),
        leido("c.xlsx", { vigencia: 2018, corte: "30/06/2018" }, ["44010010004"]),
        leido("d.xlsx", { vigencia: null }, ["44010020003"]),
      ],
      planDePrueba,
    );
    expect(omitidos.map(({ path, error }) => [path, error.code])).toEqual([
      ["c.xlsx", "otra-vigencia"],
      ["d.xlsx", "sin-vigencia"],
    ]);
    expect(consolidado.vigencia).toBe(2017);
    expect(consolidado.ciudad.indicadores).toBe(2);
    expect(consolidado.omitidos).toHaveLength(2);
  });

  it("refuses when none is left, with the reason of the one there was", async () => {
    const only = [leido("d.xlsx", { vigencia: null }, ["44010020003"])];
    await expect(consolidarLibros(only, planDePrueba)).rejects.toThrow(SyncError);
    await expect(consolidarLibros(only, planDePrueba)).rejects.toMatchObject({ code: "sin-vigencia" });
  });
});

describe("reviews that are read anew each time", () => {
  const seguridad = { secretaria: "Secretaría de Seguridad y Justicia" };
  const libros = [
    leido("a.xlsx", {}, ["44010010002", "44010010003", "44030020006"]),
    leido("b.xlsx", seguridad, ["44010010004", "44010010003"]),
    leido("c.xlsx", seguridad, ["44010010004", "44020010001"]),
  ];

  it("give the same file as those in memory, however their rows have to do with each other", async () => {
    const orden: string[] = [];
    const { file, consolidado } = await consolidarLibros(
      libros.map((libro) => anew(libro, orden)),
      planDePrueba,
    );
    const codes = new Set(consolidado.findings.map(({ code }) => code));
    expect([...codes]).toEqual(expect.arrayContaining(["codigo-en-dos-secretarias", "secretaria-en-dos-libros"]));
    expect([...consolidado.filas].map(({ cifras }) => cifras.reason)).toContain("codigo-repetido");
    expect((await file.bytes()).equals(await (await consolidarLibros(libros, planDePrueba)).file.bytes())).toBe(true);
  });

  it("are gone through workbook by workbook", async () => {
    const orden: string[] = [];
    await consolidarLibros(
      libros.slice(0, 2).map((libro) => anew(libro, orden)),
      planDePrueba,
    );
    const turns = orden.filter((file, index) => file !== orden[index - 1]);
    // The figures, a código that only b.xlsx shows to be in two workbooks, the sheet Indicadores.
    expect(turns).toEqual(["a.xlsx", "b.xlsx", "a.xlsx", "b.xlsx"]);
  });
});

/** Tells each time that the rows are read. */
function anew({ path, revision }: LibroLeido, orden: string[]): LibroLeido {
  if (revision === null) throw new Error("no review");
  const { reporte } = revision;
  if (reporte === null) throw new Error("no header");
  const { indicadores, ...rest } = reporte;
  const perezoso: Reporte = {
    ...rest,
    get indicadores() {
      orden.push(path);
      return structuredClone(indicadores);
    },
  };
  const perezosa: Revision = { ...revision, reporte: perezoso };
  return { path, revision: perezosa, error: null };
}
