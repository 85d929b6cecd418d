import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnasMezcladas } from "../../../shared/merge/columna-mezclada.ts";
import { describeAviso, describeNoEscritas } from "../../../sync/corrida/aviso.ts";
import type { ResultadoCorrida, ResultadoSecretaria } from "../../../sync/corrida/resultado.ts";
import { lineaCorrida, resumenCorrida } from "../../../sync/corrida/resumen-texto.ts";
import { renderCorrida } from "../../../sync/cli/sincronizar-text.ts";
import { exitCodes, SyncError, type ExitCode } from "../../../sync/errors.ts";
import { patchErrors } from "../../../sync/xlsx/patch-errors.ts";
import { planPrueba as plan } from "../plan-prueba.ts";

describe("the notice of a value typed otherwise on one side", () => {
  const words: Readonly<Record<string, readonly [is: string, written: string]>> = {
    numero: ["es un número", "escrita como texto"],
    fecha: ["es una fecha", "escrita como texto"],
    lista: ["es un texto", "escrita como número"],
    codigo: ["es un texto", "escrita como número"],
    texto: ["es un texto", "escrita como número"],
  };

  it.each(columnasMezcladas(plan))("says of $key what its column holds ($tipo)", ({ key, tipo }) => {
    const { mensaje, accion } = describeAviso(
      { code: "tipo-distinto", codigo: "A", columna: key, lado: "libro" },
      plan,
    );
    for (const word of words[tipo] ?? ["?"]) expect(mensaje).toContain(word);
    expect(accion.includes("número")).toBe(tipo === "numero");
    expect(accion.includes("fecha")).toBe(tipo === "fecha");
  });
});

describe("cells that could not be written", () => {
  const noEscrita = fc.record({
    codigo: fc.stringMatching(/^\d{11}$/),
    columna: fc.constantFrom("meta2016", "meta2017", "nombre", "unidad", "lineaBase", "yaNoEsta"),
    code: fc.constantFrom("patch-format", "patch-merged-cell", "columna-traducida"),
    why: fc.constantFrom("Una razón.", "Otra razón.", "Otra más."),
  });

  it("are told by the column's name with what to do, in few lines, and counted to the last", () => {
    fc.assert(
      fc.property(fc.array(noEscrita, { maxLength: 700 }), (cells) => {
        const told = describeNoEscritas(cells.map(noEscritaOf), plan);
        expect(told.length).toBeLessThanOrEqual(10);
        expect(told.reduce((sum, { mensaje }) => sum + countOf(mensaje), 0)).toBe(cells.length);
        for (const { mensaje, accion } of told) {
          expect(mensaje).not.toMatch(/meta20|lineaBase/);
          expect([...hints, null]).toContain(accion);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("keep their hint, in the page and on the terminal", () => {
    const hint = patchErrors["patch-format"].hint;
    const noEscritas = Array.from({ length: 545 }, (_, at) =>
      noEscritaOf({
        codigo: String(41_040_010_001 + at),
        columna: "meta2016",
        code: "patch-format",
        why: "El formato.",
      }),
    );
    const resultado = corridaOf(exitCodes.partial, [secretariaOf({ noEscritas })]);
    const page = resumenCorrida(resultado, null, plan);
    const terminal = renderCorrida(resultado, plan, { width: 2000, color: false });
    for (const text of [page, terminal]) {
      expect(text).toContain(`«Meta 2016» de 41040010001, 41040010002`);
      expect(text).toContain("y 540 más. El formato.");
      expect(text).toContain(hint);
      expect(text.split("\n").length).toBeLessThan(20);
    }
  });
});

describe("the line of a run that left something for the next", () => {
  const causes: readonly [codes: readonly string[], said: string][] = [
    [["archivo-en-uso"], "Hecho en parte: hay archivos abiertos ·"],
    [["archivo-de-solo-lectura"], "Hecho en parte: hay archivos de solo lectura ·"],
    [["archivo-cambio"], "Hecho en parte: alguien guardó un archivo entre tanto ·"],
    [
      ["archivo-de-solo-lectura", "archivo-en-uso", "archivo-en-uso"],
      "Hecho en parte: hay archivos abiertos y hay archivos de solo lectura ·",
    ],
    [["otra-cosa"], "Hecho en parte: algo no se pudo escribir por ahora ·"],
  ];

  it.each(causes)("says why, for %j", (codes, said) => {
    const errors = codes.map(
      (code) => new SyncError(code, { where: "a", why: "b", hint: "c", exitCode: exitCodes.temporary }),
    );
    const [last, ...others] = errors.toReversed();
    const pendientes = last === undefined ? [] : [{ path: "a", nuevo: null, error: last }];
    const secretarias = [
      ...others.map((error) => secretariaOf({ estado: "omitida", error })),
      // What is not temporary is not what it ends with.
      secretariaOf({ error: new SyncError("libro-no-esta", { where: "a", why: "b", hint: "c", exitCode: 3 }) }),
    ];
    expect(lineaCorrida({ ...corridaOf(exitCodes.temporary, secretarias), pendientes }).startsWith(said)).toBe(true);
  });
});

const hints = Object.values(patchErrors).map(({ hint }) => hint);

/** How many cells a message is about. */
function countOf(mensaje: string): number {
  const left = /^Y (\d+) celdas? más/.exec(mensaje.replaceAll(".", ""));
  if (left !== null) return Number(left[1]);
  const [, cuales = ""] = /^No se pudo escribir «[^»]+» de ([^.]+)\./.exec(mensaje) ?? [];
  const [, more = "0"] = / y (\d+) más$/.exec(cuales) ?? [];
  return cuales.split(", ").length + Number(more);
}

interface CeldaDicha {
  readonly codigo: string;
  readonly columna: string;
  readonly code: string;
  readonly why: string;
}

function noEscritaOf({ codigo, columna, code, why }: CeldaDicha): ResultadoSecretaria["noEscritas"][number] {
  return { code, why, edicion: { codigo, columna, antes: null, despues: 1, regla: "dueno-planeacion" } };
}

function secretariaOf(part: Partial<ResultadoSecretaria>): ResultadoSecretaria {
  return {
    secretaria: "salud",
    nombre: "Secretaría de Salud",
    file: "salud.xlsx",
    estado: "mezclada",
    error: null,
    alLibro: [],
    alCanonico: [],
    noEscritas: [],
    conflictos: [],
    cerrados: [],
    avisos: [],
    hallazgos: null,
    revision: null,
    ...part,
  };
}

function corridaOf(exitCode: ExitCode, secretarias: readonly ResultadoSecretaria[]): ResultadoCorrida {
  return {
    corrida: "20171002-083000-4f2a",
    momento: "2017-10-02T08:30:00-05:00",
    simulada: false,
    exitCode,
    secretarias,
    avisosCanonico: [],
    cambios: [],
    conflictos: [],
    escritos: [],
    pendientes: [],
    recuperada: null,
    memoriaRehecha: false,
    consolidado: "consolidado.xlsx",
    canonico: "canonico.xlsx",
  };
}
