import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Dato } from "../../../shared/dato.ts";
import { modosReporte, tiposAcumulacion, type Indicador } from "../../../shared/indicador.ts";
import { desempacarFilas, empacarFilas } from "../../../sync/corrida/filas-empacadas.ts";

const texto = fc.oneof(fc.constantFrom("", "Número", "niñas y niños", "4.1"), fc.string({ unit: "grapheme" }));
const motivos = ["sin-dato", "texto", "ambiguo", "fecha", "logico", "error", "sin-calcular"] as const;
const dato: fc.Arbitrary<Dato> = fc.oneof(
  fc.record({ kind: fc.constant("value" as const), value: fc.double({ noNaN: true }) }),
  fc.constant({ kind: "blank" as const }),
  fc.constant({ kind: "np" as const }),
  fc.record({ kind: fc.constant("unknown" as const), why: fc.constantFrom(...motivos) }),
);
const datos = fc.array(dato, { maxLength: 4 });
const indicador: fc.Arbitrary<Indicador> = fc.record({
  codigo: texto,
  secretaria: texto,
  row: fc.nat(1_048_575),
  eje: texto,
  componente: texto,
  programa: texto,
  nombre: texto,
  unidad: texto,
  tipoAcumulacion: fc.constantFrom(null, ...tiposAcumulacion),
  modoReporte: fc.constantFrom(null, ...modosReporte),
  lineaBase: dato,
  metas: datos,
  ejecucion: datos,
  ponderador: dato,
  participacion: dato,
  observaciones: texto,
  planDeChoque: fc.option(texto),
  planCantidad: dato,
  planUnidad: texto,
  planFechaLimite: fc.option(texto),
  planResponsable: texto,
  enlaceResponsable: texto,
});

describe("packed rows", () => {
  test("come out as they went in", () => {
    fc.assert(
      fc.property(fc.array(indicador, { maxLength: 6 }), (indicadores) => {
        expect(desempacarFilas(empacarFilas(indicadores))).toEqual(indicadores);
      }),
    );
  });

  test("hold a text that stands in many rows once", () => {
    fc.assert(
      fc.property(indicador, fc.integer({ min: 1, max: 5 }), (one, times) => {
        const { textos } = empacarFilas(Array.from({ length: times }, () => one));
        expect(new Set(textos).size).toBe(textos.length);
        expect(textos).toEqual(empacarFilas([one]).textos);
      }),
    );
  });

  test("of another shape are refused", () => {
    fc.assert(
      fc.property(fc.array(indicador, { minLength: 1, maxLength: 3 }), fc.nat(), (indicadores, at) => {
        const empacadas = empacarFilas(indicadores);
        const { clases, valores, cuantas } = empacadas;
        expect(() => desempacarFilas({ ...empacadas, cuantas: cuantas + 1 })).toThrow("expected");
        expect(() => desempacarFilas({ ...empacadas, cuantas: cuantas - 1 })).toThrow("expected");
        expect(() => desempacarFilas({ ...empacadas, valores: valores.subarray(0, -1) })).toThrow("expected");
        expect(() => desempacarFilas({ ...empacadas, textos: [] })).toThrow("expected");
        const unknown = Uint8Array.from(clases);
        unknown[at % clases.length] = 9;
        expect(() => desempacarFilas({ ...empacadas, clases: unknown })).toThrow("expected");
      }),
    );
  });
});
