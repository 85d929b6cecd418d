import { basename } from "node:path";
import { showFecha, splitMomento } from "../../shared/corte.ts";
import { formatConteo, formatPorcentaje } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { listText } from "../../shared/text.ts";
import { exitCodes, reasonOf, type ExitCode } from "../errors.ts";
import { describeAviso, describeNoEscritas } from "./aviso.ts";
import { isAdoptada, isWorthTelling } from "./ediciones.ts";
import { memoriaRehecha } from "./memoria-rehecha.ts";
import type { ResultadoCorrida, ResultadoSecretaria } from "./resultado.ts";

/** The summary that a person can be sent, beside the consolidated workbook. */
export const resumenFile = "ultima-corrida.txt";

/** What a run ended with, in a line: for a terminal, a log, a mail's subject. */
export function lineaCorrida(resultado: ResultadoCorrida): string {
  const { secretarias, cambios, conflictos, pendientes, simulada, recuperada } = resultado;
  const sinMezclar = secretarias
    .filter(({ estado }) => estado === "omitida" || estado === "detenida")
    .map(({ file, nombre }) => (file === null ? nombre : basename(file)));
  const sinEscribir = [...new Set(pendientes.map(({ path }) => basename(path)))];
  const avisos = countAvisos(resultado);
  const hacia = (lado: "libro" | "canonico"): number => cambios.filter((cambio) => cambio.hacia === lado).length;
  const nuevas = secretarias.flatMap(({ alCanonico }) => alCanonico.filter(isAdoptada)).length;
  const said = [
    ...(nuevas === 0 ? [] : [formatConteo(nuevas, "fila nueva en el canónico", "filas nuevas en el canónico")]),
    formatConteo(hacia("canonico"), "celda al canónico", "celdas al canónico"),
    formatConteo(hacia("libro"), "celda a los libros", "celdas a los libros"),
    formatConteo(conflictos.length, "conflicto por decidir", "conflictos por decidir"),
    ...(avisos === 0 ? [] : [formatConteo(avisos, "aviso por atender", "avisos por atender")]),
    ...(sinMezclar.length === 0
      ? []
      : [
          `${formatConteo(sinMezclar.length, "libro sin mezclar", "libros sin mezclar")} (${listText(sinMezclar, maxNombres)})`,
        ]),
    ...(sinEscribir.length === 0 ? [] : [`sin escribir ${listText(sinEscribir, maxNombres)}`]),
    ...(recuperada === null ? [] : [`se terminó la corrida ${recuperada}, que se había interrumpido`]),
  ];
  const final = finalOf(resultado);
  if (!simulada) return `${final} · ${said.join(" · ")}`;
  // Nothing is done yet; what stands in the way of it is said behind.
  const isPending = resultado.exitCode !== exitCodes.safetyStop && nuevas + cambios.length > 0;
  return `Simulación: ${isPending ? "hay cambios por llevar" : final} · ${said.join(" · ")}`;
}

/** Files that a line has room to name. */
const maxNombres = 3;

/** What a person has to see to in the workbooks, though nothing failed: rows to add, to take out, to tell apart. */
function countAvisos({ secretarias, avisosCanonico, memoriaRehecha: rehecha }: ResultadoCorrida): number {
  return secretarias.reduce(
    (sum, { avisos, error }) => sum + (error === null ? avisos.length : 0),
    avisosCanonico.length + (rehecha ? 1 : 0),
  );
}

/** How a run ended. */
export function finalOf(resultado: ResultadoCorrida): string {
  const { exitCode, secretarias, pendientes } = resultado;
  if (exitCode === exitCodes.ok && countAvisos(resultado) > 0) return "Hecho, con avisos por atender";
  if (exitCode !== exitCodes.temporary) return finales[exitCode];
  const errors = [...secretarias, ...pendientes].flatMap(({ error }) =>
    error !== null && error.exitCode === exitCodes.temporary ? [error.code] : [],
  );
  const causas = new Set(errors.map((code) => temporales.get(code) ?? otraCausa));
  return `${finales[exitCode]}: ${[...causas].sort().join(" y ")}`;
}

/** Why something was left for the next run, by code of its error. */
const temporales: ReadonlyMap<string, string> = new Map([
  ["archivo-en-uso", "hay archivos abiertos"],
  ["archivo-de-solo-lectura", "hay archivos de solo lectura"],
  ["archivo-cambio", "alguien guardó un archivo entre tanto"],
]);
const otraCausa = "algo no se pudo escribir por ahora";

