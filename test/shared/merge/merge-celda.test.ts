import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pendingCell, type Cell } from "../../../shared/cell.ts";
import type { ColumnaMezclada } from "../../../shared/merge/columna-mezclada.ts";
import type { Conflicto, Decision } from "../../../shared/merge/conflicto.ts";
import { judge, mergeCelda, type CeldaMezclada } from "../../../shared/merge/merge-celda.ts";
import { errorCell, percent } from "../sheet.ts";

const meta: ColumnaMezclada = { key: "meta2017", dueno: "planeacion", tipo: "numero", enPuntos: false };
const ejecucion: ColumnaMezclada = { key: "ejecucion2017", dueno: "secretaria", tipo: "numero", enPuntos: false };
const no = undefined;

/** What each holds afterwards, and `disputa` as ancestor / planeación / secretaría. */
type Outcome = readonly [
  ancestro: Cell | undefined,
  canonico: Cell | undefined,
  libro: Cell | undefined,
  claims?: string,
];

describe("a cell that nothing is pending of", () => {
  test.each<[string, ColumnaMezclada, Cell | undefined, Cell | undefined, Cell | undefined, Outcome]>([
    ["nobody", meta, 1, 1, 1, [1, 1, 1]],
    ["planeación its own", meta, 1, 2, 1, [2, 2, 2]],
    ["planeación blanks its own", meta, 1, null, 1, [null, null, null]],
    ["both alike", meta, 1, 2, 2, [2, 2, 2]],
    ["both alike, typed apart", meta, 1, 2, "2", [2, 2, "2"]],
    ["typed apart only", meta, 1, "1", 1, [1, "1", 1]],
    ["the secretaría what is planeación's", meta, 1, 1, 2, [1, 1, 2, "1/1/2"]],
    ["the secretaría blanks what is planeación's", meta, 1, 1, " ", [1, 1, " ", '1/1/" "']],
    ["both apart, planeación's", meta, 1, 2, 3, [1, 2, 3, "1/2/3"]],
    ["the secretaría its own", ejecucion, 1, 1, 2, [2, 2, 2]],
    ["the secretaría blanks its own", ejecucion, 1, 1, null, [null, null, null]],
    ["planeación what is the secretaría's", ejecucion, 1, 2, 1, [1, 1, 1, "1/2/1"]],
    ["both apart, the secretaría's", ejecucion, 1, 2, 3, [1, 3, 3, "1/2/3"]],
    [
      "a number becomes a percentage",
      ejecucion,
      12.5,
      12.5,
      percent(0.125),
      [percent(0.125), percent(0.125), percent(0.125)],
    ],
    ["never agreed, equal", meta, no, 1, "1", [1, 1, "1"]],
    ["never agreed, planeación's alone", meta, no, 1, null, [1, 1, 1]],
    ["never agreed, planeación's is blank", meta, no, null, 1, [no, null, 1, "null/null/1"]],
    ["never agreed, two values of planeación's", meta, no, 1, 2, [no, 1, 2, "null/1/2"]],
    ["never agreed, the secretaría's alone", ejecucion, no, null, 1, [1, 1, 1]],
    ["never agreed, the secretaría's is blank", ejecucion, no, 1, "", [no, "", "", 'null/1/""']],
    ["never agreed, two values of the secretaría's", ejecucion, no, 1, 2, [no, 2, 2, "null/1/2"]],
    ["never agreed, both blank", ejecucion, no, null, " ", [" ", null, " "]],
    ["zero is not blank", ejecucion, no, 0, null, [no, null, null, "null/0/null"]],
    ["no such column in the workbook", meta, 1, 2, no, [1, 2, no]],
    ["no such column in the canonical workbook", ejecucion, 1, no, 2, [1, no, 2]],
    ["no such column anywhere", ejecucion, no, no, no, [no, no, no]],
    ["an error in the workbook", meta, 1, 2, errorCell(), [1, 2, errorCell()]],
    ["an error of its own", ejecucion, 1, 1, errorCell(), [1, 1, errorCell()]],
    ["not calculated in the workbook", ejecucion, 1, 5, pendingCell, [1, 5, pendingCell]],
    ["not calculated in the canonical workbook", ejecucion, 1, pendingCell, 2, [1, pendingCell, 2]],
    ["an error that nobody ever saw otherwise", meta, no, errorCell(), 2, [no, errorCell(), 2]],
  ])("%s", (_, columna, ancestro, canonico, libro, expected) => {
    const merged = mergeCelda({ columna, ancestro, canonico, libro, pendiente: no, decision: no });
    expect(outcomeOf(merged)).toEqual(expected.length === 3 ? [...expected, no] : expected);
    expect(merged.fin).toBeNull();
  });

  test.each<[ColumnaMezclada, Cell, Cell, string]>([
    [meta, 2, 1, "dueno-planeacion"],
    [ejecucion, 1, 2, "dueno-secretaria"],
    [ejecucion, 2, 1, "dueno-prevalece"],
  ])("by rule %#", (columna, canonico, libro, regla) => {
    const merged = mergeCelda({ columna, ancestro: 1, canonico, libro, pendiente: no, decision: no });
    expect(merged.regla).toBe(regla);
  });
});

