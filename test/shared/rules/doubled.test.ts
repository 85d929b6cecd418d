import { expect, test } from "vitest";
import type { Finding } from "../../../shared/finding.ts";
import { readReporte } from "../../../shared/read.ts";
import type { Canonico } from "../../../shared/rules/across-raise.ts";
import { reviewAcross } from "../../../shared/comparacion.ts";
import { reviewLibro } from "../../../shared/validate.ts";
import { fila, makeHoja, planDePrueba, plantilla, type Valores } from "../hoja.ts";
import { fecha } from "../sheet.ts";

const plan = planDePrueba;
const economico = "Secretaría de Desarrollo Económico";
const seguridad = "Secretaría de Seguridad y Justicia";
const conPlan: Valores = {
  modoReporte: "Flujo",
  ejecucion2017: 10,
  planDeChoque: "Se conformarán 40 grupos más.",
  planCantidad: 40,
  planUnidad: "Número",
  planFechaLimite: fecha("2017-12-15"),
  planResponsable: "Ana Ruiz",
};
const filas = [
  fila(),
  fila({ codigo: "44010030008", ...conPlan }),
  fila({ codigo: "44010030009", unidad: "Porcentaje", lineaBase: 10.5, ejecucion2017: 166.5 }),
];
const columnas = plantilla(plan);

/** Planning has what the sheets say. */
const oficiales = readReporte(makeHoja({ filas }).libro, plan)?.indicadores ?? [];
const canonico: Canonico = (_secretaria, codigo) => oficiales.find((each) => each.codigo === codigo);

/** What is found with a column once more at the end of the sheet. */
function find(conTitulo: boolean, ...twice: readonly string[]): Finding[] {
  const revisiones = [economico, seguridad].map((secretaria, index) => {
    const { libro } = makeHoja({
      file: `${index}.xlsx`,
      marcas: false,
      columnas: [...columnas, ...(conTitulo ? [] : ["secretaria"]), ...twice],
      titulo: { secretaria: conTitulo ? secretaria : null },
      filas: filas.map((each) => ({ ...each, secretaria, participacion: index === 0 ? 60 : 40 })),
    });
    return reviewLibro(libro, plan);
  });
  return [
    ...revisiones.flatMap(({ findings }) => findings),
    ...reviewAcross(revisiones, plan, { completa: false, canonico }),
  ];
}

test.each([...columnas, "secretaria"].filter((key) => key !== "codigo"))(
  "nothing follows from %s twice but that it stands twice",
  (key) => {
    const isTitulo = key !== "secretaria";
    const once = new Set(find(isTitulo).map(({ code, indicador }) => `${code} ${indicador}`));
    const twice = find(isTitulo, key);
    expect(twice.filter(({ code }) => code === "columna-repetida").length).toBe(2);
    const others = twice.filter(
      ({ code, indicador }) => code !== "columna-repetida" && !once.has(`${code} ${indicador}`),
    );
    expect(others.map(({ message }) => message)).toEqual([]);
  },
);
