import { foldCodigo } from "../../shared/codigo.ts";
import { groupByCodigo, type GrupoCiudad, type IndicadorCiudad } from "../../shared/compartida.ts";
import type { Corte } from "../../shared/corte.ts";
import { withoutMedida, type FilaLigera } from "../../shared/fila-ligera.ts";
import { severityOrder, type Finding } from "../../shared/finding.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { esperadoAt } from "../../shared/ritmo.ts";
import { buildJerarquia, summarize, type Nodo, type Resumen } from "../../shared/summary.ts";
import { countFindings } from "../../shared/validate.ts";
import type { FilaRezagada, LibroRevisado } from "./libro-revisado.ts";

/** A workbook that was left out, and why, in Spanish. */
export interface LibroOmitido {
  readonly file: string;
  readonly why: string;
}

export interface EntradaConsolidado {
  readonly plan: Plan;
  readonly libros: readonly LibroRevisado[];
  /** Findings between workbooks. */
  readonly across: readonly Finding[];
  readonly omitidos?: readonly LibroOmitido[];
}

/** What came from a secretaría: figures, a workbook without a single ejecución, or nothing. */
const entregas = ["reporto", "sin-ejecuciones", "sin-libro"] as const;
export type Entrega = (typeof entregas)[number];

/** A secretaría of the plan, or a workbook that names none, with its figures. */
export interface SecretariaConsolidada {
  readonly id: string;
  readonly nombre: string;
  readonly entrega: Entrega;
  readonly files: readonly string[];
  readonly resumen: Resumen;
  readonly errors: number;
  readonly warnings: number;
}

/** One row of the sheet Indicadores: an indicador of one secretaría, and its part in the city's figures. */
export interface FilaConsolidada extends FilaDeLibro {
  /** Its place in the sheet, 0 for the first. */
  readonly lugar: number;
  readonly secretaria: string;
  readonly hallazgos: number;
  /** The indicador as the city counts it, on the first of its rows only, so that sums count it once. */
  readonly ciudad: IndicadorCiudad | null;
  /** Key of its programa for prefix look-ups, as `claveOf` makes it. */
  readonly clave: string;
}

/** A row and where it is read from as a whole: a workbook, and its place in it. */
interface FilaDeLibro {
  readonly libro: LibroRevisado;
  readonly indice: number;
  readonly cifras: FilaLigera;
}

/** A row behind, and what leads to it. */
export interface Rezagada extends Pick<FilaConsolidada, "lugar" | "secretaria"> {
  readonly fila: FilaRezagada;
}

/** Everything the sheets show, computed once. */
export interface Consolidado {
  readonly plan: Plan;
  readonly vigencia: number;
  readonly corte: Corte | null;
  readonly esperado: number | null;
  readonly libros: readonly LibroRevisado[];
  readonly omitidos: readonly LibroOmitido[];
  /** Those that reported, best average first, then those that did not. */
  readonly secretarias: readonly SecretariaConsolidada[];
  readonly filas: readonly FilaConsolidada[];
  /** Worst first. */
  readonly rezagadas: readonly Rezagada[];
  readonly ciudad: Resumen;
  readonly jerarquia: readonly Nodo[];
  /** Counted first (errors before warnings), then the waived ones. */
  readonly findings: readonly Finding[];
  readonly conteo: ReturnType<typeof countFindings>;
}

/** Puts the secretarías' rows together into the figures of the city. */
export function consolidate({ plan, libros, across, omitidos = [] }: EntradaConsolidado): Consolidado {
  const vigencia = commonVigencia(libros) ?? plan.vigencias[0] ?? plan.lineaBase + 1;
  const corte = commonCorte(libros);
  const findings = sortFindings([...libros.flatMap((libro) => libro.findings), ...across]);
  const propias = consolidateSecretarias(plan, libros, findings);
  const grupos = groupByCodigo(
    propias.flatMap(({ filas }) => filas.map(({ cifras }) => cifras)),
    plan,
  );
  const indicadores = grupos.map(({ ciudad }) => ciudad);
  const jerarquia = buildJerarquia(indicadores, plan);
  const filas = joinFilas(propias, grupos, jerarquia, findings);
  return {
    plan,
    vigencia,
    corte,
    esperado: corte === null ? null : esperadoAt(vigencia, corte, plan),
    libros,
    omitidos,
    secretarias: propias.map(({ secretaria }) => secretaria),
    filas,
    rezagadas: filas.flatMap(rezagadaOf).sort(compareRezago),
    ciudad: summarize(indicadores),
    jerarquia,
    findings,
    conteo: countFindings(findings),
  };
}

