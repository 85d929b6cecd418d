import { modos, tipos } from "../../shared/acumulacion.ts";
import type { Cell } from "../../shared/cell.ts";
import { modosReporte, tiposAcumulacion } from "../../shared/indicador.ts";
import type { Columna } from "../../shared/layout/columnas.ts";
import { columnasByKey } from "../../shared/layout/match.ts";
import type { Decision } from "../../shared/merge/conflicto.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { columnaNombre, claseText, decisionNombre, nombreDe, valoresConflicto } from "../canonico/palabras.ts";
import { fitValor } from "../canonico/valor-final.ts";
import { enBlanco } from "../canonico/valor-texto.ts";
import { readCanonico } from "../canonico/leer.ts";
import { withHoja } from "../corrida/decisiones.ts";
import { memoriaDocumentos, readMemoria, type Memoria } from "../corrida/estado.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import { exitCodes, SyncError, usageError } from "../errors.ts";
import { readBytes } from "../libro.ts";
import { sha256 } from "../sha256.ts";
import type { Entrada, Resultado } from "./command.ts";
import { newCorrida, readEspacio, withStore } from "./espacio-abierto.ts";
import { paint, programName, type Look } from "./io.ts";
import { conflictoJson } from "./sincronizar-json.ts";
import { wrapText } from "./table.ts";

/** Lists what waits for a decision, or takes one; the next run applies it. */
export async function run(entrada: Entrada): Promise<Resultado> {
  const { io, valores } = entrada;
  const { config, plan: leido } = await readEspacio(entrada, "conflictos");
  const { plan } = leido;
  const wanted = valores["resolver"];
  const con = valores["con"];
  if ((wanted === undefined) !== (con === undefined)) throw incomplete();
  return withStore(config, io, async (store) => {
    const memoria = await readMemoria(store);
    // What the sheet says by now was decided before this.
    const { vigentes, enHoja } = withHoja(
      memoria.decisiones,
      memoria.enHoja,
      await readHoja(config.canonico, plan, memoria),
    );
    if (wanted === undefined || con === undefined) return list(memoria.abiertos, vigentes, plan, io);
    const abierto = findAbierto(memoria.abiertos, wanted);
    const { conflicto } = abierto;
    const decision = decisionOf(con, abierto, plan);
    const documentos = memoriaDocumentos({ ...memoria, decisiones: vigentes.set(conflicto.id, decision), enHoja });
    await store.commit({
      corrida: newCorrida(io).id,
      partes: [
        {
          nombre: "decision",
          estado: { decisiones: documentos["decisiones"], "decisiones-hoja": documentos["decisiones-hoja"] },
          auditoria: [{ tipo: "decision", conflicto: conflicto.id, ...decision }],
        },
      ],
    });
    return {
      exitCode: exitCodes.ok,
      json: { id: conflicto.id, decision },
      text: () =>
        `Decidido: ${columnaNombre(conflicto.columna, plan)} de ${conflicto.codigo}, ${decisionNombre[decision.gana].toLowerCase()}.\n` +
        `Se aplica en la próxima corrida: ${programName(io)} sincronizar\n`,
    };
  });
}

/** What the sheet Conflictos says; null when it says what it said, or cannot be read: then the next run tells of it. */
async function readHoja(
  canonico: string,
  plan: Plan,
  { espacio, abiertos }: Memoria,
): Promise<ReadonlyMap<string, Decision> | null> {
  try {
    const bytes = await readBytes(canonico);
    return sha256(bytes) === espacio?.canonico ? null : readCanonico(bytes, canonico, plan, abiertos).decisiones;
  } catch (error) {
    if (error instanceof SyncError) return null;
    throw error;
  }
}

function list(
  abiertos: readonly ConflictoAbierto[],
  decisiones: ReadonlyMap<string, Decision>,
  plan: Plan,
  io: Entrada["io"],
): Resultado {
  const waiting = abiertos.filter(({ conflicto }) => !decisiones.has(conflicto.id));
  return {
    exitCode: waiting.length > 0 ? exitCodes.conflicts : exitCodes.ok,
    json: {
      conflictos: abiertos.map((abierto) => ({
        ...conflictoJson(abierto),
        decision: decisiones.get(abierto.conflicto.id) ?? null,
      })),
    },
    text: (look) =>
      abiertos.length === 0
        ? `${paint("✔ No hay conflictos por decidir.", "green", look)}\n`
        : [
            ...abiertos.flatMap((abierto) => render(abierto, decisiones.get(abierto.conflicto.id), plan, look)),
            `Decida con «${programName(io)} conflictos --resolver ID --con planeacion», --con secretaria o --con VALOR,`,
            "o en la hoja Conflictos del libro canónico.",
            "",
          ].join("\n"),
  };
}

