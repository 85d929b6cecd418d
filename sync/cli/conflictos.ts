import { parseNumero } from "../../shared/number.ts";
import { columnasByKey } from "../../shared/layout/match.ts";
import type { Decision } from "../../shared/merge/conflicto.ts";
import { parseFecha, serialFromIso } from "../../shared/corte.ts";
import type { Cell } from "../../shared/cell.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { columnaNombre, claseText, decisionNombre, nombreDe, valoresConflicto } from "../canonico/palabras.ts";
import { memoriaDocumentos, readMemoria } from "../corrida/estado.ts";
import type { ConflictoAbierto } from "../corrida/registro.ts";
import { exitCodes, usageError, type SyncError } from "../errors.ts";
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
    if (wanted === undefined || con === undefined) return list(memoria.abiertos, memoria.decisiones, plan, io);
    const abierto = findAbierto(memoria.abiertos, wanted);
    const { conflicto } = abierto;
    const decision = decisionOf(con, abierto, plan);
    const decisiones = new Map(memoria.decisiones).set(conflicto.id, decision);
    await store.commit({
      corrida: newCorrida(io).id,
      partes: [
        {
          nombre: "decision",
          estado: { decisiones: memoriaDocumentos({ ...memoria, decisiones })["decisiones"] },
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
  const found = abiertos.filter(({ conflicto }) => conflicto.id.startsWith(wanted.toLowerCase()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw usageError("conflicto-no-existe", {
    where: wanted,
    why: found.length === 0 ? "No hay un conflicto abierto con ese id." : "Hay más de un conflicto que empieza así.",
    hint: "Vea los que hay con «metas conflictos».",
  });
}

function decisionOf(con: string, { conflicto }: ConflictoAbierto, plan: Plan): Decision {
  if (con === "planeacion" || con === "secretaria") return { gana: con };
  if (conflicto.columna === null) {
    throw usageError("decision-invalida", {
      where: conflicto.id,
      why: "El conflicto es de una fila entera, y no se decide con un valor.",
      hint: "Use --con planeacion o --con secretaria.",
    });
  }
  return { gana: "otro", valor: cellOf(con, conflicto.columna, plan) };
}

/** @throws SyncError with exit code 2 for a value that the column cannot hold */
function cellOf(text: string, columna: string, plan: Plan): Cell {
  const info = columnasByKey(plan).get(columna);
  const invalid = (what: string): SyncError =>
    usageError("valor-invalido", {
      where: `«${info?.encabezado ?? columna}»`,
      why: `«${text}» no es ${what}.`,
      hint: "Escríbalo como en Excel: 12,5 o 15.367; las fechas como 15/12/2017.",
    });
  if (info?.info.tipo === "numero") {
    const read = parseNumero(text);
    if (read.kind === "blank") return null;
    if (read.kind === "np") return "NP";
    if (read.kind !== "value") throw invalid("un número");
    return read.percent ? { kind: "percent", value: Number((read.value / 100).toPrecision(15)) } : read.value;
  }
  if (info?.info.tipo === "fecha") {
    const fecha = parseFecha(text);
    if (text.trim() === "") return null;
    if (fecha === null) throw invalid("una fecha");
    return { kind: "date", serial: serialFromIso(fecha) };
  }
  return text === "" ? null : text;
}

function incomplete(): SyncError {
  return usageError("opcion-obligatoria", {
    where: "metas conflictos",
    why: "--resolver y --con van juntas.",
    hint: "Por ejemplo: metas conflictos --resolver 3f2a --con secretaria",
  });
}
