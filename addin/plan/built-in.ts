import { cali2016 } from "../../shared/plan/cali-2016-2019.ts";
import type { Plan } from "../../shared/plan/schema.ts";

/**
 * The plan that comes with the product, with the schema's defaults filled in by hand: so that zod, which is half of all
 * the code, is only loaded when somebody brings a plan of their own. A test holds it to what the schema makes of it.
 */
export const builtInPlan: Plan = {
  ...cali2016,
  codigo: { ...cali2016.codigo, separador: "" },
  ejes: (cali2016.ejes ?? []).map((eje) => ({
    ...eje,
    componentes: (eje.componentes ?? []).map((componente) => ({
      ...componente,
      programas: componente.programas ?? [],
    })),
  })),
  secretarias: cali2016.secretarias.map((secretaria) => ({ ...secretaria, alias: secretaria.alias ?? [] })),
  umbralRezago: 0.7,
  semaforo: { bajo: 0.4, medio: 0.6, satisfactorio: 0.7, sobresaliente: 0.8 },
  capacidad: "neta",
  perfilEsperado: "lineal",
  toleranciaRitmo: 0.05,
  avanceExcesivo: 1.5,
  alias: {},
  disposiciones: [],
  dispensas: [],
  reprogramaciones: (cali2016.reprogramaciones ?? []).map((each) => ({
    ...each,
    acto: each.acto ?? {},
    metas: each.metas ?? {},
  })),
};
