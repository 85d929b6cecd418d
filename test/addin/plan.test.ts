import { describe, expect, it } from "vitest";
import { builtInPlan } from "../../addin/plan/built-in.ts";
import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import { planSchema } from "../../shared/plan/schema.ts";
import { fila, makeHoja } from "../shared/hoja.ts";
import { openPane, workbookOfLibro, type TestPane } from "./pane.ts";

describe("the plan of a workbook", () => {
  it("is the built-in one where the workbook keeps none, exactly as the schema makes it", async () => {
    expect(builtInPlan).toEqual(planSchema.parse(cali2016));
    const pane = open();
    pane.workbook.settings.delete("METAS_PLAN");
    await pane.actions.start();
    expect(pane.revisada().enUso).toMatchObject({ origen: "incluido", archivo: null, problems: [] });
  });

  it("is kept in the workbook once it is loaded, and given up again", async () => {
    const pane = open();
    await pane.actions.start();
    const text = JSON.stringify({ ...cali2016, nombre: "Otro plan", umbralRezago: 0.5 });
    await pane.actions.cargarPlan("plan.json", `\uFEFF${text}`);
    expect(pane.revisada().enUso).toMatchObject({ origen: "libro", archivo: "plan.json" });
    expect(pane.revisada().enUso.plan.umbralRezago).toBe(0.5);
    const again = openPane(pane.workbook);
    await again.actions.start();
    expect(again.revisada().enUso.plan.nombre).toBe("Otro plan");
    await again.actions.quitarPlan();
    expect(again.revisada().enUso.origen).toBe("incluido");
    expect(pane.workbook.settings.has("METAS_PLAN")).toBe(false);
  });

  it.each([
    ["no JSON", "{", "JSON"],
    ["a field that is missing", JSON.stringify({ ...cali2016, nombre: undefined }), "nombre"],
    ["a value of another kind", JSON.stringify({ ...cali2016, umbralRezago: "0,7" }), "umbralRezago"],
    ["an unknown key", JSON.stringify({ ...cali2016, umbralRezgo: 0.7 }), "umbralRezago"],
    [
      "a código that breaks its own pattern",
      JSON.stringify({ ...cali2016, codigo: { ...cali2016.codigo, ejemplo: "1" } }),
      "ejemplo",
    ],
  ])("is not taken when it is invalid: %s", async (_name, text, named) => {
    const pane = open();
    await pane.actions.start();
    const before = pane.workbook.settings.get("METAS_PLAN");
    await pane.actions.cargarPlan("malo.json", text);
    expect(pane.store.state.aviso?.tono).toBe("error");
    expect(pane.store.state.aviso?.texto).toContain(named);
    expect(pane.workbook.settings.get("METAS_PLAN")).toBe(before);
  });

  it("that a workbook keeps and that cannot be used is told of, and the built-in one used", async () => {
    const pane = open();
    pane.workbook.settings.set("METAS_PLAN", '{"nombre": 3}');
    await pane.actions.start();
    expect(pane.revisada().enUso.origen).toBe("incluido");
    expect(pane.revisada().enUso.problems.length).toBeGreaterThan(0);
    expect(pane.revisada().revision.filas.length).toBe(1);
  });

  it("may be kept as the plan itself, as text or as an object", async () => {
    for (const value of [JSON.stringify(cali2016), JSON.parse(JSON.stringify(cali2016))]) {
      const pane = open();
      pane.workbook.settings.set("METAS_PLAN", value);
      await pane.actions.start();
      expect(pane.revisada().enUso).toMatchObject({ origen: "libro", archivo: null });
    }
  });
});

function open(): TestPane {
  const { libro, plan } = makeHoja({ filas: [fila()] });
  return openPane(workbookOfLibro(libro, plan));
}
