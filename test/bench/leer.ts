import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { Peer, runChild } from "./child.ts";
import { sources, type CorpusMaker } from "./corpus.ts";
import type { Python } from "./python.ts";
import { mb, median, ms, printTabla, times, type Meta } from "./tabla.ts";

/** A program that reads workbooks, and how often it reads them in one turn (fast ones more often). */
interface Lector {
  readonly id: string;
  readonly nombre: string;
  readonly kind: "ours" | "limit" | "js" | "python";
  readonly command: string;
  readonly args: readonly string[];
  readonly perTurn: number;
}

interface Caso {
  readonly nombre: string;
  readonly files: readonly string[];
}

interface Lectura {
  readonly lector: Lector;
  /** Median of all readings, and the fastest of them. */
  readonly seconds: number;
  readonly fastest: number;
  readonly cells: number;
  readonly megabytes: number | null;
}

/** Reading to typed values, every reader warm and in a process of its own, taking turns so that noise hits all alike. */
export async function benchLeer(maker: CorpusMaker, python: Python | null, turns: number): Promise<Meta[]> {
  const casos: Caso[] = [
    { nombre: "30 workbooks of 500 × 26", files: (await maker.libros(30, 500)).files },
    { nombre: "one workbook of 20,000 × 26", files: [await maker.grande(20_000)] },
  ];
  const metas: Meta[] = [];
  const lectores = lectoresOf(python);
  for (const caso of casos) {
    const lecturas = await readInTurns(caso, lectores, turns);
    printLecturas(caso, lecturas, turns);
    metas.push(...metasOf(caso, lecturas));
  }
  await printWhole(casos[0], lectores);
  return metas;
}

function lectoresOf(python: Python | null): Lector[] {
  const worker = join(fileURLToPath(import.meta.url), "../read-worker.js");
  const js = (id: string, nombre: string, kind: Lector["kind"], perTurn: number): Lector => ({
    id,
    nombre,
    kind,
    command: process.execPath,
    args: [worker, id],
    perTurn,
  });
  const py = (id: string, nombre: string, module: string): Lector[] =>
    python?.modules.has("openpyxl") === true && python.modules.has(module)
      ? [
          {
            id,
            nombre: `${nombre} ${python.modules.get(module) ?? ""}`,
            kind: "python",
            command: python.command,
            args: [join(sources, "read_peers.py"), id],
            perTurn: 1,
          },
        ]
      : [];
  return [
    js("inflate", "inflate alone (node:zlib)", "limit", 10),
    js("nuestro", "Metas al Día", "ours", 10),
    js("read-excel-file", "read-excel-file", "js", 1),
    js("exceljs-stream", "exceljs, stream (breaks accents between chunks)", "js", 1),
    js("exceljs", "exceljs, its normal reading", "js", 1),
    ...py("openpyxl-read-only", "openpyxl, read-only,", "openpyxl"),
    ...py("openpyxl", "openpyxl, normal,", "openpyxl"),
    ...py("pandas", "pandas", "pandas"),
  ];
}

const answer = z.object({ seconds: z.array(z.number()), cells: z.int() });

/** What a reading process answers to a turn. */
export function parseAnswer(line: string): z.output<typeof answer> {
  return answer.parse(JSON.parse(line));
}

async function readInTurns(caso: Caso, lectores: readonly Lector[], turns: number): Promise<Lectura[]> {
  const peers = lectores.map((lector) => ({
    lector,
    peer: new Peer(lector.command, lector.args),
    seconds: [] as number[],
    cells: 0,
  }));
  for (let turn = 0; turn <= turns; turn++) {
    for (const each of peers) {
      const question = JSON.stringify({ files: caso.files, times: each.lector.perTurn });
      const { seconds, cells } = parseAnswer(await each.peer.ask(question));
      each.cells = cells;
      if (turn > 0) each.seconds.push(...seconds); // the first turn warms up
    }
  }
  const lecturas: Lectura[] = [];
  for (const { lector, peer, seconds, cells } of peers) {
    lecturas.push({
      lector,
      seconds: median(seconds),
      fastest: Math.min(...seconds),
      cells,
      megabytes: await peer.end(),
    });
  }
  return lecturas;
}

function printLecturas({ nombre }: Caso, lecturas: readonly Lectura[], turns: number): void {
  const own = secondsOf(lecturas, "nuestro");
  printTabla(
    `Reading ${nombre} to typed values, warm, median of ${turns} turns`,
    ["", "ms", "ratio to ours", "fastest ms", "cells with a value", "peak MB"],
    lecturas.map(({ lector, seconds, fastest, cells, megabytes }) => [
      lector.nombre,
      ms(seconds),
      times(seconds / own),
      ms(fastest),
      lector.kind === "limit" ? "" : cells.toLocaleString("en"),
      mb(megabytes),
    ]),
  );
}

function metasOf({ nombre }: Caso, lecturas: readonly Lectura[]): Meta[] {
  const own = secondsOf(lecturas, "nuestro");
  // Its streaming reader is what few use, and it reads «á» as «��» where a chunk ends inside the letter.
  const exceljs = secondsOf(lecturas, "exceljs");
  const peers = lecturas.filter(({ lector }) => lector.kind === "js" || lector.kind === "python");
  const best = peers.reduce((one, other) => (other.seconds < one.seconds ? other : one));
  const limit = lecturas.find(({ lector }) => lector.kind === "limit");
  const inflate = own / (limit?.seconds ?? NaN);
  return [
    {
      text: `${nombre}: ≥ 10× exceljs (its normal reading)`,
      met: exceljs / own >= 10,
      measured: times(exceljs / own),
    },
    {
      text: `${nombre}: ≥ 5× the best peer (${best.lector.nombre})`,
      met: best.seconds / own >= 5,
      measured: times(best.seconds / own),
    },
    { text: `${nombre}: ≤ 4× inflate alone`, met: inflate <= 4, measured: times(inflate) },
  ];
}

function secondsOf(lecturas: readonly Lectura[], id: string): number {
  return lecturas.find(({ lector }) => lector.id === id)?.seconds ?? NaN;
}

/** The same work once, from the start of a process to its end. */
async function printWhole(caso: Caso | undefined, lectores: readonly Lector[]): Promise<void> {
  if (caso === undefined) return;
  const rows: { lector: Lector; seconds: number; megabytes: number | null }[] = [];
  for (const lector of lectores) {
    const once = JSON.stringify({ files: caso.files, times: 1 });
    rows.push({ lector, ...(await runChild(lector.command, lector.args, { input: `${once}\n` })) });
  }
  const own = rows.find(({ lector }) => lector.kind === "ours")?.seconds ?? NaN;
  printTabla(
    `Reading ${caso.nombre} once, the whole process`,
    ["", "ms", "ratio to ours", "peak MB"],
    rows.map(({ lector, seconds, megabytes }) => [lector.nombre, ms(seconds), times(seconds / own), mb(megabytes)]),
  );
}
