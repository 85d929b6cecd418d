import { describe, expect, it } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import { hoja, libro } from "./preview/libro-prueba.ts";
import { openPane, type TestPane } from "./pane.ts";

const encabezados = ["Código", "Indicador", "Meta 2017", "Ejecución 2017"];
const filas = (...ultimos: readonly number[]): Cell[][] =>
  ultimos.map((ultimo) => [`4401003000${ultimo}`, "Uno", 20, 10]);
const resumen = hoja("Resumen", [encabezados, ...filas(1)]);
const detalle = hoja("Detalle", [encabezados, ...filas(1, 2, 3)]);
const otroAno = hoja("2016", [["Vigencia", 2016], encabezados, ...filas(1, 2, 3, 4)]);
const esteAno = hoja("2017", [["Vigencia", 2017], encabezados, ...filas(1, 2, 3)]);

/** What the pane says of a sheet, the way `metas validar` reads the workbook. */
describe("a sheet on screen that is not the one that is read", () => {
  it.each([
    ["a resumen before the rows", [resumen, detalle], "Resumen", "Detalle"],
    ["last year's, which has more rows", [esteAno, otroAno], "2016", "2017"],
  ])("is told of, with the way to it: %s", async (_, grids, activeSheet, seLee) => {
    const pane = openPane(libro(grids, { activeSheet }));
    await pane.actions.start();
    expect(said(pane)).toEqual({ seLee, findings: [] });
    await pane.actions.irAHoja(seLee);
    expect(pane.workbook.activeSheet.name).toBe(seLee);
    expect(said(pane)).toMatchObject({
      seLee: null,
      findings: [expect.stringContaining(`Se leyó la hoja «${seLee}»`)],
    });
  });

  it("is left in peace where it has no rows yet, and is told of by the one that has", async () => {
    const pane = openPane(libro([hoja("Datos", [encabezados, ...filas(1, 2)])]));
    await pane.actions.start();
    expect(said(pane)).toEqual({ seLee: null, findings: [] });
    pane.actions.editarPlantilla({ secretaria: "seguridad-y-justicia" });
    await pane.actions.insertarPlantilla();
    expect(pane.workbook.activeSheet.name).toBe("Indicadores");
    expect(said(pane)).toEqual({ seLee: null, findings: [] });
    // The template's mark goes before any rows.
    await pane.actions.irAHoja("Datos");
    expect(said(pane)).toEqual({ seLee: "Indicadores", findings: [] });
  });

  it("is left in peace where it was only prepared, without a mark", async () => {
    const pane = openPane(libro([hoja("2018", [encabezados]), detalle]));
    await pane.actions.start();
    expect(said(pane)).toEqual({ seLee: null, findings: [] });
  });
});

function said(pane: TestPane): { readonly seLee: string | null; readonly findings: readonly string[] } {
  const { revision, seLee } = pane.revisada();
  const codes = new Set(["otra-hoja-con-indicadores", "indicadores-sin-leer"]);
  return { seLee, findings: revision.findings.filter(({ code }) => codes.has(code)).map(({ message }) => message) };
}