function render(abierto: ConflictoAbierto, decision: Decision | undefined, plan: Plan, look: Look): string[] {
  const { conflicto, desde } = abierto;
  const secretaria = plan.secretarias.find(({ id }) => id === conflicto.secretaria)?.nombre ?? conflicto.secretaria;
  const { ancestro, planeacion, secretaria: propio } = valoresConflicto(conflicto, plan);
  const nombre = nombreDe(undefined, conflicto);
  const line = (label: string, value: string): string[] =>
    wrapText(value === "" ? "(en blanco)" : value, look.width - 16).map(
      (text, at) => `  ${(at === 0 ? label : "").padEnd(14)}${text}`,
    );
  return [
    `${paint(conflicto.id, "bold", look)}  ${conflicto.codigo}${nombre === "" ? "" : ` ${nombre}`} · ${columnaNombre(conflicto.columna, plan)}`,
    paint(`  ${secretaria} · desde ${desde.slice(0, 10)} · ${claseText(conflicto, plan)}`, "dim", look),
    ...line("Antes", ancestro),
    ...line("Planeación", planeacion),
    ...line("Secretaría", propio),
    ...(decision === undefined ? [] : line("Decidido", decisionNombre[decision.gana])),
    "",
  ];
}

/** A whole id, or the beginning of just one. */
function findAbierto(abiertos: readonly ConflictoAbierto[], wanted: string): ConflictoAbierto {
  const begins = wanted.trim().toLowerCase();
  // Nothing at all is no beginning, even where only one conflict is open.
  const found = begins === "" ? [] : abiertos.filter(({ conflicto }) => conflicto.id.startsWith(begins));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw usageError("conflicto-no-existe", {
    where: wanted,
    why: found.length === 0 ? "No hay un conflicto abierto con ese id." : "Hay más de un conflicto que empieza así.",
    hint: "Vea los que hay con «metas conflictos».",
  });
}

function decisionOf(con: string, { conflicto }: ConflictoAbierto, plan: Plan): Decision {
  if (con.trim() === "") throw withoutValue();
  if (con === "planeacion" || con === "secretaria") return { gana: con };
  const columna = conflicto.columna === null ? undefined : columnasByKey(plan).get(conflicto.columna);
  if (columna === undefined) {
    throw usageError("decision-invalida", {
      where: conflicto.id,
      why:
        conflicto.columna === null
          ? "El conflicto es de una fila entera, y no se decide con un valor."
          : `El plan ya no tiene la columna «${conflicto.columna}», y no se sabe qué valores le sirven.`,
      hint: "Use --con planeacion o --con secretaria.",
    });
  }
  return { gana: "otro", valor: cellOf(con, columna) };
}

/**
 * The value as the column holds it; by the same reading as that of the sheet Conflictos.
 *
 * @throws SyncError with exit code 2 for a value that the column cannot hold
 */
function cellOf(text: string, columna: Columna): Cell {
  const fitted = fitValor(text, columna);
  if (fitted.fits) return fitted.valor;
  throw usageError("valor-invalido", {
    where: `«${columna.encabezado}»`,
    why: `«${text}» no sirve para esta columna.`,
    hint: `Escriba ${fittingText(columna)}, o ${enBlanco} para dejar la celda vacía.`,
  });
}

/** What the column takes, in words. */
function fittingText({ campo, info }: Columna): string {
  switch (info.tipo) {
    case "numero":
      return campo === "meta" || campo === "ejecucion"
        ? "un número como en Excel (12,5, 15.367 u 80 %), NP donde no se programó"
        : "un número como en Excel: 12,5, 15.367 u 80 %";
    case "fecha":
      return "una fecha como 15/12/2017";
    case "lista":
      return `una de estas palabras: ${wordsOf(campo).join(", ")}`;
    case "codigo":
    case "texto":
      return "un texto";
  }
}

function wordsOf(campo: Columna["campo"]): readonly string[] {
  return campo === "tipoAcumulacion"
    ? tiposAcumulacion.map((tipo) => tipos[tipo].nombre)
    : modosReporte.map((modo) => modos[modo].nombre);
}

/** What an order gets from a variable of a script that nobody set: it must not empty a cell. */
function withoutValue(): SyncError {
  return usageError("valor-vacio", {
    where: "--con",
    why: "No dice ningún valor, y no se decidió nada.",
    hint: `Escriba planeacion, secretaria u otro valor; para dejar la celda vacía, --con "${enBlanco}".`,
  });
}

function incomplete(): SyncError {
  return usageError("opcion-obligatoria", {
    where: "metas conflictos",
    why: "--resolver y --con van juntas.",
    hint: "Por ejemplo: metas conflictos --resolver 3f2a --con secretaria",
  });
}