/** Ancestor 1, planeación wanted 2, the secretaría has 3. */
const enMeta: Conflicto = pendiente("meta2017", 1, 2, 3);
const enEjecucion: Conflicto = pendiente("ejecucion2017", 1, 2, 3);
const soloPlaneacion: Conflicto = pendiente("ejecucion2017", 1, 2, 1);
/** Planeación typed the agreed value over what was shown. */
const insiste: Conflicto = pendiente("ejecucion2017", 1, 1, 3);
const soloSecretaria: Conflicto = pendiente("meta2017", 1, 1, 3);

const planeacion: Decision = { gana: "planeacion" };
const secretaria: Decision = { gana: "secretaria" };
const otro = (valor: Cell): Decision => ({ gana: "otro", valor });

describe("a cell with a pending conflict", () => {
  test.each<[string, Conflicto, Cell | undefined, Cell | undefined, Decision | undefined, Outcome, string | null]>([
    ["nobody, planeación's", enMeta, 2, 3, no, [1, 2, 3], null],
    ["nobody, typed apart", enMeta, "2", "3", no, [1, "2", "3"], null],
    ["nobody, the secretaría's", enEjecucion, 3, 3, no, [1, 3, 3], null],
    ["nobody, planeación's claim alone", soloPlaneacion, 1, 1, no, [1, 1, 1], null],
    ["planeación types its claim again", enEjecucion, 2, 3, no, [1, 3, 3], null],
    ["planeación gives in", enMeta, 3, 3, no, [3, 3, 3], "acuerdo"],
    ["the secretaría gives in", enMeta, 2, 2, no, [2, 2, 2], "acuerdo"],
    ["the secretaría comes to planeación's claim", enEjecucion, 3, 2, no, [2, 2, 2], "acuerdo"],
    ["both come to a third value", enMeta, 4, 4, no, [4, 4, 4], "acuerdo"],
    ["both go back, planeación's", enMeta, 1, 1, no, [1, 1, 1], "acuerdo"],
    ["both come to a third value, the secretaría's", enEjecucion, 4, 4, no, [4, 4, 4], "acuerdo"],
    ["planeación goes on, planeación's", enMeta, 4, 3, no, [1, 4, 3, "1/4/3"], "superado"],
    ["planeación goes back, planeación's", enMeta, 1, 3, no, [1, 1, 3, "1/1/3"], "superado"],
    ["the secretaría goes on, planeación's", enMeta, 2, 4, no, [1, 2, 4, "1/2/4"], "superado"],
    ["the secretaría goes back, planeación's", enMeta, 2, 1, no, [2, 2, 2], "superado"],
    ["the secretaría goes back, planeación's untouched", soloSecretaria, 1, 1, no, [1, 1, 1], "acuerdo"],
    ["both go on, planeación's", enMeta, 4, 5, no, [1, 4, 5, "1/4/5"], "superado"],
    ["planeación goes on, the secretaría's", enEjecucion, 4, 3, no, [1, 3, 3, "1/4/3"], "superado"],
    ["planeación types the ancestor, the secretaría's", enEjecucion, 1, 3, no, [1, 3, 3, "1/1/3"], "superado"],
    ["the secretaría goes on, its own", enEjecucion, 3, 4, no, [1, 4, 4, "1/2/4"], "superado"],
    ["the secretaría goes back, its own", enEjecucion, 3, 1, no, [1, 1, 1, "1/2/1"], "superado"],
    ["the secretaría starts, planeación's claim alone", soloPlaneacion, 1, 4, no, [1, 4, 4, "1/2/4"], "superado"],
    ["both go on, the secretaría's", enEjecucion, 4, 5, no, [1, 5, 5, "1/4/5"], "superado"],
    ["the secretaría goes on against the ancestor typed", insiste, 3, 4, no, [1, 4, 4, "1/1/4"], "superado"],
    ["the secretaría comes back to the ancestor typed", insiste, 3, 1, no, [1, 1, 1], "acuerdo"],

    ["planeación's value", enMeta, 2, 3, planeacion, [2, 2, 2], "planeacion"],
    ["the secretaría's value", enMeta, 2, 3, secretaria, [3, 3, 3], "secretaria"],
    ["another value", enMeta, 2, 3, otro(9), [9, 9, 9], "otro"],
    ["a blank", enMeta, 2, 3, otro(null), [null, null, null], "otro"],
    ["planeación's value for the secretaría's", enEjecucion, 3, 3, planeacion, [2, 2, 2], "planeacion"],
    ["the secretaría's own", enEjecucion, 3, 3, secretaria, [3, 3, 3], "secretaria"],
    ["the secretaría's own, planeación's claim alone", soloPlaneacion, 1, 1, secretaria, [1, 1, 1], "secretaria"],
    ["the ancestor typed", insiste, 3, 3, planeacion, [1, 1, 1], "planeacion"],
    ["planeación typed what it decided", enEjecucion, 2, 3, planeacion, [2, 2, 2], "planeacion"],
    ["planeación typed another value and decided it", enMeta, 9, 3, otro(9), [9, 9, 9], "otro"],
    ["the secretaría typed what was decided", enMeta, 2, 9, otro("9"), ["9", "9", 9], "otro"],
    ["what nobody can read is not decided", enMeta, 2, 3, otro(errorCell()), [1, 2, 3], null],

    ["decided, but the secretaría went on", enMeta, 2, 4, planeacion, [1, 2, 4, "1/2/4"], "superado"],
    ["decided for it, but the secretaría went on", enEjecucion, 3, 4, secretaria, [1, 4, 4, "1/2/4"], "superado"],
    ["decided, but planeación went on", enMeta, 4, 3, secretaria, [1, 4, 3, "1/4/3"], "superado"],
    ["decided for it, but planeación went on", enMeta, 4, 3, planeacion, [1, 4, 3, "1/4/3"], "superado"],
    ["decided, but both went on", enMeta, 4, 5, otro(9), [1, 4, 5, "1/4/5"], "superado"],

    ["no such column now", enMeta, 2, no, planeacion, [1, 2, no], null],
    ["no such column in the canonical workbook now", enMeta, no, 3, planeacion, [1, no, 3], null],
    ["an error now", enEjecucion, 3, errorCell(), secretaria, [1, 3, errorCell()], null],
  ])("%s", (_, conflicto, canonico, libro, decision, expected, fin) => {
    const columna = conflicto.columna === "meta2017" ? meta : ejecucion;
    const merged = mergeCelda({ columna, ancestro: 1, canonico, libro, pendiente: conflicto, decision });
    expect(outcomeOf(merged)).toEqual(expected.length === 3 ? [...expected, no] : expected);
    expect(merged.fin).toBe(fin);
  });

  test.each<[Conflicto, Cell, Cell, Decision | undefined, string]>([
    [enMeta, 2, 3, secretaria, "decision"],
    [enEjecucion, 2, 3, no, "dueno-prevalece"],
    [enEjecucion, 3, 2, no, "dueno-secretaria"],
    [enEjecucion, 3, 4, no, "dueno-prevalece"],
    [enMeta, 2, 1, no, "dueno-planeacion"],
  ])("by rule %#", (conflicto, canonico, libro, decision, regla) => {
    const columna = conflicto.columna === "meta2017" ? meta : ejecucion;
    const merged = mergeCelda({ columna, ancestro: 1, canonico, libro, pendiente: conflicto, decision });
    expect(merged.regla).toBe(regla);
  });

  test("where nothing was ever agreed, a secretaría that blanks its claim withdraws it", () => {
    const conflicto = pendiente("meta2017", null, 2, 3);
    const merged = mergeCelda({
      columna: meta,
      ancestro: no,
      canonico: 2,
      libro: null,
      pendiente: conflicto,
      decision: no,
    });
    expect(outcomeOf(merged)).toEqual([2, 2, 2, no]);
    expect(merged.fin).toBe("superado");
  });
});

