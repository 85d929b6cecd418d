import { foldCodigo } from "../../shared/codigo.ts";
import { groupByCodigo, type IndicadorCiudad } from "../../shared/compartida.ts";
import type { Corte } from "../../shared/corte.ts";
import { withoutAvance, type Fila } from "../../shared/evaluate.ts";
import { severityOrder, type Finding } from "../../shared/finding.ts";
import type { Plan, Secretaria } from "../../shared/plan/schema.ts";
import { esperadoAt } from "../../shared/ritmo.ts";
import { buildJerarquia, summarizeCiudad, summarizeFilas, type Nodo, type Resumen } from "../../shared/summary.ts";
import { countFindings } from "../../shared/validate.ts";

/** What the consolidated workbook needs of one workbook; its cells may be forgotten by then. */
export interface LibroRevisado {
  readonly file: string;
  readonly sheet: string | null;
  readonly secretaria: Secretaria | null;
  readonly vigencia: number | null;
  readonly corte: Corte | null;
  readonly filas: readonly Fila[];
  readonly findings: readonly Finding[];
}

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
  readonly filas: readonly Fila[];
  readonly resumen: Resumen;
  readonly errors: number;
  readonly warnings: number;
}

/** One row of the sheet Indicadores: an indicador of one secretaría, and its part in the city's figures. */
export interface FilaConsolidada {
  readonly fila: Fila;
  readonly secretaria: string;
  readonly hallazgos: number;
  /** The indicador as the city counts it, on the first of its rows only, so that sums count it once. */
  readonly ciudad: IndicadorCiudad | null;
  /** Key of its programa for prefix look-ups, as `claveOf` makes it. */
  readonly clave: string;
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
  readonly rezagadas: readonly FilaConsolidada[];
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
  const secretarias = consolidateSecretarias(plan, libros, findings);
  const ordered = secretarias.flatMap((each) => each.filas);
  const grupos = groupByCodigo(ordered, plan);
  const jerarquia = buildJerarquia(grupos, plan);
  const filas = joinFilas(secretarias, grupos, jerarquia, findings);
  return {
    plan,
    vigencia,
    corte,
    esperado: corte === null ? null : esperadoAt(vigencia, corte, plan),
    libros,
    omitidos,
    secretarias,
    filas,
    rezagadas: filas.filter((each) => each.fila.rezagada === true).sort(compareRezago),
    ciudad: summarizeCiudad(grupos),
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

function consolidateSecretarias(
  plan: Plan,
  libros: readonly LibroRevisado[],
  findings: readonly Finding[],
): SecretariaConsolidada[] {
  const filasById = new Map<string, Fila[]>(plan.secretarias.map(({ id }) => [id, []]));
  const filesById = new Map<string, Set<string>>();
  for (const { file, filas, secretaria } of libros) {
    if (secretaria !== null) addTo(filesById, secretaria.id, file);
    for (const fila of filas) {
      const { secretaria: id } = fila.indicador;
      if (id !== secretaria?.id) addTo(filesById, id, file);
      const own = filasById.get(id);
      if (own === undefined) filasById.set(id, [fila]);
      else own.push(fila);
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
  const all = [...filasById].map(([id, rows]): SecretariaConsolidada => {
    const filas = freezeRepetidas(rows, plan);
    const files = [...(filesById.get(id) ?? [])];
    const resumen = summarizeFilas(filas);
    return {
      id,
      nombre: nombres.get(id) ?? "Sin secretaría identificada",
      entrega: files.length === 0 ? "sin-libro" : isEmptyReport(resumen) ? "sin-ejecuciones" : "reporto",
      files,
      filas,
      resumen,
      errors: conteos.get(id)?.errors ?? 0,
      warnings: conteos.get(id)?.warnings ?? 0,
    };
  });
  return all.sort(compareSecretarias);
}

function addTo(groups: Map<string, Set<string>>, key: string, value: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([value]));
  else group.add(value);
}

function joinFilas(
  secretarias: readonly SecretariaConsolidada[],
  grupos: readonly IndicadorCiudad[],
  jerarquia: readonly Nodo[],
  findings: readonly Finding[],
): FilaConsolidada[] {
  const firsts = new Map(grupos.map((grupo) => [grupo.filas[0], grupo]));
  const claves = new Map<string, string>();
  for (const eje of jerarquia) {
    for (const componente of eje.hijos) {
      for (const programa of componente.hijos) {
        const clave = claveOf(programa);
        for (const { filas } of programa.indicadores)
          for (const { indicador } of filas) claves.set(indicador.codigo, clave);
      }
    }
  }
  const counted = new Map<string, Map<string, number>>();
  for (const { secretaria, indicador, severity, dispensa } of findings) {
    if (indicador === null || severity === "info" || dispensa !== undefined) continue;
    const own = counted.get(secretaria ?? "") ?? new Map<string, number>();
    counted.set(secretaria ?? "", own.set(indicador, (own.get(indicador) ?? 0) + 1));
  }
  const sinClave = claveOf({ numero: "" });
  return secretarias.flatMap(({ id, nombre, filas }) => {
    const own = counted.get(id);
    return filas.map((fila): FilaConsolidada => ({
      fila,
      secretaria: nombre,
      hallazgos: own?.get(fila.indicador.codigo) ?? 0,
      ciudad: firsts.get(fila) ?? null,
      clave: claves.get(fila.indicador.codigo) ?? sinClave,
    }));
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
function freezeRepetidas(filas: readonly Fila[], plan: Plan): Fila[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const codigos = filas.map(({ indicador }) => foldCodigo(indicador.codigo, plan));
  for (const codigo of codigos) {
    if (codigo !== "" && seen.has(codigo)) repeated.add(codigo);
    seen.add(codigo);
  }
  return filas.map((fila, index) =>
    repeated.has(codigos[index] ?? "") ? withoutAvance(fila, "codigo-repetido") : fila,
  );
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

function compareRezago(a: FilaConsolidada, b: FilaConsolidada): number {
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
