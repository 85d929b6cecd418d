import { describe, expect, test } from "vitest";
import { columnasOf } from "../../shared/layout/columnas.ts";
import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import { planSchema } from "../../shared/plan/schema.ts";
import { parseCodigo } from "../../shared/codigo.ts";
import { referencia } from "../fixtures/referencia-cifras.ts";
import { makePlan } from "./sheet.ts";

describe("the built-in plan", () => {
  const plan = makePlan();

  test("has the bands, the threshold and the reading of the spec by default", () => {
    expect(plan).toMatchObject({
      vigencias: [2016, 2017, 2018, 2019],
      lineaBase: 2015,
      umbralRezago: 0.7,
      semaforo: { bajo: 0.4, medio: 0.6, satisfactorio: 0.7, sobresaliente: 0.8 },
      capacidad: "neta",
      perfilEsperado: "lineal",
    });
    expect(plan.modoReporte).toBeUndefined();
  });

  test("names every level that the reference's codes speak of", () => {
    const numeros = new Set(
      plan.ejes.flatMap((eje) => [
        eje.numero,
        ...eje.componentes.flatMap((each) => [each.numero, ...each.programas.map((programa) => programa.numero)]),
      ]),
    );
    for (const { codigo } of referencia) {
      const partes = parseCodigo(codigo, plan);
      expect([partes?.eje, partes?.componente, partes?.programa].every((each) => numeros.has(each ?? ""))).toBe(true);
    }
  });

  test("survives JSON, and being checked twice", () => {
    expect(planSchema.parse(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  test("no header names two columns", () => {
    const names = columnasOf(plan).flatMap((columna) => columna.nombres);
    expect(names.filter((name, index) => names.indexOf(name) < index)).toEqual([]);
  });
});

describe("what is refused, and where", () => {
  const disposicion = { nombre: "Plan indicativo", filaEncabezado: 5, columnas: { codigo: ["Cod"] } };
  const dispensa = { hallazgo: "meta-baja", motivo: "acta", por: "Planeación", fecha: "2017-10-01" };
  const reprogramacion = { codigo: "44010010004", estado: "solicitada", nota: "Solicita." };
  const otra = { id: "otra", nombre: "Otra" };
  const sde = { id: "sde", nombre: "Desarrollo" };

  test.each<[string, Record<string, unknown>, (string | number)[]]>([
    ["an unknown key", { umbral: 0.7 }, []],
    ["an unknown key deep inside", { secretarias: [{ ...sde, sigla: "SDE" }] }, ["secretarias", 0]],
    ["no secretarías", { secretarias: [] }, ["secretarias"]],
    ["an id with capitals", { secretarias: [{ ...sde, id: "SDE" }] }, ["secretarias", 0, "id"]],
    ["an id twice", { secretarias: [sde, { ...otra, id: "sde" }] }, ["secretarias", 1, "id"]],
    ["a name of two", { secretarias: [sde, { ...otra, alias: ["DESARROLLO"] }] }, ["secretarias", 1]],
    ["vigencias out of order", { vigencias: [2017, 2016] }, ["vigencias", 1]],
    ["a vigencia before the base", { vigencias: [2015, 2016] }, ["vigencias", 0]],
    [
      "bands out of order",
      { semaforo: { bajo: 0.6, medio: 0.4, satisfactorio: 0.7, sobresaliente: 0.8 } },
      ["semaforo"],
    ],
    ["a threshold above 1", { umbralRezago: 70 }, ["umbralRezago"]],
    ["a blank name", { nombre: " " }, ["nombre"]],
    ["an example that is no code", { codigo: { ...cali2016.codigo, ejemplo: "4401" } }, ["codigo", "ejemplo"]],
    [
      "a constant of another width",
      { codigo: { segmentos: [{ nombre: "constante", ancho: 2, valor: "4" }], ejemplo: "4" } },
      ["codigo", "segmentos", 0, "valor"],
    ],
    ["a separador that codes lose", { codigo: { ...cali2016.codigo, separador: " " } }, ["codigo", "separador"]],
    ["an alias of no column", { alias: { metas: ["X {vigencia}"] } }, ["alias", "metas"]],
    ["an alias of another plan's vigencia", { alias: { meta2020: ["X"] } }, ["alias", "meta2020"]],
    ["an alias of the prototype", { alias: { constructor: ["X"] } }, ["alias", "constructor"]],
    ["one alias for all metas", { alias: { meta: ["Meta"] } }, ["alias", "meta"]],
    [
      "a mapping of no column",
      { disposiciones: [{ ...disposicion, columnas: { cod: ["A"] } }] },
      ["disposiciones", 0, "columnas", "cod"],
    ],
    [
      "one header for all ejecuciones",
      { disposiciones: [{ ...disposicion, columnas: { codigo: ["A"], ejecucion: ["Avance"] } }] },
      ["disposiciones", 0, "columnas", "ejecucion"],
    ],
    [
      "words for no column",
      { disposiciones: [{ ...disposicion, valores: { tipo: { A: "Flujo" } } }] },
      ["disposiciones", 0, "valores", "tipo"],
    ],
    [
      "words for a figure",
      { disposiciones: [{ ...disposicion, valores: { lineaBase: { cero: "0" } } }] },
      ["disposiciones", 0, "valores", "lineaBase"],
    ],
    [
      "a tipo that is none",
      { disposiciones: [{ ...disposicion, valores: { tipoAcumulacion: { Incremento: "Creciente" } } }] },
      ["disposiciones", 0, "valores", "tipoAcumulacion"],
    ],
    [
      "a modo that is none",
      { disposiciones: [{ ...disposicion, porDefecto: { modoReporte: "Capacidad" } }] },
      ["disposiciones", 0, "porDefecto", "modoReporte"],
    ],
    [
      "a código for all",
      { disposiciones: [{ ...disposicion, porDefecto: { codigo: "44010010002" } }] },
      ["disposiciones", 0, "porDefecto", "codigo"],
    ],
    [
      "a secretaría among the words",
      { disposiciones: [{ ...disposicion, porDefecto: { secretaria: "SDE" } }] },
      ["disposiciones", 0, "porDefecto", "secretaria"],
    ],
    ["an alias that is another column's header", { alias: { meta2017: ["Ejecución 2017"] } }, ["alias", "meta2017"]],
    ["an alias that is another column's alias", { alias: { nombre: ["Responsable"] } }, ["alias", "nombre"]],
    ["an alias of two", { alias: { eje: ["Nivel 1"], componente: ["NIVEL  1"] } }, ["alias", "componente"]],
    ["an alias of all vigencias that is one's", { alias: { ejecucion: ["Meta {vigencia}"] } }, ["alias", "ejecucion"]],
    ["a componente of another eje", { ejes: [makeEje("4", ["3.1", []])] }, ["ejes", 0, "componentes", 0, "numero"]],
    [
      "a componente that only looks like its eje's",
      { ejes: [makeEje("4", ["41", []])] },
      ["ejes", 0, "componentes", 0, "numero"],
    ],
    [
      "a programa of another componente",
      { ejes: [makeEje("4", ["4.1", ["4.2.1"]])] },
      ["ejes", 0, "componentes", 0, "programas", 0, "numero"],
    ],
    ["an eje twice", { ejes: [makeEje("4"), makeEje("4")] }, ["ejes", 1, "numero"]],
    [
      "a programa twice",
      { ejes: [makeEje("4", ["4.1", ["4.1.1", "4.1.1"]])] },
      ["ejes", 0, "componentes", 0, "programas", 1, "numero"],
    ],
    [
      "a layout of no secretaría",
      { disposiciones: [{ ...disposicion, secretaria: "x" }] },
      ["disposiciones", 0, "secretaria"],
    ],
    [
      "a layout of no vigencia",
      { disposiciones: [{ ...disposicion, vigencia: 2020 }] },
      ["disposiciones", 0, "vigencia"],
    ],
    ["no such day", { dispensas: [{ ...dispensa, fecha: "2017-02-30" }] }, ["dispensas", 0, "fecha"]],
    ["a waiver of no code", { dispensas: [{ ...dispensa, codigo: "4401" }] }, ["dispensas", 0, "codigo"]],
    ["a waiver of no secretaría", { dispensas: [{ ...dispensa, secretaria: "x" }] }, ["dispensas", 0, "secretaria"]],
    [
      "a request for no vigencia",
      { reprogramaciones: [{ ...reprogramacion, metas: { 2020: 5 } }] },
      ["reprogramaciones", 0, "metas", "2020"],
    ],
    [
      "a request of no secretaría",
      { reprogramaciones: [{ ...reprogramacion, secretaria: "x" }] },
      ["reprogramaciones", 0, "secretaria"],
    ],
    [
      "a profile that goes back in time",
      {
        perfilEsperado: [
          { tiempo: 0.5, avance: 0.1 },
          { tiempo: 0.5, avance: 0.2 },
        ],
      },
      ["perfilEsperado"],
    ],
  ])("%s", (_, changes, path) => {
    const result = planSchema.safeParse({ ...cali2016, ...changes });
    expect(
      result.error?.issues.map((issue) => issue.path.map((part) => (typeof part === "symbol" ? "" : part))),
    ).toContainEqual(path);
  });

  test.each<[string, Record<string, unknown>]>([
    ["an alias of its own column", { alias: { nombre: ["INDICADOR", "Nombre del indicador"] } }],
    [
      "componentes with numbers of their own, where códigos do not lead to them",
      {
        codigo: {
          segmentos: [
            { nombre: "eje", ancho: 1 },
            { nombre: "consecutivo", ancho: 4 },
          ],
          ejemplo: "40001",
        },
        ejes: [makeEje("4", ["A", ["X"]])],
        reprogramaciones: [],
      },
    ],
  ])("but not %s", (_, changes) => {
    expect(planSchema.safeParse({ ...cali2016, ...changes }).error?.issues).toBeUndefined();
  });

  test("names the unknown key", () => {
    const { error } = planSchema.safeParse({ ...cali2016, umbral: 0.7 });
    expect(error?.issues).toMatchObject([{ code: "unrecognized_keys", keys: ["umbral"] }]);
  });
});

/** An eje with componentes, each with programas, by number. */
function makeEje(numero: string, ...componentes: readonly (readonly [string, readonly string[]])[]) {
  return {
    numero,
    nombre: "Eje",
    componentes: componentes.map(([each, programas]) => ({
      numero: each,
      nombre: "Componente",
      programas: programas.map((programa) => ({ numero: programa, nombre: "Programa" })),
    })),
  };
}
