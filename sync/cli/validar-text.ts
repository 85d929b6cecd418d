import { formatFecha } from "../../shared/corte.ts";
import type { Fila } from "../../shared/evaluate.ts";
import { showFigure } from "../../shared/explain.ts";
import { severityNombre, type Finding, type Severity } from "../../shared/finding.ts";
import { formatConteo, formatNumero, formatPorcentaje } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { semaforoInfo, type Semaforo, formatAvance } from "../../shared/semaforo.ts";
import { bandasOf, summarizeFilas } from "../../shared/summary.ts";
import type { Conteo, Revision } from "../../shared/validate.ts";
import { paint, type Look, type Tinta } from "./io.ts";
import { renderTable, wrapText, type CeldaTexto } from "./table.ts";

interface Severidad {
  readonly marca: string;
  readonly tinta: Tinta;
  /** Several of `severityNombre`. */
  readonly plural: string;
}

const severidades: Readonly<Record<Severity, Severidad>> = {
  error: { marca: "✖", tinta: "red", plural: "errores" },
  warning: { marca: "▲", tinta: "yellow", plural: "advertencias" },
  info: { marca: "·", tinta: "dim", plural: "informaciones" },
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
  const about = wrapText(facts.join(" · "), look.width).map((line) => paint(line, "dim", look));
  const lines = [paint(file, "bold", look), ...about, ""];
  if (findings.length === 0) lines.push(paint("✔ Sin hallazgos.", "green", look), "");
  else lines.push(renderFindings(findings, look), "");
  if (filas.length > 0) lines.push(renderAvances(filas, plan, look), "", renderResumen(filas, plan, look), "");
  return lines.join("\n");
}

/** How many of each, and what lies between workbooks. */
export function renderTotales(conteo: Conteo, across: readonly Finding[], look: Look): string {
  const between =
    across.length === 0 ? [] : [paint("Entre libros", "bold", look), "", renderFindings(across, look), ""];
  const counts = `${conteoText("error", conteo.errors)} · ${conteoText("warning", conteo.warnings)} · ${conteoText("info", conteo.infos)}${waivedText(conteo.waived)}`;
  return [...between, paint(counts, conteo.errors > 0 ? "red" : "green", look), ""].join("\n");
}

/** `1 advertencia`, `7 advertencias`. */
function conteoText(severity: Severity, count: number): string {
  const { plural } = severidades[severity];
  return formatConteo(count, severityNombre[severity].toLowerCase(), plural);
}

function waivedText(count: number): string {
  return count === 0 ? "" : ` · ${formatNumero(count)} con dispensa`;
}

/** The worst first, each kind under its name, so that the texts have the width. */
function renderFindings(findings: readonly Finding[], look: Look): string {
  return (["error", "warning", "info"] as const)
    .map((severity) => ({ severity, group: findings.filter((each) => each.severity === severity) }))
    .filter(({ group }) => group.length > 0)
    .map(({ severity, group }) => {
      const { marca, tinta } = severidades[severity];
      const waived = group.filter(({ dispensa }) => dispensa !== undefined).length;
      const counts = `${marca} ${conteoText(severity, group.length - waived)}${waivedText(waived)}`;
      return `${paint(counts, tinta, look)}\n${renderGroup(group, look)}`;
    })
    .join("\n\n");
}

function renderGroup(findings: readonly Finding[], look: Look): string {
  const rows = findings.map(({ severity, cell, indicador, message, reason, fix, dispensa }): CeldaTexto[] => {
    const { marca, tinta } = severidades[severity];
    const todo = fix === undefined ? reason : `${reason} Corrección segura: ${fix.cell} = ${fix.value ?? "vacía"}.`;
    const waived = dispensa === undefined ? "" : ` (dispensa de ${dispensa.por}: ${dispensa.motivo})`;
    return [{ text: marca, tinta }, cell ?? "", indicador ?? "", `${message}${waived}\n→ ${todo}`];
  });
  return renderTable(
    [{ titulo: "" }, { titulo: "Celda" }, { titulo: "Indicador" }, { titulo: "Qué pasa y qué hacer", ancha: true }],
    rows,
    look,
  );
}

function renderAvances(filas: readonly Fila[], plan: Plan, look: Look): string {
  const rows = filas.map(({ indicador, avance, semaforo }): CeldaTexto[] => {
    const { marca, nombre } = semaforoInfo[semaforo];
    return [
      indicador.codigo,
      indicador.nombre,
      avance.avance === null ? "" : formatAvance(avance.avance, plan),
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

function renderResumen(filas: readonly Fila[], plan: Plan, look: Look): string {
  const resumen = summarizeFilas(filas);
  const promedio = resumen.promedio === null ? "sin promedio" : `avance promedio ${formatPorcentaje(resumen.promedio)}`;
  const bandas = bandasOf(resumen)
    .filter(({ cuantas }) => cuantas > 0)
    .map(({ semaforo, cuantas }) => `${cuantas} ${semaforoInfo[semaforo].nombre.toLowerCase()}`);
  const parts = [
    formatConteo(resumen.indicadores, "indicador", "indicadores"),
    `${promedio} de ${formatConteo(resumen.medidas, "medido", "medidos")}`,
    bandas.join(", "),
    `${formatConteo(resumen.rezagadas, "rezagada", "rezagadas")} (menos de ${formatPorcentaje(plan.umbralRezago)})`,
  ];
  return wrapText(parts.join(" · "), look.width).join("\n");
}
