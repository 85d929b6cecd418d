import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../shared/cell.ts";
import { a1 } from "../../shared/address.ts";
import {
  describeMomento,
  formatNota,
  parseNota,
  valorNota,
  type ConflictoNota,
  type NotaSync,
} from "../../shared/nota-sync.ts";
import { fecha, errorCell, percent } from "./sheet.ts";

const vacia: NotaSync = {
  cuando: "2 de octubre de 2017, 06:00",
  recibidas: 0,
  enviadas: 0,
  conflictos: [],
  otros: 0,
};
const meta: ConflictoNota = { clase: "celda", celda: "N8", codigo: "44010030007", planeacion: "25" };

/** Texts with everything that the note itself is written with, and what no line bears. */
const texts = fc.oneof(
  fc.string({ unit: "binary" }),
  fc
    .array(
      fc.constantFrom('"', '""', ", ", ")", "(", " y ", "3 más", "\n", "\r\n", "\u00A0", " · ", "planeación: ", "N8"),
    )
    .map((parts) => parts.join("")),
  fc.constantFrom("en blanco", "1.234,5", "-3", "12,5 %", "15/12/2017", "0", "x".repeat(33_000), '"'.repeat(33_000)),
);
const conflictos = fc.record<ConflictoNota>({
  clase: fc.constantFrom("celda", "fila-retirada", "fila-nueva"),
  celda: fc.tuple(fc.nat(1_048_575), fc.nat(16_383)).map(([row, column]) => a1(row, column)),
  codigo: fc.oneof(fc.constantFrom("44010030007", "S-01"), texts),
  planeacion: texts,
});
const notas = fc.record<NotaSync>({
  cuando: fc
    .date({ min: new Date("1900-01-01T00:00:00Z"), max: new Date("2999-12-31T00:00:00Z"), noInvalidDate: true })
    .map((date) => describeMomento(date.toISOString().replace("Z", "-05:00"))),
  recibidas: fc.nat(),
  enviadas: fc.nat(),
  conflictos: fc.array(conflictos, { maxLength: 24 }),
  otros: fc.nat(3000),
});

describe("the note of a run", () => {
  const lines: readonly [nota: Partial<NotaSync>, text: string][] = [
    [{}, "0 celdas vinieron de planeación, 0 fueron a planeación"],
    [{ recibidas: 1, enviadas: 1 }, "1 celda vino de planeación, 1 fue a planeación"],
    [
      {
        recibidas: 3,
        enviadas: 1200,
        conflictos: [meta, { ...meta, celda: "D12", codigo: "S 1", planeacion: 'un "x", y' }],
      },
      '3 celdas vinieron de planeación, 1.200 fueron a planeación · Por decidir: N8 de 44010030007 (planeación: 25), D12 de "S 1" (planeación: "un ""x"", y")',
    ],
    [
      { conflictos: [{ ...meta, planeacion: "" }], otros: 2 },
      "0 celdas vinieron de planeación, 0 fueron a planeación · Por decidir: N8 de 44010030007 (planeación: en blanco) y 2 más",
    ],
    [
      {
        conflictos: [
          { clase: "fila-nueva", celda: "A8", codigo: "S-01", planeacion: "" },
          { clase: "fila-retirada", celda: "A9", codigo: "S-02", planeacion: "" },
        ],
      },
      "0 celdas vinieron de planeación, 0 fueron a planeación · Por decidir: A8 de S-01 (planeación no tiene la fila), A9 de S-02 (planeación quitó la fila)",
    ],
    [{ otros: 2 }, "0 celdas vinieron de planeación, 0 fueron a planeación · Por decidir: 2 fuera de esta hoja"],
  ];

  it.each(lines)("says %o in one line, and is read from it", (changes, text) => {
    const nota = { ...vacia, ...changes };
    expect(formatNota(nota)).toBe(`2 de octubre de 2017, 06:00 · ${text}`);
    expect(parseNota(formatNota(nota))).toEqual(nota);
  });

  it("is read as it was written, whatever people typed: long texts cut, blanks joined, of many the first", () => {
    fc.assert(
      fc.property(notas, (nota) => {
        const text = formatNota(nota);
        const listed = nota.conflictos.slice(0, 20);
        expect(parseNota(text)).toEqual({
          ...nota,
          conflictos: listed.map((each) => ({
            ...each,
            codigo: shown(each.codigo),
            planeacion: each.clase === "celda" ? shown(each.planeacion) : "",
          })),
          otros: nota.otros + nota.conflictos.length - listed.length,
        });
        expect(text).not.toMatch(/[\n\r\t]/);
        expect(text.length).toBeLessThan(5000);
      }),
      { numRuns: 2000 },
    );
  });

  it("is nothing that somebody has changed", () => {
    const text = formatNota({ ...vacia, conflictos: [meta, { ...meta, planeacion: 'a "b"' }], otros: 1 });
    for (let at = 0; at < text.length; at++) {
      // Every cut that still is a note is a shorter one of its own.
      const nota = parseNota(text.slice(0, at));
      expect(nota === null || formatNota(nota) === text.slice(0, at)).toBe(true);
    }
    for (const other of ["", "x", `${text}.`, ` ${text}`, text.replace(" de planeación", ""), text.replace("(", "")]) {
      expect(parseNota(other)).toBeNull();
    }
  });

  const values: readonly [cell: Cell, text: string][] = [
    [null, ""],
    [" ", ""],
    [0, "0"],
    [15_367.25, "15.367,25"],
    [percent(0.125), "12,5 %"],
    [fecha("2017-12-15"), "15/12/2017"],
    [true, "VERDADERO"],
    [errorCell("#N/A"), "#N/A"],
    [{ kind: "pending" }, "sin calcular"],
    [" uno\r\n  dos\u0007", "uno dos"],
    ["x".repeat(41), `${"x".repeat(39)}…`],
  ];

  it.each(values)("shows %o as «%s»", (cell, text) => {
    expect(valorNota(cell)).toBe(text);
  });
});

/** What a line shows of a text, said another way. */
function shown(text: string): string {
  const words = [...text.matchAll(/[^\s\p{Cc}]+/gu)].map(([word]) => word).join(" ");
  if (words.length <= 40) return words;
  const cut = words.slice(0, 39);
  return `${(/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut).trimEnd()}…`;
}
