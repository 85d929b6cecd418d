import { formatFecha } from "../../shared/corte.ts";
import type { Fila } from "../../shared/evaluate.ts";
import { showFigure } from "../../shared/explain.ts";
import { severityNombre, type Finding, type Severity } from "../../shared/finding.ts";
import { formatPorcentaje } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { semaforoInfo, type Semaforo } from "../../shared/semaforo.ts";
import { bandasOf, summarizeFilas } from "../../shared/summary.ts";
import type { Conteo, Revision } from "../../shared/validate.ts";
import { paint, type Look, type Tinta } from "./io.ts";
import { renderTable, type CeldaTexto } from "./table.ts";

const severidades: Readonly<Record<Severity, { readonly marca: string; readonly tinta: Tinta }>> = {
  error: { marca: "✖", tinta: "red" },
  warning: { marca: "▲", tinta: "yellow" },
  info: { marca: "·", tinta: "dim" },
};

const tintas: Readonly<Record<Semaforo, Tinta>> = {
  critico: "red",
  bajo: "yellow",
  medio: "yellow",
  satisfactorio: "green",
  sobresaliente: "green",
  "sin-dato": "dim",
};

/** Findings and avances of one workbook for people. */
export function renderRevision({ file, reporte, filas, findings }: Revision, plan: Plan, look: Look): string {
  const facts = [
    reporte?.secretaria?.nombre ?? "secretaría sin identificar",
    reporte?.vigencia === null || reporte === null ? "sin vigencia" : `vigencia ${reporte.vigencia}`,
    reporte?.corte === null || reporte === null ? "sin fecha de corte" : `corte ${formatFecha(reporte.corte)}`,
  ];
  const lines = [paint(file, "bold", look), paint(facts.join(" · "), "dim", look), ""];
  if (findings.length === 0) lines.push(paint("✔ Sin hallazgos.", "green", look), "");
  else lines.push(renderFindings(findings, look), "");
  if (filas.length > 0) lines.push(renderAvances(filas, look), "", renderResumen(filas, plan), "");
  return lines.join("\n");
}

/** How many of each, and what lies between workbooks. */
export function renderTotales(conteo: Conteo, across: readonly Finding[], look: Look): string {
  const between =
    across.length === 0 ? [] : [paint("Entre libros", "bold", look), "", renderFindings(across, look), ""];
  const waived = conteo.waived === 0 ? "" : ` · ${conteo.waived} con dispensa`;
  const counts = `${plural(conteo.errors, "error", "errores")} · ${plural(conteo.warnings, "aviso", "avisos")} · ${plural(conteo.infos, "nota", "notas")}${waived}`;
  return [...between, paint(counts, conteo.errors > 0 ? "red" : "green", look), ""].join("\n");
}

export function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}

function renderFindings(findings: readonly Finding[], look: Look): string {
  const rows = findings.map(({ severity, cell, indicador, message, reason, fix, dispensa }): CeldaTexto[] => {
    const { marca, tinta } = severidades[severity];
    const todo = fix === undefined ? reason : `${reason} Corrección segura: ${fix.cell} = ${fix.value ?? "vacía"}.`;
    const waived = dispensa === undefined ? "" : ` (dispensa de ${dispensa.por}: ${dispensa.motivo})`;
    return [
      { text: `${marca} ${severityNombre[severity]}`, tinta },
      cell ?? "",
      indicador ?? "",
      `${message}${waived}\n→ ${todo}`,
    ];
  });
  return renderTable(
    [{ titulo: "" }, { titulo: "Celda" }, { titulo: "Indicador" }, { titulo: "Qué pasa y qué hacer", ancha: true }],
    rows,
    look,
  );
}

function renderAvances(filas: readonly Fila[], look: Look): string {
  const rows = filas.map(({ indicador, avance, semaforo }): CeldaTexto[] => {
    const { marca, nombre } = semaforoInfo[semaforo];
    return [
      indicador.codigo,
      indicador.nombre,
      avance.avance === null ? "" : formatPorcentaje(avance.avance),
      { text: `${marca} ${nombre}`, tinta: tintas[semaforo] },
      avance.brecha === null ? "" : showFigure(avance.brecha, indicador),
    ];
  });
  return renderTable(
    [
      { titulo: "Código" },
      { titulo: "Indicador", ancha: true, corta: true },
      { titulo: "Avance", derecha: true },
      { titulo: "Semáforo" },
      { titulo: "Brecha", derecha: true },
    ],
    rows,
    look,
  );
}

function renderResumen(filas: readonly Fila[], plan: Plan): string {
  const resumen = summarizeFilas(filas);
  const promedio = resumen.promedio === null ? "sin promedio" : `avance promedio ${formatPorcentaje(resumen.promedio)}`;
  const bandas = bandasOf(resumen)
    .filter(({ cuantas }) => cuantas > 0)
    .map(({ semaforo, cuantas }) => `${cuantas} ${semaforoInfo[semaforo].nombre.toLowerCase()}`);
  const parts = [
    plural(resumen.indicadores, "indicador", "indicadores"),
    `${promedio} de ${plural(resumen.medidas, "medido", "medidos")}`,
    bandas.join(", "),
    `${plural(resumen.rezagadas, "rezagada", "rezagadas")} (menos de ${formatPorcentaje(plan.umbralRezago)})`,
  ];
  return parts.join(" · ");
}
