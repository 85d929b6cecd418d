import { formatConteo } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { describeAviso, describeNoEscritas } from "../corrida/aviso.ts";
import { isAdoptada, isWorthTelling } from "../corrida/ediciones.ts";
import { memoriaRehecha } from "../corrida/memoria-rehecha.ts";
import type { EstadoSecretaria, ResultadoCorrida, ResultadoSecretaria } from "../corrida/resultado.ts";
import { lineaCorrida } from "../corrida/resumen-texto.ts";
import { exitCodes, reasonOf } from "../errors.ts";
import { paint, type Look, type Tinta } from "./io.ts";
import { renderTable, wrapText, type CeldaTexto, type ColumnaTexto } from "./table.ts";

/** The run in one line. */
export function renderLinea(resultado: ResultadoCorrida): string {
  return `${lineaCorrida(resultado)}\n`;
}

/** A line for each secretaría, what needs a person, and where things are. */
export function renderCorrida(resultado: ResultadoCorrida, plan: Plan, look: Look): string {
  const { secretarias, exitCode, conflictos, pendientes, avisosCanonico, simulada } = resultado;
  const notes = [
    ...secretarias.flatMap((each) => notesOf(each, plan)),
    ...avisosCanonico.map(({ where, mensaje }): Nota => ({ de: `Canónico, ${where}`, texto: mensaje, accion: null })),
    ...(resultado.memoriaRehecha ? [cabezaRehecha] : []),
    ...pendientes.map(({ path, nuevo, error }): Nota => ({
      de: path,
      texto: `${reasonOf(error)}${nuevo === null ? "" : ` Lo nuevo quedó en ${nuevo}.`}`,
      accion: error.hint,
    })),
  ];
  const tinta = exitCode === exitCodes.ok ? "green" : exitCode === exitCodes.conflicts ? "yellow" : "red";
  return [
    renderTable(
      columnas,
      secretarias.map((each) => rowOf(each)),
      look,
    ),
    "",
    ...notes.flatMap((nota) => renderNota(nota, look)),
    ...wrapText(lineaCorrida(resultado), look.width).map((line) => paint(line, tinta, look)),
    ...(conflictos.length === 0
      ? []
      : [`Decida los conflictos en la hoja Conflictos de ${resultado.canonico}, o con «metas conflictos».`]),
    ...(simulada ? [] : ["", `Libro canónico: ${resultado.canonico}`, `Libro consolidado: ${resultado.consolidado}`]),
    "",
  ].join("\n");
}

const columnas: readonly ColumnaTexto[] = [
  { titulo: "Secretaría", ancha: true },
  { titulo: "Estado" },
  { titulo: "Al canónico", derecha: true },
  { titulo: "Al libro", derecha: true },
  { titulo: "Conflictos", derecha: true },
  { titulo: "Errores", derecha: true },
];

const estados: Readonly<Record<EstadoSecretaria, readonly [nombre: string, tinta: Tinta]>> = {
  "sin-cambios": ["sin cambios", "dim"],
  mezclada: ["mezclada", "green"],
  omitida: ["sin mezclar", "yellow"],
  detenida: ["detenida", "red"],
};

function rowOf({ nombre, estado, alLibro, alCanonico, conflictos, hallazgos }: ResultadoSecretaria): CeldaTexto[] {
  const [text, tinta] = estados[estado];
  return [
    nombre,
    { text, tinta },
    hacia(alCanonico),
    count(alLibro.length),
    conflictos.length === 0 ? "·" : { text: `${conflictos.length}`, tinta: "yellow" },
    hallazgos === null ? "–" : count(hallazgos.errors),
  ];
}

/** New rows are told of as rows: «10 filas, 3». */
function hacia(alCanonico: ResultadoSecretaria["alCanonico"]): string {
  const filas = alCanonico.filter(isAdoptada).length;
  const celdas = alCanonico.filter(isWorthTelling).length;
  if (filas === 0) return count(celdas);
  return `${formatConteo(filas, "fila", "filas")}${celdas === 0 ? "" : `, ${celdas}`}`;
}

function count(number: number): string {
  return number === 0 ? "·" : `${number}`;
}

interface Nota {
  readonly de: string;
  readonly texto: string;
  readonly accion: string | null;
}

const cabezaRehecha: Nota = {
  de: memoriaRehecha.where,
  texto: memoriaRehecha.mensaje,
  accion: memoriaRehecha.accion,
};

function notesOf({ nombre, error, avisos, noEscritas }: ResultadoSecretaria, plan: Plan): Nota[] {
  const notas: Nota[] = [];
  if (error !== null) notas.push({ de: nombre, texto: reasonOf(error), accion: error.hint });
  for (const aviso of avisos.slice(0, maxAvisos)) {
    const { mensaje, accion } = describeAviso(aviso, plan);
    notas.push({ de: nombre, texto: mensaje, accion });
  }
  if (avisos.length > maxAvisos) {
    notas.push({
      de: nombre,
      texto: `${formatConteo(avisos.length - maxAvisos, "aviso", "avisos")} más.`,
      accion: null,
    });
  }
  for (const { mensaje, accion } of describeNoEscritas(noEscritas, plan)) {
    notas.push({ de: nombre, texto: mensaje, accion });
  }
  return notas;
}

/** Notices of one secretaría that a terminal shows. */
const maxAvisos = 5;

function renderNota({ de, texto, accion }: Nota, look: Look): string[] {
  return [
    `${paint("▲", "yellow", look)} ${paint(de, "bold", look)}`,
    ...wrapText(texto, look.width - 2).map((line) => `  ${line}`),
    ...(accion === null
      ? []
      : wrapText(accion, look.width - 4).map((line, at) => `${at === 0 ? "  → " : "    "}${line}`)),
    "",
  ];
}
