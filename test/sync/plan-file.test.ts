import { describe, expect, it } from "vitest";
import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import { SyncError } from "../../sync/errors.ts";
import { parseJson } from "../../sync/json-text.ts";
import { parsePlan } from "../../sync/plan-file.ts";

describe("parsePlan", () => {
  it("takes the built-in plan, with a byte order mark too", () => {
    expect(parsePlan(`\uFEFF${planText({})}`, "plan.json").nombre).toBe(cali2016.nombre);
  });

  const mistakes: readonly [changes: object, where: string, message: RegExp][] = [
    [{ nombrre: "x" }, "plan.json", /«nombrre»; ¿quiso decir «nombre»\?/],
    [
      { semaforo: { bajo: "0,4", medio: 0.6, satisfactorio: 0.7, sobresaliente: 0.8 } },
      "semaforo.bajo",
      /un número, no un texto/,
    ],
    [{ semaforo: { bajo: 0.9, medio: 0.6, satisfactorio: 0.7, sobresaliente: 0.8 } }, "semaforo", /de menor a mayor/],
    [{ umbralRezago: 70 }, "umbralRezago", /1 o menos/],
    [{ capacidad: "otra" }, "capacidad", /«neta» o «nivel»/],
    [{ vigencias: [2017, 2016] }, "vigencias[1]", /en orden/],
    [{ vigencias: "2016" }, "vigencias", /una lista, no un texto/],
    [{ secretarias: [] }, "secretarias", /al menos 1/],
    [{ secretarias: [{ id: "Con Mayúsculas", nombre: "x" }] }, "secretarias[0].id", /minúsculas/],
    [{ ejes: [{ numero: "1", nombre: "", componentes: [] }] }, "ejes[0].nombre", /vacío/],
    [{ ejes: [{ numero: "1", nombre: "x", componente: [] }] }, "ejes[0]", /«componentes»/],
    [{ perfilEsperado: "curvo" }, "perfilEsperado", /formas admitidas/],
    [{ codigo: null }, "codigo", /un objeto, no null/],
    [{ entidad: undefined }, "entidad", /falta/],
  ];

  it.each(mistakes)("names the place of %j", (changes, where, message) => {
    const error = failureOf(() => parsePlan(planText(changes), "plan.json"));
    expect(error).toMatchObject({ code: "plan-invalido", exitCode: 2 });
    expect(error.where).toBe(where === "plan.json" ? where : `plan.json › ${where}`);
    expect(error.message).toMatch(message);
    expect(error.message).not.toMatch(/expected|received|invalid|Too /i);
  });
});

describe("parseJson", () => {
  const mistakes: readonly [text: string, line: number, column: number][] = [
    ["", 1, 1],
    ["{", 1, 2],
    ['{\n  "a": 1,\n}', 3, 1],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ["{'a': 1}", 1, 2],
    ["[1, 2", 1, 6],
    ["[1, 02]", 1, 6],
    ['{"a": tru}', 1, 7],
    ['{"a": "sin cerrar}', 1, 7],
    ['{"a": 1} // nota', 1, 10],
    ['{"a" 1}', 1, 6],
    ["[1,]", 1, 4],
  ];

  it.each(mistakes)("finds the first mistake of %j", (text, line, column) => {
    const error = failureOf(() => parseJson(text, "plan.json"));
    expect(error).toMatchObject({ code: "json-invalido", where: `plan.json:${line}:${column}`, exitCode: 2 });
  });

  it("takes what JSON takes", () => {
    const value = { a: [1, -2.5e3, true, null, 'ñ " \\ \u0007 \n'], b: {}, c: [] };
    expect(parseJson(JSON.stringify(value, null, "\t"), "x.json")).toEqual(value);
  });
});

function planText(changes: object): string {
  return JSON.stringify({ ...cali2016, ...changes });
}

function failureOf(work: () => unknown): SyncError {
  try {
    work();
  } catch (error) {
    if (error instanceof SyncError) return error;
    throw error;
  }
  throw new Error("nothing failed");
}