export const finales: Readonly<Record<ExitCode, string>> = {
  [exitCodes.ok]: "Todo al día",
  [exitCodes.failed]: "No se pudo",
  [exitCodes.usage]: "Mal configurado",
  [exitCodes.partial]: "Hecho, con algo sin mezclar",
  [exitCodes.conflicts]: "Hecho, con conflictos por decidir",
  [exitCodes.temporary]: "Hecho en parte",
  [exitCodes.safetyStop]: "Detenido por seguridad en algún libro",
  [exitCodes.locked]: "Otra corrida está en marcha",
  [exitCodes.cancelled]: "Cancelado",
};

/** The run in a page of plain text that can be sent to anybody. */
export function resumenCorrida(resultado: ResultadoCorrida, ciudad: number | null, plan: Plan): string {
  const { secretarias, conflictos, pendientes, avisosCanonico } = resultado;
  const lines = [
    ...cabezaOf(plan, resultado.corrida, resultado.momento),
    `${lineaCorrida(resultado)}.`,
    ...(ciudad === null ? [] : [`Avance promedio de la ciudad: ${formatPorcentaje(ciudad)}.`]),
    "",
    ...secretarias.flatMap((each) => secretariaLines(each, plan)),
  ];
  if (conflictos.length > 0) {
    lines.push("", `Conflictos por decidir en la hoja Conflictos de ${resultado.canonico}: ${conflictos.length}.`);
  }
  for (const { where, mensaje } of avisosCanonico) lines.push(`Canónico, ${where}: ${mensaje}`);
  if (resultado.memoriaRehecha) {
    lines.push(`${memoriaRehecha.where}: ${memoriaRehecha.mensaje} ${memoriaRehecha.accion}`);
  }
  for (const { path, error } of pendientes) lines.push(`${path}: ${reasonOf(error)} ${error.hint}`);
  return `${lines.join("\r\n")}\r\n`;
}

/** How a summary begins: whose, and of which run. */
export function cabezaOf({ nombre, entidad }: Plan, corrida: string, momento: string): string[] {
  const { dia, hora } = splitMomento(momento);
  return [`${nombre} · ${entidad}`, `Corrida ${corrida}, ${showFecha(dia)} ${hora}`, ""];
}

function secretariaLines(
  { nombre, estado, error, alLibro, alCanonico, conflictos, avisos, noEscritas, hallazgos }: ResultadoSecretaria,
  plan: Plan,
): string[] {
  if (error !== null) return [`- ${nombre}: sin mezclar. ${reasonOf(error)}`, `    Qué hacer: ${error.hint}`];
  const filas = alCanonico.filter(isAdoptada).length;
  const celdas = alCanonico.filter(isWorthTelling).length;
  const counts = [
    ...(estado === "sin-cambios" ? ["sin cambios"] : []),
    ...(filas === 0 ? [] : [formatConteo(filas, "fila nueva en el canónico", "filas nuevas en el canónico")]),
    ...(celdas === 0 ? [] : [`${formatConteo(celdas, "celda", "celdas")} al canónico`]),
    ...(alLibro.length === 0 ? [] : [`${formatConteo(alLibro.length, "celda", "celdas")} al libro`]),
    ...(conflictos.length === 0 ? [] : [formatConteo(conflictos.length, "conflicto", "conflictos")]),
    ...(hallazgos === null || hallazgos.errors === 0 ? [] : [formatConteo(hallazgos.errors, "error", "errores")]),
  ];
  return [
    `- ${nombre}: ${counts.length === 0 ? "al día" : counts.join(", ")}`,
    ...avisos.slice(0, maxAvisos).map((aviso) => {
      const { mensaje, accion } = describeAviso(aviso, plan);
      return `    ${mensaje} ${accion}`;
    }),
    ...(avisos.length > maxAvisos ? [`    … y ${avisos.length - maxAvisos} avisos más.`] : []),
    ...describeNoEscritas(noEscritas, plan).map(
      ({ mensaje, accion }) => `    ${mensaje}${accion === null ? "" : ` ${accion}`}`,
    ),
  ];
}

/** Notices of one secretaría that a page has room for. */
const maxAvisos = 10;
