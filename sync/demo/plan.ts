import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import type { PlanInput } from "../../shared/plan/schema.ts";

/** What the names of invented things carry, so that nobody takes them for the city's. */
export const deEjemplo = "(datos de ejemplo)";

/** The one secretaría whose figures are real. */
export const real = "desarrollo-economico";

type Eje = NonNullable<PlanInput["ejes"]>[number];
type Componente = NonNullable<Eje["componentes"]>[number];

/** Componentes invented for the demo, by eje. */
const inventados: Readonly<Record<string, readonly Componente[]>> = {
  "1": [
    componente("1.1", "Educación", ["Escuelas que enseñan", "Permanencia escolar"]),
    componente("1.3", "Salud", ["Salud pública", "Servicios de salud"]),
    componente("1.4", "Cultura", ["Formación artística", "Patrimonio y lectura"]),
    componente("1.5", "Deporte", ["Deporte para todos", "Escenarios deportivos"]),
  ],
  "2": [
    componente("2.1", "Movilidad", ["Vías y transporte", "Seguridad vial"]),
    componente("2.2", "Vivienda", ["Vivienda y hábitat"]),
  ],
  "3": [componente("3.1", "Seguridad", ["Prevención de la violencia", "Acceso a la justicia"])],
};

/** The built-in plan with the componentes, programas and secretarías of the demo. */
export const demoPlan: PlanInput = {
  ...cali2016,
  ejes: (cali2016.ejes ?? []).map((eje) => ({
    ...eje,
    componentes: [...(inventados[eje.numero] ?? []), ...(eje.componentes ?? [])].sort((a, b) =>
      a.numero < b.numero ? -1 : 1,
    ),
  })),
  secretarias: [
    ...cali2016.secretarias.filter(({ id }) => id === real),
    ejemplo("seguridad-y-justicia", "Secretaría de Seguridad y Justicia", ["Seguridad y Justicia"]),
    ejemplo("educacion", "Secretaría de Educación", ["Educación"]),
    ejemplo("salud-publica", "Secretaría de Salud Pública", ["Salud Pública", "Salud"]),
    ejemplo("cultura", "Secretaría de Cultura", ["Cultura"]),
    ejemplo("deporte-y-recreacion", "Secretaría del Deporte y la Recreación", ["Deporte"]),
    ejemplo("movilidad", "Secretaría de Movilidad", ["Movilidad"]),
    ejemplo("vivienda-social", "Secretaría de Vivienda Social y Hábitat", ["Vivienda"]),
    ejemplo("bienestar-social", "Secretaría de Bienestar Social", ["Bienestar Social"]),
  ],
};

function componente(numero: string, nombre: string, programas: readonly string[]): Componente {
  return {
    numero,
    nombre: `${nombre} ${deEjemplo}`,
    programas: programas.map((each, index) => ({
      numero: `${numero}.${index + 1}`,
      nombre: `${each} ${deEjemplo}`,
    })),
  };
}

/** A secretaría whose figures are invented, and whose name says so wherever it is shown. */
function ejemplo(id: string, nombre: string, alias: readonly string[]): PlanInput["secretarias"][number] {
  return { id, nombre: `${nombre} (ejemplo)`, alias: [nombre, ...alias] };
}