/** The vigencia that most workbooks report, the later one where two tie; null when none says. */
export function commonVigencia(libros: readonly { readonly vigencia: number | null }[]): number | null {
  return mostCommon(libros.map(({ vigencia }) => vigencia));
}

/** The same of the corte. */
export function commonCorte(libros: readonly { readonly corte: Corte | null }[]): Corte | null {
  return mostCommon(libros.map(({ corte }) => corte));
}

/** A secretaría and its rows. */
interface ConFilas {
  readonly secretaria: SecretariaConsolidada;
  readonly filas: readonly FilaDeLibro[];
}

function consolidateSecretarias(
  plan: Plan,
  libros: readonly LibroRevisado[],
  findings: readonly Finding[],
): ConFilas[] {
  const filasById = new Map<string, FilaDeLibro[]>(plan.secretarias.map(({ id }) => [id, []]));
  const filesById = new Map<string, Set<string>>();
  for (const libro of libros) {
    const { file, secretaria } = libro;
    if (secretaria !== null) addTo(filesById, secretaria.id, file);
    for (const [indice, cifras] of libro.filas.entries()) {
      const { secretaria: id } = cifras;
      if (id !== secretaria?.id) addTo(filesById, id, file);
      const own = filasById.get(id);
      if (own === undefined) filasById.set(id, [{ libro, indice, cifras }]);
      else own.push({ libro, indice, cifras });
    }
  }
  const nombres = new Map(plan.secretarias.map(({ id, nombre }) => [id, nombre]));
  const conteos = new Map<string, { errors: number; warnings: number }>();
  for (const { file, secretaria, severity, dispensa } of findings) {
    if (dispensa !== undefined || (secretaria === null && file === "")) continue;
    const id = secretaria ?? "";
    const conteo = conteos.get(id) ?? { errors: 0, warnings: 0 };
    if (severity === "error") conteo.errors += 1;
    if (severity === "warning") conteo.warnings += 1;
    conteos.set(id, conteo);
  }
  const all = [...filasById].map(([id, rows]): ConFilas => {
    const filas = freezeRepetidas(rows, plan);
    const files = [...(filesById.get(id) ?? [])];
    const resumen = summarize(filas.map(({ cifras }) => cifras));
    const secretaria = {
      id,
      nombre: nombres.get(id) ?? "Sin secretaría identificada",
      entrega: entregaOf(files, resumen),
      files,
      resumen,
      errors: conteos.get(id)?.errors ?? 0,
      warnings: conteos.get(id)?.warnings ?? 0,
    };
    return { secretaria, filas };
  });
  return all.sort((a, b) => compareSecretarias(a.secretaria, b.secretaria));
}

function addTo(groups: Map<string, Set<string>>, key: string, value: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([value]));
  else group.add(value);
}

