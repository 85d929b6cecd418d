import { pendingCell } from "../../../shared/cell.ts";
import type { RowCode } from "../../../shared/rules/rows.ts";
import { fila, type Valores } from "../hoja.ts";
import { errorCell, fecha, makePlan } from "../sheet.ts";
import { una, type Caso } from "./caso.ts";

/** Behind its meta: 126 of 160 from 60 is 66 %, and 34 are missing. */
const rezagada: Valores = { modoReporte: "Flujo", ejecucion2017: 10 };
/** Behind, but not rezagada: 136 of 160 from 60 is 76 %, and 24 are missing. */
const pendiente: Valores = { modoReporte: "Flujo", ejecucion2017: 20 };
const planCompleto: Valores = {
  planDeChoque: "Se conformarán 40 grupos más.",
  planCantidad: 40,
  planUnidad: "Número",
  planFechaLimite: fecha("2017-12-15"),
  planResponsable: "Ana Ruiz",
};
const reduccion: Valores = {
  tipoAcumulacion: "Reducción",
  lineaBase: 100,
  meta2016: 90,
  ejecucion2016: 90,
  meta2017: 80,
  ejecucion2017: 80,
  meta2018: 70,
  meta2019: 60,
};
const reprogramada = (estado: "solicitada" | "aprobada", metas: Record<string, number>, codigo = "44010030007") =>
  makePlan({ reprogramaciones: [{ codigo, estado, metas, nota: "Pasa 80 a 2018." }] });

