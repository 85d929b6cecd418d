import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";
import { Peer, runChild, type Corrida } from "./child.ts";
import { sources, type CorpusMaker } from "./corpus.ts";
import { editLibro, makeEspacio } from "./espacio.ts";
import { mb, median, printTabla, times, type Meta } from "./tabla.ts";

const main = join(sources, "../../dist/bin/metas.js");

/** Exit codes of runs that did their work: also with conflicts, or workbooks left out. */
const done = [0, 3, 4];

/** The sync: a first run, one in which nothing changed, and one in which one workbook of thirty did. */
export async function benchSincronizar(maker: CorpusMaker, turns: number): Promise<Meta[]> {
  const rows: { nombre: string; corrida: Corrida }[] = [];
  const peaks: number[] = [];
  for (const libros of [10, 30, 60]) {
    const corpus = await maker.libros(libros, 500);
    const folder = maker.salida(`espacio-${libros}`);
    const config = makeEspacio(folder, corpus);
    const run = (): Promise<Corrida> =>
      runChild(process.execPath, [main, "sincronizar", "--config", config], { allowed: done });
    const first = await run();
    const same = await medianOf(turns, run);
    const one = await medianOf(turns, async (turn) => {
      editLibro(folder, corpus.files[0] ?? "", `Cambio ${turn} de la prueba de velocidad.`);
      return run();
    });
    rows.push(
      { nombre: `first run, ${libros} workbooks of 500`, corrida: first },
      { nombre: `nothing changed, ${libros}`, corrida: same },
      { nombre: `one changed, ${libros}`, corrida: one },
    );
    if (one.megabytes !== null) peaks.push(one.megabytes);
  }
  printTabla(
    `Syncing, the whole process, median of ${turns}`,
    ["", "s", "peak MB"],
    rows.map(({ nombre, corrida: { seconds, megabytes } }) => [nombre, seconds.toFixed(2), mb(megabytes)]),
  );
  const ratio = await oneChanged(maker, turns);
  const whole = await oneChangedWhole(maker, turns);
  const growth = peaks.length === 3 ? (peaks[2] ?? NaN) / (peaks[0] ?? NaN) : null;
  return [
    {
      text: "sincronizar: one of 30 changed ≤ 1.5× reading that one and writing the outputs, warm",
      met: ratio <= 1.5,
      measured: times(ratio),
    },
    {
      text: "sincronizar: the same, whole processes, the rows of the others from the cache ≤ 1.5×",
      met: whole <= 1.5,
      measured: times(whole),
    },
    {
      text: "sincronizar: one changed, memory with 60 workbooks ≤ 1.25× that with 10",
      met: growth === null ? null : growth <= 1.25,
      measured: growth === null ? "" : times(growth),
    },
  ];
}

const answer = z.object({ run: z.number(), base: z.number() });

/** Both in one process, warm, by turns: a run, and nothing but its reading and its writing. */
async function oneChanged(maker: CorpusMaker, turns: number): Promise<number> {
  const corpus = await maker.libros(30, 500);
  const folder = maker.salida("espacio-30-proceso");
  const config = makeEspacio(folder, corpus);
  await runChild(process.execPath, [main, "sincronizar", "--config", config], { allowed: done });
  const worker = join(fileURLToPath(import.meta.url), "../sync-worker.js");
  const peer = new Peer(process.execPath, [worker, config, corpus.files[0] ?? ""]);
  const ratios: number[] = [];
  const [runs, bases]: [number[], number[]] = [[], []];
  // Both wait for the disk and for another processor: single turns vary by a quarter.
  for (let turn = 0; turn < turns * 3 + 1; turn++) {
    const said = answer.parse(JSON.parse(await peer.ask(String(turn))));
    if (turn === 0) continue; // cold
    runs.push(said.run);
    bases.push(said.base);
    ratios.push(said.run / said.base);
  }
  await peer.end();
  const ratio = median(ratios);
  process.stdout.write(
    `\nOne of 30 changed, in a warm process: a run ${median(runs).toFixed(2)} s; reading that one and writing both outputs ${median(bases).toFixed(2)} s; ratio ${ratio.toFixed(2)}\n`,
  );
  return ratio;
}

/** The same in processes of their own: a run, and the start of one with nothing but its reading and its writing. */
async function oneChangedWhole(maker: CorpusMaker, turns: number): Promise<number> {
  const corpus = await maker.libros(30, 500);
  const folder = maker.salida("espacio-30");
  const config = makeEspacio(folder, corpus);
  const [libro = ""] = corpus.files;
  const run = (): Promise<Corrida> =>
    runChild(process.execPath, [main, "sincronizar", "--config", config], { allowed: done });
  await run();
  const script = join(fileURLToPath(import.meta.url), "../sync-base.js");
  const [runs, bases]: [number[], number[]] = [[], []];
  for (let turn = 0; turn < turns * 2 + 1; turn++) {
    editLibro(folder, libro, `Cambio ${turn} en procesos propios.`);
    const { seconds } = await run();
    const start = await runChild(process.execPath, [main, "--version"]);
    const peer = new Peer(process.execPath, [script, config, libro]);
    const base = start.seconds + Number(await peer.ask("start"));
    await peer.end();
    runs.push(seconds);
    bases.push(base);
  }
  const ratio = median(runs.map((seconds, turn) => seconds / (bases[turn] ?? Number.NaN)));
  process.stdout.write(
    `\nThe same in whole processes: a run ${median(runs).toFixed(2)} s; starting, reading that one and writing both outputs ${median(bases).toFixed(2)} s; ratio ${ratio.toFixed(2)}\n`,
  );
  return ratio;
}

async function medianOf(turns: number, run: (turn: number) => Promise<Corrida>): Promise<Corrida> {
  const corridas: Corrida[] = [];
  for (let turn = 0; turn < turns; turn++) corridas.push(await run(turn));
  const known = corridas.flatMap(({ megabytes }) => (megabytes === null ? [] : [megabytes]));
  return {
    seconds: median(corridas.map(({ seconds }) => seconds)),
    megabytes: known.length === 0 ? null : Math.max(...known),
  };
}