describe("who is called ours", () => {
  const cell = fc.constantFrom<Cell>(null, 1, 2, "1", percent(0.01), "1 %", "NP", 3);
  const any = fc.option(cell, { nil: undefined });

  test("makes no difference to whose value flows and what is a conflict", () => {
    fc.assert(
      fc.property(any, cell, cell, (ancestro, one, other) => {
        const mine = mergeCelda({ columna: meta, ancestro, canonico: one, libro: other, pendiente: no, decision: no });
        const theirs = mergeCelda({
          columna: { ...meta, dueno: "secretaria" },
          ancestro,
          canonico: other,
          libro: one,
          pendiente: no,
          decision: no,
        });
        const { disputa } = mine;
        expect(theirs.ancestro).toEqual(mine.ancestro);
        expect(theirs.disputa).toEqual(
          disputa && { ancestro: disputa.ancestro, planeacion: disputa.propio, propio: disputa.planeacion },
        );
        // In a conflict each canonical workbook shows its owner's value, which is not the same one's.
        const shown = disputa === null ? [theirs.libro, theirs.canonico] : [one, other];
        expect(shown).toEqual([mine.canonico, mine.libro]);
      }),
      { numRuns: 20_000 },
    );
  });

  test.each<[Cell | undefined, Cell, Cell, string]>([
    [1, 1, 1, "iguales"],
    [1, 2, 2, "iguales"],
    [1, 2, 1, "dueno"],
    [1, 1, 2, "conflicto"],
    [1, 2, 3, "conflicto"],
    [no, 2, null, "dueno"],
    [no, null, 2, "conflicto"],
    [no, 1, 2, "conflicto"],
    [null, 1, null, "dueno"],
  ])("ancestor %j, owner %j, other %j: %s", (ancestro, dueno, ajeno, fallo) => {
    expect(judge(ancestro, dueno, ajeno, meta)).toBe(fallo);
  });
});

function outcomeOf({ ancestro, canonico, libro, disputa }: CeldaMezclada): readonly (Cell | undefined)[] {
  const claims =
    disputa === null
      ? undefined
      : [disputa.ancestro, disputa.planeacion, disputa.propio].map((each) => JSON.stringify(each)).join("/");
  return [ancestro, canonico, libro, claims];
}

function pendiente(columna: string, ancestro: Cell, deplaneacion: Cell, propio: Cell): Conflicto {
  const id = JSON.stringify([columna, ancestro, deplaneacion, propio]);
  return {
    id,
    clase: "celda",
    secretaria: "salud",
    codigo: "A",
    columna,
    ancestro,
    planeacion: deplaneacion,
    propio,
  };
}
