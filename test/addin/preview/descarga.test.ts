import { describe, expect, it } from "vitest";
import { Opened, type Changes } from "../../../addin/preview/changes.ts";
import { describeSaved } from "../../../addin/preview/describe-saved.ts";
import { parseA1 } from "../../../shared/address.ts";
import { fila, makeHoja } from "../../shared/hoja.ts";
import { openPane, workbookOfLibro, type TestPane } from "../pane.ts";

type Doing = (pane: TestPane, at: ReturnType<typeof makeHoja>["at"]) => Promise<void> | void;
type Told = Partial<Omit<Changes, "sheets">>;

/** What is done in the preview, what of it changes tell, and how that is named to whoever downloads the file. */
const casos: readonly (readonly [string, Doing, Told, RegExp | null])[] = [
  ["nothing", () => {}, {}, null],
  ["a figure", (pane, at) => pane.host.type("Indicadores", at(["ejecucion2017", 0]), [["5"]]), { cells: 1 }, null],
  [
    "the highlight",
    (pane) => pane.actions.resaltar(),
    { highlighted: ["Indicadores"] },
    /archivo: .*resaltado en «Indicadores»/,
  ],
  [
    "the highlight, put on and taken off",
    async (pane) => {
      await pane.actions.resaltar();
      await pane.actions.quitarResaltado();
    },
    {},
    null,
  ],
  [
    "a formula",
    (pane, at) => pane.host.type("Indicadores", at(["lineaBase", 0]), [["=1+1"]]),
    { formulas: 1 },
    /archivo: .*1 fórmula/,
  ],
  [
    "the template",
    async (pane) => {
      await pane.actions.insertarPlantilla();
    },
    { newSheets: ["Indicadores (2)"] },
    /archivo: .*la hoja «Indicadores \(2\)»/,
  ],
  [
    "a hidden row that is shown",
    (pane, at) => pane.actions.irA(at(["unidad", 1]), true),
    { hidden: 1 },
    /archivo: .*1 fila o columna/,
  ],
  [
    "a fix that needs another number format",
    async (pane, at) => {
      const cell = at(["ejecucion2016", 0]);
      await pane.actions.corregir(
        pane
          .revisada()
          .fixes.flatMap((group) => group.offers)
          .filter((offer) => offer.cell === cell),
        "Números",
      );
    },
    { cells: 1, formats: 1 },
    /archivo: .*formato de 1 celda/,
  ],
  ["a plan that is taken out", (pane) => pane.actions.quitarPlan(), { settings: true }, /archivo: .*plan/],
];

describe("the downloaded file leaves nothing out without a word", () => {
  it.each(casos)("%s", async (_name, act, told, said) => {
    const { pane, at, opened } = await start();
    await act(pane, at);
    const { sheets: _sheets, ...rest } = opened.changes();
    expect(rest).toEqual({ ...nothing, ...told });
    expect(describeSaved(opened.changes(), { refused: 0, reasons: [] })).toMatch(said ?? /^Descargado con [^.]+\.$/);
  });
});

const nothing: Omit<Changes, "sheets"> = {
  cells: 0,
  formulas: 0,
  newSheets: [],
  deletedSheets: [],
  highlighted: [],
  formats: 0,
  hidden: 0,
  settings: false,
};

async function start(): Promise<{ pane: TestPane; at: ReturnType<typeof makeHoja>["at"]; opened: Opened }> {
  const hoja = makeHoja({
    filas: [fila({ ejecucion2016: "7.480" }), fila({ codigo: "44010030008" })],
    hiddenRows: [1],
  });
  const workbook = workbookOfLibro(hoja.libro, hoja.plan);
  const place = parseA1(hoja.at(["ejecucion2016", 0]));
  if (place === null) throw new Error("no cell");
  const { row, column } = place;
  workbook.activeSheet.restyle({ top: row, bottom: row, left: column, right: column }, (style) => {
    return { ...style, numberFormat: "@" };
  });
  const pane = openPane(workbook);
  const opened = new Opened(workbook);
  await pane.actions.start();
  return { pane, at: (lugar) => hoja.at(lugar), opened };
}
