import { foldCodigo } from "../../shared/codigo.ts";
import type { Corte } from "../../shared/corte.ts";
import type { FilaLigera } from "../../shared/fila-ligera.ts";
import { severityOrder, type Finding } from "../../shared/finding.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { esperadoAt } from "../../shared/ritmo.ts";
import { buildJerarquia, summarize, type Nodo, type Resumen } from "../../shared/summary.ts";
import { countFindings } from "../../shared/validate.ts";
import { cifrasDe, FilasConsolidadas, type Tramo } from "./filas-consolidadas.ts";
import type { LibroRevisado } from "./libro-revisado.ts";

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
  readonly filas: FilasConsolidadas;
  /** Places of the rows behind, worst first. */
  readonly rezagadas: readonly number[];
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
  const tramos = propias.flatMap((propia) => propia.tramos);
  const filas = new FilasConsolidadas(tramos, findings, plan);
  return {
    plan,
    vigencia,
    corte,
    esperado: corte === null ? null : esperadoAt(vigencia, corte, plan),
    libros,
    omitidos,
    secretarias: propias.map(({ secretaria }) => secretaria),
    filas,
    rezagadas: rezagadasOf(filas),
    ciudad: summarize(filas.ciudad()),
    jerarquia: buildJerarquia(filas.ciudad(), plan),
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
  readonly tramos: readonly Tramo[];
}

function consolidateSecretarias(
  plan: Plan,
  libros: readonly LibroRevisado[],
  findings: readonly Finding[],
): ConFilas[] {
  const nombres = new Map(plan.secretarias.map(({ id, nombre }) => [id, nombre]));
  const nombreOf = (id: string): string => nombres.get(id) ?? "Sin secretaría identificada";
  const tramosById = new Map<string, Tramo[]>(plan.secretarias.map(({ id }) => [id, []]));
  const filesById = new Map<string, Set<string>>();
  for (const libro of libros) {
    const { file, secretaria } = libro;
    if (secretaria !== null) addTo(filesById, secretaria.id, file);
    const deLibro = new Map<string, number[]>();
    for (const { indice, secretaria: id } of libro.filas) {
      const own = deLibro.get(id);
      if (own === undefined) deLibro.set(id, [indice]);
      else own.push(indice);
    }
    for (const [id, indices] of deLibro) {
      if (id !== secretaria?.id) addTo(filesById, id, file);
      const tramo: Tramo = { secretaria: { id, nombre: nombreOf(id) }, libro, indices, repetidas: new Set() };
      tramosById.set(id, [...(tramosById.get(id) ?? []), tramo]);
    }
  }
  const conteos = new Map<string, { errors: number; warnings: number }>();
  for (const { file, secretaria, severity, dispensa } of findings) {
    if (dispensa !== undefined || (secretaria === null && file === "")) continue;
    const id = secretaria ?? "";
    const conteo = conteos.get(id) ?? { errors: 0, warnings: 0 };
    if (severity === "error") conteo.errors += 1;
    if (severity === "warning") conteo.warnings += 1;
    conteos.set(id, conteo);
  }
  const all = [...tramosById].map(([id, own]): ConFilas => {
    const tramos = freezeRepetidas(own, plan);
    const files = [...(filesById.get(id) ?? [])];
    const resumen = summarize(cifrasDe(tramos));
    const secretaria = {
      id,
      nombre: nombreOf(id),
      entrega: entregaOf(files, resumen),
      files,
      resumen,
      errors: conteos.get(id)?.errors ?? 0,
      warnings: conteos.get(id)?.warnings ?? 0,
    };
    return { secretaria, tramos };
  });
  return all.sort((a, b) => compareSecretarias(a.secretaria, b.secretaria));
}

function addTo(groups: Map<string, Set<string>>, key: string, value: string): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, new Set([value]));
  else group.add(value);
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
function freezeRepetidas(tramos: readonly Tramo[], plan: Plan): readonly Tramo[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const keyOf = ({ filas }: LibroRevisado, indice: number): string => foldCodigo(filas.codigoAt(indice), plan);
  for (const { libro, indices } of tramos) {
    for (const indice of indices) {
      const codigo = keyOf(libro, indice);
      if (codigo !== "" && seen.has(codigo)) repeated.add(codigo);
      seen.add(codigo);
    }
  }
  if (repeated.size === 0) return tramos;
  return tramos.map((tramo) => ({
    ...tramo,
    repetidas: new Set(tramo.indices.filter((indice) => repeated.has(keyOf(tramo.libro, indice)))),
  }));
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

function rezagadasOf(filas: FilasConsolidadas): number[] {
  const rezagadas: Rezagada[] = [];
  let lugar = 0;
  for (const { rezagada, avance, codigo } of filas.cifras()) {
    if (rezagada === true) rezagadas.push({ lugar, avance: avance ?? 0, codigo });
    lugar++;
  }
  return rezagadas.sort((a, b) => a.avance - b.avance || compareText(a.codigo, b.codigo)).map((each) => each.lugar);
}

interface Rezagada extends Pick<FilaLigera, "codigo"> {
  readonly lugar: number;
  readonly avance: number;
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