export const rowCasos = {
  "codigo-contra-jerarquia": {
    raises: {
      filas: [
        fila({ eje: "Eje 3: Cali progresa en paz" }),
        fila({ codigo: "44010030008", componente: "Fortalecimiento empresarial" }),
        fila({ codigo: "44010030009", programa: "4.1.2" }),
        fila({ codigo: "44010030010", eje: "5" }),
      ],
    },
    at: [
      ["eje", 0],
      ["componente", 1],
      ["programa", 2],
      ["eje", 3],
    ],
    clean: {
      filas: [
        fila({ eje: "4", componente: "4.1", programa: "3" }),
        fila({
          codigo: "44010030008",
          eje: "CALI EMPRENDEDORA Y PUJANTE",
          componente: "04.1 - Fomento al emprendimiento",
        }),
        fila({
          codigo: "44010030009",
          eje: "4 Cali emprendedora",
          componente: "Componente 1: Fomento al  Emprendimiento.",
        }),
        fila({ codigo: "44010030010", eje: null, componente: null, programa: "Programa 4.1.3. Mecanismos de apoyo" }),
      ],
    },
  },
  "nombre-de-nivel-distinto": {
    raises: una({ componente: "Componente 4.1: Innovación" }),
    at: [["componente", 0]],
    clean: una({ componente: "Componente 4.1: Fomento al emprendimient" }),
  },
  "codigo-fuera-del-plan": {
    raises: {
      filas: [
        fila({ codigo: "49010030007", eje: null, componente: null, programa: null }),
        fila({ codigo: "44090030007", componente: null, programa: null }),
      ],
    },
    at: [
      ["codigo", 0],
      ["codigo", 1],
    ],
    clean: una({ codigo: "42010030007", eje: null, componente: null, programa: null }),
  },
  "tipo-indefinido": {
    raises: una({ tipoAcumulacion: null }),
    at: [["tipoAcumulacion", 0]],
    clean: una({ tipoAcumulacion: "Otro" }),
  },
  "modo-ambiguo": {
    raises: una({ modoReporte: null, ejecucion2017: 150 }),
    at: [["modoReporte", 0]],
    clean: una({ modoReporte: null, ejecucion2017: 150 }, { plan: makePlan({ modoReporte: "nivel" }) }),
  },
  "modo-ambiguo-bajo-nivel": {
    raises: {
      filas: [
        fila({ modoReporte: null, ejecucion2017: 44 }),
        fila({ ...reduccion, codigo: "44010030008", modoReporte: null, ejecucion2017: 95 }),
      ],
    },
    at: [
      ["modoReporte", 0],
      ["modoReporte", 1],
    ],
    clean: {
      filas: [
        fila({ modoReporte: null, ejecucion2017: 117 }),
        fila({ ...reduccion, codigo: "44010030008", modoReporte: null, ejecucion2017: 10 }),
      ],
    },
  },
  "modo-indefinido": {
    raises: una({ modoReporte: null, lineaBase: 0, meta2016: 0, ejecucion2016: 0, ejecucion2017: 160 }),
    at: [["modoReporte", 0]],
    clean: una({ tipoAcumulacion: "Stock", modoReporte: null }),
  },
  "sin-linea-base": {
    raises: una({ lineaBase: null }),
    at: [["lineaBase", 0]],
    clean: una({ lineaBase: null, tipoAcumulacion: "Flujo" }),
  },
  "participacion-fuera-de-rango": {
    raises: { filas: [fila({ participacion: 164 }), fila({ codigo: "44010030008", participacion: -1 })] },
    at: [
      ["participacion", 0],
      ["participacion", 1],
    ],
    clean: { filas: [fila({ participacion: 100 }), fila({ codigo: "44010030008", participacion: 0 })] },
  },
  "meta-en-blanco": { raises: una({ meta2017: null }), at: [["meta2017", 0]], clean: una({ meta2017: "NP" }) },
  "metas-de-otra-vigencia": {
    raises: {
      filas: [
        fila({ meta2019: null }),
        fila({ codigo: "44010030008", meta2018: null, meta2019: null }),
        fila({ codigo: "44010030009", meta2018: "NP" }),
      ],
    },
    at: [
      ["meta2019", 0],
      ["meta2018", 1],
    ],
    clean: una({ meta2017: null, meta2018: "NP", meta2019: 0 }),
  },
  "meta-bajo-linea-base": {
    raises: una({ meta2016: 50 }),
    at: [["meta2016", 0]],
    clean: una({ meta2016: 0, ejecucion2016: 0, meta2018: 60 }),
  },
  "meta-sobre-linea-base": {
    raises: {
      filas: [
        fila({ ...reduccion, meta2019: 101 }),
        fila({ ...reduccion, codigo: "44010030008", tipoAcumulacion: "Reducción anual", meta2017: 95 }),
      ],
    },
    at: [
      ["meta2019", 0],
      ["meta2017", 1],
    ],
    clean: {
      filas: [fila(reduccion), fila({ ...reduccion, codigo: "44010030008", tipoAcumulacion: "Reducción anual" })],
    },
  },
  "meta-igual-linea-base": {
    raises: una({ meta2016: "NP", ejecucion2016: null, meta2017: 60 }),
    at: [["meta2017", 0]],
    clean: una({ meta2016: "NP", ejecucion2016: null, meta2017: 60, tipoAcumulacion: "Stock" }),
  },
  "meta-decreciente": {
    raises: una({ meta2018: "NP", meta2019: 150 }),
    at: [["meta2019", 0]],
    clean: una({ meta2018: 150, meta2019: 10, tipoAcumulacion: "Acumulado" }),
  },
  "meta-creciente": {
    raises: una({ ...reduccion, meta2018: 85 }),
    at: [["meta2018", 0]],
    clean: una({ ...reduccion, meta2018: 0, meta2019: 0 }),
  },
  "sin-ejecucion": {
    raises: una({ ejecucion2017: null }),
    at: [["ejecucion2017", 0]],
    clean: {
      filas: [fila({ ejecucion2017: 0 }), fila({ codigo: "44010030008", meta2017: "NP", ejecucion2017: null })],
    },
  },
  "vigencia-cerrada-sin-ejecucion": {
    raises: una({ ejecucion2016: null }),
    at: [["ejecucion2016", 0]],
    clean: una({ meta2016: 0, ejecucion2016: null }),
  },
  "ejecucion-sin-meta": {
    raises: {
      filas: [
        fila({ meta2016: "NP" }),
        fila({ codigo: "44010030008", meta2017: 0 }),
        fila({ codigo: "44010030009", meta2017: null }),
      ],
    },
    at: [
      ["ejecucion2016", 0],
      ["ejecucion2017", 1],
      ["ejecucion2017", 2],
    ],
    clean: {
      filas: [
        fila({ meta2016: 0, ejecucion2016: 0 }),
        fila({ ...reduccion, codigo: "44010030008", meta2017: 0, ejecucion2017: 5 }),
      ],
    },
  },
  "ejecucion-futura": {
    raises: una({ ejecucion2018: 12 }),
    at: [["ejecucion2018", 0]],
    clean: una({ ejecucion2018: 0 }),
  },
  "ejecucion-bajo-nivel": {
    raises: {
      filas: [
        fila({ ejecucion2017: 100 }),
        fila({ codigo: "44010030008", ejecucion2016: 50 }),
        fila({ ...reduccion, codigo: "44010030009", ejecucion2017: 95 }),
      ],
    },
    at: [
      ["ejecucion2017", 0],
      ["ejecucion2016", 1],
      ["ejecucion2017", 2],
    ],
    clean: {
      filas: [
        fila({ modoReporte: "Flujo", ejecucion2017: 44 }),
        fila({ codigo: "44010030008", tipoAcumulacion: "Stock", ejecucion2017: 100 }),
      ],
    },
  },
  "avance-excesivo": {
    raises: una({ ejecucion2017: 210 }),
    at: [["ejecucion2017", 0]],
    clean: una({ ejecucion2017: 209 }),
  },
  "sin-observaciones": {
    raises: una({ observaciones: " " }),
    at: [["observaciones", 0]],
    clean: una({ observaciones: null, meta2017: "NP", ejecucion2017: 0 }),
  },
  "rezago-sin-explicar": {
    raises: una({ ejecucion2016: 100 }),
    at: [["observaciones", 0]],
    clean: {
      filas: [
        fila({ ejecucion2016: 100, observaciones: "En 2016 faltó el convenio." }),
        fila({ codigo: "44010030008", ejecucion2016: 100, planDeChoque: "Se recupera el REZAGO." }),
        fila({ codigo: "44010030009", ejecucion2016: 110 }),
      ],
    },
  },
  "rezagada-sin-plan": {
    raises: { filas: [fila(rezagada), fila({ ...rezagada, codigo: "44010030008", planDeChoque: "No aplica." })] },
    at: [
      ["planDeChoque", 0],
      ["planDeChoque", 1],
    ],
    clean: {
      filas: [
        fila(pendiente),
        fila({ ...rezagada, ...planCompleto, codigo: "44010030008" }),
        fila({ ...rezagada, codigo: "44010030009", planDeChoque: { formula: "A1", value: pendingCell } }),
        fila({ ...rezagada, codigo: "44010030010", planDeChoque: errorCell("#REF!") }),
      ],
    },
  },
  "sin-plan-de-choque": {
    raises: una(pendiente),
    at: [["planDeChoque", 0]],
    clean: {
      filas: [
        fila(),
        fila({ ...rezagada, codigo: "44010030008" }),
        fila({ ...pendiente, codigo: "44010030009", planDeChoque: { formula: "A1", value: pendingCell } }),
      ],
    },
  },
  "cumplida-con-plan": {
    raises: una(planCompleto),
    at: [["planDeChoque", 0]],
    clean: { filas: [fila({ planDeChoque: "N/A" }), fila({ ...pendiente, ...planCompleto, codigo: "44010030008" })] },
  },
  "plan-incompleto": {
    raises: una({ ...pendiente, planDeChoque: "Se hará un convenio." }),
    at: [["planDeChoque", 0]],
    clean: una({ ...pendiente, ...planCompleto }),
  },
  "plan-insuficiente": {
    raises: una({ ...pendiente, ...planCompleto, planCantidad: 23 }),
    at: [["planCantidad", 0]],
    clean: una({ ...pendiente, ...planCompleto, planCantidad: 24 }),
  },
  "plan-en-otra-unidad": {
    raises: {
      filas: [
        fila({ ...pendiente, ...planCompleto, planUnidad: "%" }),
        fila({ ...pendiente, ...planCompleto, codigo: "44010030008", unidad: "Personas", planUnidad: "Talleres" }),
      ],
    },
    at: [
      ["planUnidad", 0],
      ["planUnidad", 1],
    ],
    clean: una({ ...pendiente, ...planCompleto, unidad: "Personas", planUnidad: "Número de personas" }),
  },
  "plan-unidad-dudosa": {
    raises: una({ ...pendiente, ...planCompleto, planUnidad: "Talleres" }),
    at: [["planUnidad", 0]],
    clean: una({ ...pendiente, ...planCompleto, planUnidad: "Bankomunal" }),
  },
  "plan-fuera-de-vigencia": {
    raises: una({ ...pendiente, ...planCompleto, planFechaLimite: fecha("2018-01-31") }),
    at: [["planFechaLimite", 0]],
    clean: una({ ...pendiente, ...planCompleto, planFechaLimite: fecha("2017-12-31") }),
  },
  "plan-vencido": {
    raises: una({ ...pendiente, ...planCompleto, planFechaLimite: fecha("2017-09-29") }),
    at: [["planFechaLimite", 0]],
    clean: una({ ...pendiente, ...planCompleto, planFechaLimite: fecha("2017-09-30") }),
  },
  "reprogramacion-solicitada": {
    raises: una({}, { plan: reprogramada("solicitada", { "2017": 80 }) }),
    at: [["meta2017", 0]],
    clean: una({}, { plan: reprogramada("solicitada", { "2017": 80 }, "44010030008") }),
  },
  "reprogramacion-sin-aplicar": {
    raises: una({}, { plan: reprogramada("aprobada", { "2017": 160, "2018": 190 }) }),
    at: [["meta2018", 0]],
    clean: una({}, { plan: reprogramada("aprobada", { "2017": 160, "2018": 180 }) }),
  },
} satisfies Record<RowCode, Caso>;
