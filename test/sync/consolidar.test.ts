import { describe, expect, it } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import { reviewLibro } from "../../shared/validate.ts";
import { consolidarLibros, type LibroLeido } from "../../sync/consolidar.ts";
import { SyncError } from "../../sync/errors.ts";
import { fila, makeHoja, planDePrueba } from "../shared/hoja.ts";

function leido(file: string, titulo: Readonly<Record<string, Cell>>, codigo: string): LibroLeido {
  const { libro } = makeHoja({ file, titulo, filas: [fila({ codigo })] });
  return { path: file, revision: reviewLibro(libro, planDePrueba), error: null };
}

describe("which workbooks count", () => {
  it("leaves out another vigencia's figures, and those of none", async () => {
    const { consolidado, omitidos } = await consolidarLibros(
      [
        leido("a.xlsx", {}, "44010010002"),
        leido("b.xlsx", { secretaria: "Secretaría de Seguridad y Justicia" }, "44010010003"),
        leido("c.xlsx", { vigencia: 2018, corte: "30/06/2018" }, "44010010004"),
        leido("d.xlsx", { vigencia: null }, "44010020003"),
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
    const only = [leido("d.xlsx", { vigencia: null }, "44010020003")];
    await expect(consolidarLibros(only, planDePrueba)).rejects.toThrow(SyncError);
    await expect(consolidarLibros(only, planDePrueba)).rejects.toMatchObject({ code: "sin-vigencia" });
  });
});
