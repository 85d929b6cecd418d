import { planSchema, type Plan } from "../../shared/plan/schema.ts";

/** A plan of two secretarías and two vigencias, for workspaces that tests make. */
export const planPrueba: Plan = planSchema.parse({
  nombre: "Plan de prueba",
  entidad: "Alcaldía de Prueba",
  lineaBase: 2015,
  vigencias: [2016, 2017],
  codigo: {
    segmentos: [
      { nombre: "eje", ancho: 1 },
      { nombre: "consecutivo", ancho: 2 },
    ],
    separador: "-",
    ejemplo: "S-01",
  },
  secretarias: [
    { id: "salud", nombre: "Secretaría de Salud" },
    { id: "cultura", nombre: "Secretaría de Cultura" },
  ],
});
