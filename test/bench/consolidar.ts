import { statSync } from "node:fs";
import { join } from "node:path";
import { runChild, type Corrida } from "./child.ts";
import { sources, type Corpus, type CorpusMaker } from "./corpus.ts";
import type { Python } from "./python.ts";
import { mb, median, printTabla, times, type Meta } from "./tabla.ts";

const main = join(sources, "../../dist/bin/metas.js");

/** `metas consolidar` as a whole process. */
export function runConsolidar({ files, plan }: Corpus, salida: string): Promise<Corrida> {
  return runChild(process.execPath, [main, "consolidar", ...files, "--plan", plan, "--salida", salida]);
}

/** Consolidating 30 workbooks against the script an analyst would write, by turns. */
export async function benchConsolidar(maker: CorpusMaker, python: Python | null, turns: number): Promise<Meta[]> {
  const corpus = await maker.libros(30, 500);
  const own = { salida: maker.salida("metas.xlsx"), corridas: [] as Corrida[] };
  const peer = { salida: maker.salida("pandas.xlsx"), corridas: [] as Corrida[] };
  const command = python?.modules.has("openpyxl") === true && python.modules.has("pandas") ? python.command : null;
  for (let turn = 0; turn < turns; turn++) {
    own.corridas.push(await runConsolidar(corpus, own.salida));
    if (command === null) continue;
    const script = join(sources, "pandas_consolidar.py");
    peer.corridas.push(await runChild(command, [script, peer.salida, ...corpus.files]));
  }
  const rows = [{ nombre: "metas consolidar", ...own, ...summarize(own.corridas) }];
  if (command !== null) rows.push({ nombre: "pandas + openpyxl script", ...peer, ...summarize(peer.corridas) });
  const [first, other] = rows;
  printTabla(
    `Consolidating 30 workbooks of 500 × 26, the whole process, median of ${turns}`,
    ["", "s", "ratio to ours", "peak MB", "output MB"],
    rows.map(({ nombre, salida, seconds, megabytes }) => [
      nombre,
      seconds.toFixed(2),
      times(seconds / (first?.seconds ?? NaN)),
      mb(megabytes),
      (statSync(salida).size / 1e6).toFixed(1),
    ]),
  );
  return metasOf(first, other);
}

interface Resultado {
  readonly seconds: number;
  readonly megabytes: number | null;
}

function summarize(corridas: readonly Corrida[]): Resultado {
  const known = corridas.flatMap(({ megabytes }) => (megabytes === null ? [] : [megabytes]));
  return {
    seconds: median(corridas.map(({ seconds }) => seconds)),
    megabytes: known.length === 0 ? null : Math.max(...known),
  };
}

function metasOf(own: Resultado | undefined, peer: Resultado | undefined): Meta[] {
  const ratio = own === undefined || peer === undefined ? null : peer.seconds / own.seconds;
  const measured = ratio === null ? "" : times(ratio);
  const memory =
    own === undefined || peer === undefined || own.megabytes === null || peer.megabytes === null
      ? null
      : own.megabytes < peer.megabytes;
  return [
    { text: "consolidar: ≥ 4× the pandas + openpyxl script", met: ratio === null ? null : ratio >= 4, measured },
    { text: "consolidar: ≥ 5× (aim)", met: ratio === null ? null : ratio >= 5, measured },
    {
      text: "consolidar: less memory than the script",
      met: memory,
      measured: memory === null ? "" : `${mb(own?.megabytes ?? null)} MB against ${mb(peer?.megabytes ?? null)} MB`,
    },
  ];
}
