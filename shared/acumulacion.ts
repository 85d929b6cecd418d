import type { ModoReporte, TipoAcumulacion } from "./indicador.ts";

/**
 * What each tipo de acumulación means, as a table: labels for people, and the few traits from which `avance` computes.
 *
 * - `nivel`: how the level of a vigencia comes from what is reported: `reportado` R, `suma` N₋₁ + R over the years,
 *   `ninguno` (years are independent).
 * - `sentido` 1 grows, −1 shrinks: the sign of brecha and of a flow on the level.
 * - `usaModo`: the open vigencia may hold a nivel or a flujo.
 * - `base`: from where the avance is measured: `lineaBase`, the last nivel (`previo`), or nothing (R/M).
 */
export interface TipoInfo {
  readonly nombre: string;
  readonly nivel: "reportado" | "suma" | "ninguno";
  readonly sentido: 1 | -1;
  readonly usaModo: boolean;
  readonly base: "lineaBase" | "previo" | null;
  readonly cuatrienio: "ultimaMeta" | "suma" | "promedio";
  readonly ayuda: string;
}

export const tipos: Readonly<Record<TipoAcumulacion, TipoInfo>> = {
  capacidad: {
    nombre: "Capacidad",
    nivel: "reportado",
    sentido: 1,
    usaModo: true,
    base: "lineaBase",
    cuatrienio: "ultimaMeta",
    ayuda: "Las metas son niveles que incluyen la línea base y suben cada vigencia.",
  },
  acumulado: {
    nombre: "Acumulado",
    nivel: "suma",
    sentido: 1,
    usaModo: false,
    base: null,
    cuatrienio: "suma",
    ayuda: "Cada vigencia aporta lo suyo y el cuatrienio es la suma.",
  },
  flujo: {
    nombre: "Flujo",
    nivel: "ninguno",
    sentido: 1,
    usaModo: false,
    base: null,
    cuatrienio: "promedio",
    ayuda: "Cada vigencia se mide sola; el cuatrienio es el promedio.",
  },
  stock: {
    nombre: "Stock",
    nivel: "reportado",
    sentido: 1,
    usaModo: false,
    base: null,
    cuatrienio: "promedio",
    ayuda: "Se sostiene un nivel: cada vigencia debe alcanzarlo de nuevo.",
  },
  reduccion: {
    nombre: "Reducción",
    nivel: "reportado",
    sentido: -1,
    usaModo: true,
    base: "lineaBase",
    cuatrienio: "ultimaMeta",
    ayuda: "Las metas bajan desde la línea base; cero es una meta.",
  },
  reduccionAnual: {
    nombre: "Reducción anual",
    nivel: "reportado",
    sentido: -1,
    usaModo: false,
    base: "previo",
    cuatrienio: "promedio",
    ayuda: "Cada vigencia reduce frente al último nivel.",
  },
};

export const modos: Readonly<Record<ModoReporte, { readonly nombre: string; readonly ayuda: string }>> = {
  nivel: { nombre: "Nivel", ayuda: "La ejecución de la vigencia abierta es el nivel alcanzado, con la línea base." },
  flujo: { nombre: "Flujo", ayuda: "La ejecución de la vigencia abierta es solo lo logrado en ese año." },
};
