import { describe, expect, it } from "vitest";
import { reviewAcross } from "../../shared/comparacion.ts";
import { reviewLibro, type Revision } from "../../shared/validate.ts";
import { buildDemoLibro, demoSecretarias, readDemoPlan } from "../../sync/demo/demo.ts";
import { hojaIndicadores } from "../../shared/hojas.ts";
import { readWorkbook } from "../../sync/xlsx/read.ts";
import { referencia } from "../fixtures/referencia-cifras.ts";
import { makeFilas, referenciaIndicadores } from "../shared/filas.ts";

const plan = readDemoPlan();

describe("the demo", () => {
  it("measures Desarrollo Económico as the reference does, by code, name and figures", async () => {
    const { filas } = await review("desarrollo-economico");
    const wanted = new Map(makeFilas(referenciaIndicadores(), plan).map((fila) => [fila.indicador.codigo, fila]));
    expect(filas.map(({ indicador }) => [indicador.codigo, indicador.nombre])).toEqual(
      referencia.map(({ codigo, nombre }) => [codigo, nombre]),
    );
    for (const { indicador, avance, semaforo } of filas) {
      const other = wanted.get(indicador.codigo);
      expect({ codigo: indicador.codigo, avance: avance.avance, brecha: avance.brecha, semaforo }).toEqual({
        codigo: indicador.codigo,
        avance: other?.avance.avance,
        brecha: other?.avance.brecha,
        semaforo: other?.semaforo,
      });
    }
  });

  it("has eight secretarías of 12 to 25 rows, with every tipo and every band, and one without a workbook", async () => {
    const revisiones = await reviewAll();
    expect(revisiones.map(({ filas }) => filas.length).every((count) => count >= 12 && count <= 25)).toBe(true);
    const filas = revisiones.flatMap((revision) => revision.filas);
    expect(new Set(filas.map(({ indicador }) => indicador.tipoAcumulacion)).size).toBe(7);
    expect(new Set(filas.map(({ semaforo }) => semaforo)).size).toBe(6);
    const across = reviewAcross(revisiones, plan);
    const missing = across.filter(({ code }) => code === "secretaria-sin-reporte");
    expect(missing.map(({ secretaria }) => secretaria)).toEqual(["bienestar-social"]);
  });

  it("shows the findings it was made to show", async () => {
    const revisiones = await reviewAll();
    const codes = new Set(revisiones.flatMap(({ findings }) => findings.map(({ code }) => code)));
    expect([...codes]).toEqual(
      expect.arrayContaining([
        "codigo-como-numero",
        "codigo-repetido",
        "numero-como-texto",
        "numero-ambiguo",
        "sin-dato-escrito",
        "porcentaje-y-numero",
        "tipo-indefinido",
        "rezagada-sin-plan",
        "plan-insuficiente",
        "reprogramacion-solicitada",
        "cumplida-con-plan",
        "avance-excesivo",
      ]),
    );
    const insuficiente = revisiones
      .flatMap(({ findings }) => findings)
      .find(({ code, indicador }) => code === "plan-insuficiente" && indicador === "44010010002");
    expect(insuficiente?.message).toMatch(/730.*3\.354/);
  });

  it("labels as example data whatever is invented", () => {
    const names = plan.ejes.flatMap((eje) =>
      eje.componentes.flatMap((each) => [each.nombre, ...each.programas.map(({ nombre }) => nombre)]),
    );
    expect(names.filter((name) => name.includes("(datos de ejemplo)")).length).toBeGreaterThan(15);
  });
});

async function review(id: string): Promise<Revision> {
  const secretaria = plan.secretarias.find((each) => each.id === id);
  if (secretaria === undefined) throw new Error(`no secretaría ${id}`);
  const file = `${id}.xlsx`;
  const workbook = readWorkbook(await buildDemoLibro(secretaria, plan), file);
  return reviewLibro({ file, info: workbook, grid: workbook.readGrid(hojaIndicadores) }, plan);
}

async function reviewAll(): Promise<Revision[]> {
  return Promise.all(demoSecretarias(plan).map(({ id }) => review(id)));
}