function joinFilas(
  propias: readonly ConFilas[],
  grupos: readonly GrupoCiudad[],
  jerarquia: readonly Nodo[],
  findings: readonly Finding[],
): FilaConsolidada[] {
  const claves = new Map<IndicadorCiudad, string>();
  for (const eje of jerarquia) {
    for (const componente of eje.hijos) {
      for (const programa of componente.hijos) {
        const clave = claveOf(programa);
        for (const indicador of programa.indicadores) claves.set(indicador, clave);
      }
    }
  }
  const grupoOf = new Map(grupos.flatMap((grupo) => grupo.filas.map((fila) => [fila, grupo] as const)));
  const counted = new Map<string, Map<string, number>>();
  for (const { secretaria, indicador, severity, dispensa } of findings) {
    if (indicador === null || severity === "info" || dispensa !== undefined) continue;
    const own = counted.get(secretaria ?? "") ?? new Map<string, number>();
    counted.set(secretaria ?? "", own.set(indicador, (own.get(indicador) ?? 0) + 1));
  }
  const sinClave = claveOf({ numero: "" });
  let lugar = 0;
  return propias.flatMap(({ secretaria: { id, nombre }, filas }) => {
    const own = counted.get(id);
    return filas.map(({ libro, indice, cifras }): FilaConsolidada => {
      const grupo = grupoOf.get(cifras);
      return {
        libro,
        indice,
        cifras,
        lugar: lugar++,
        secretaria: nombre,
        hallazgos: own?.get(cifras.codigo) ?? 0,
        ciudad: grupo?.filas[0] === cifras ? grupo.ciudad : null,
        clave: (grupo && claves.get(grupo.ciudad)) ?? sinClave,
      };
    });
  });
}

/**
 * Key of a level, of which those of its inner levels are continuations: `P4.1.` of componente 4.1. The letter keeps Excel
 * from taking it for a number or a date; rows whose código names no level share a key of their own.
 */
export function claveOf({ numero }: Pick<Nodo, "numero">): string {
  return numero === "" ? "P-" : `P${numero}.`;
}

function mostCommon<Value extends string | number>(values: readonly (Value | null)[]): Value | null {
  const counts = new Map<Value, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best: Value | null = null;
  for (const [value, count] of counts) {
    const most = best === null ? 0 : (counts.get(best) ?? 0);
    if (count > most || (count === most && best !== null && value > best)) best = value;
  }
  return best;
}

/** One secretaría's rows; where two workbooks of it carry the same código, nobody knows which one is right. */
function freezeRepetidas(filas: readonly FilaDeLibro[], plan: Plan): FilaDeLibro[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const codigos = filas.map(({ cifras }) => foldCodigo(cifras.codigo, plan));
  for (const codigo of codigos) {
    if (codigo !== "" && seen.has(codigo)) repeated.add(codigo);
    seen.add(codigo);
  }
  return filas.map((fila, index) =>
    repeated.has(codigos[index] ?? "") ? { ...fila, cifras: withoutMedida(fila.cifras, "codigo-repetido") } : fila,
  );
}

function entregaOf(files: readonly string[], resumen: Resumen): Entrega {
  if (files.length === 0) return "sin-libro";
  return isEmptyReport(resumen) ? "sin-ejecuciones" : "reporto";
}

/** It has no indicadores, or none of its metas has an ejecución. */
function isEmptyReport({ indicadores, sinReporte, programadas }: Resumen): boolean {
  return indicadores === 0 || (sinReporte > 0 && sinReporte === programadas);
}

function compareSecretarias(a: SecretariaConsolidada, b: SecretariaConsolidada): number {
  const step = entregas.indexOf(a.entrega) - entregas.indexOf(b.entrega);
  if (step !== 0) return step;
  return (b.resumen.promedio ?? -1) - (a.resumen.promedio ?? -1) || compareText(a.nombre, b.nombre);
}

function rezagadaOf({ libro, indice, cifras, lugar, secretaria }: FilaConsolidada): Rezagada[] {
  const fila = cifras.rezagada === true ? libro.rezagadas.get(indice) : undefined;
  return fila === undefined ? [] : [{ lugar, secretaria, fila }];
}

function compareRezago(a: Rezagada, b: Rezagada): number {
  return (
    (a.fila.avance.avance ?? 0) - (b.fila.avance.avance ?? 0) ||
    compareText(a.fila.indicador.codigo, b.fila.indicador.codigo)
  );
}

function sortFindings(findings: readonly Finding[]): Finding[] {
  // The order within a workbook is the reviewer's: by severity, then by row.
  return findings
    .map((finding, index) => ({ finding, index }))
    .sort(
      (a, b) =>
        weight(a.finding) - weight(b.finding) || compareText(a.finding.file, b.finding.file) || a.index - b.index,
    )
    .map(({ finding }) => finding);
}

function weight({ severity, dispensa }: Finding): number {
  return severityOrder[severity] + (dispensa === undefined ? 0 : 3);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
