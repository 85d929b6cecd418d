import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blankDato, npDato, valueDato } from "../../shared/dato.ts";
import { FilasLigeras, lightenFilas } from "../../shared/fila-ligera.ts";
import { makeCifras, makeIndicador } from "./cifras.ts";
import { makeFilas } from "./filas.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();

describe("light rows in columns", () => {
  it("are the rows, whatever they report", () => {
    const cifra = fc.oneof(fc.integer({ min: -10, max: 300 }), fc.double({ min: 0, max: 2, noNaN: true }));
    const celda = fc.oneof(cifra, fc.constantFrom("np" as const, "?" as const, null));
    const dato = fc.oneof(fc.constant(blankDato), fc.constant(npDato), cifra.map(valueDato));
    const fila = fc.record({
      codigo: fc.constantFrom("", "41010010001", "41010010002", "44030020006"),
      secretaria: fc.constantFrom("", "cultura", "salud"),
      programa: fc.constantFrom("Programa 1", "Programa 2"),
      meta: celda,
      ejecucion: celda,
      ponderador: dato,
      participacion: dato,
    });
    fc.assert(
      fc.property(fc.array(fila, { maxLength: 12 }), (rows) => {
        const indicadores = rows.map(({ meta, ejecucion, ...rest }) =>
          makeIndicador(makeCifras("flujo", null, 0, [1, meta], [1, ejecucion]), rest),
        );
        const filas = makeFilas(indicadores, plan, ["41010010002"]);
        const ligeras = new FilasLigeras(filas, plan);
        expect([...ligeras]).toEqual([...lightenFilas(filas)]);
        expect(ligeras).toHaveLength(filas.length);
        expect(() => ligeras.at(filas.length)).toThrow("no row");
      }),
    );
  });
});
