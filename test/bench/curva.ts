import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Peer, runChild, type Corrida } from "./child.ts";
import { runConsolidar } from "./consolidar.ts";
import type { CorpusMaker } from "./corpus.ts";
import { parseAnswer } from "./leer.ts";
import { mb, printTabla, type Meta } from "./tabla.ts";

interface Punto {
  readonly filas: number;
  readonly seconds: number;
  readonly megabytes: number | null;
}

const filasLeidas = [10_000, 30_000, 100_000, 300_000];
const librosConsolidados = [20, 60, 200, 600];
const filasPorLibro = 500;

/**
 * Time against size, up to 300,000 rows: one ever larger sheet read, ever more workbooks consolidated. The best of several
 * runs counts, because other work on the machine bends a curve more than a ratio.
 */
export async function benchCurva(maker: CorpusMaker): Promise<Meta[]> {
  const read: Punto[] = [];
  for (const filas of filasLeidas) read.push(await readGrande(await maker.grande(filas), filas));
  const consolidated: Punto[] = [];
  for (const libros of librosConsolidados) {
    const corpus = await maker.libros(libros, filasPorLibro);
    const corridas: Corrida[] = [];
    for (let run = 0; run < (libros <= 60 ? 3 : 1); run++) {
      corridas.push(await runConsolidar(corpus, maker.salida(`metas-${libros}.xlsx`)));
    }
    const best = corridas.reduce((one, other) => (other.seconds < one.seconds ? other : one));
    consolidated.push({ filas: libros * filasPorLibro, ...best });
  }
  return [
    ...printCurva("Reading one sheet, warm, best of several", "reading grows linearly", read),
    ...printCurva(
      "Consolidating, the whole process, best of three up to 30,000 rows",
      "consolidar grows linearly",
      consolidated,
    ),
  ];
}

async function readGrande(file: string, filas: number): Promise<Punto> {
  const worker = join(fileURLToPath(import.meta.url), "../read-worker.js");
  const peer = new Peer(process.execPath, [worker, "nuestro"]);
  const small = filas < 100_000;
  await peer.ask(JSON.stringify({ files: [file], times: small ? 5 : 1 }));
  const { seconds } = parseAnswer(await peer.ask(JSON.stringify({ files: [file], times: small ? 7 : 3 })));
  await peer.end();
  const { megabytes } = await runChild(process.execPath, [worker, "nuestro"], {
    input: `${JSON.stringify({ files: [file], times: 1 })}\n`,
  });
  return { filas, seconds: Math.min(...seconds), megabytes };
}

function printCurva(title: string, target: string, puntos: readonly Punto[]): Meta[] {
  const { slope, start, exponent } = fit(puntos);
  printTabla(
    title,
    ["rows", "s", "µs/row", "straight line, s", "peak MB"],
    puntos.map(({ filas, seconds, megabytes }) => [
      filas.toLocaleString("en"),
      seconds.toFixed(2),
      ((seconds / filas) * 1e6).toFixed(1),
      (start + slope * filas).toFixed(2),
      mb(megabytes),
    ]),
  );
  process.stdout.write(
    `Straight line: ${start.toFixed(2)} s + ${(slope * 1e6).toFixed(1)} µs a row; last tripling grows as rows^${exponent.toFixed(2)}\n`,
  );
  return [
    {
      text: `${target} to 300,000 rows (rows^1.15 at most)`,
      met: exponent <= 1.15,
      measured: `rows^${exponent.toFixed(2)}`,
    },
  ];
}

/** Least squares on relative errors; and how the time grows between the two largest points. */
function fit(puntos: readonly Punto[]): { slope: number; start: number; exponent: number } {
  let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const { filas, seconds } of puntos) {
    const weight = 1 / seconds ** 2;
    w += weight;
    x += weight * filas;
    y += weight * seconds;
    xx += weight * filas * filas;
    xy += weight * filas * seconds;
  }
  const slope = (w * xy - x * y) / (w * xx - x * x);
  const start = (y - slope * x) / w;
  const [before, last] = puntos.slice(-2);
  const exponent =
    before === undefined || last === undefined
      ? NaN
      : Math.log(last.seconds / before.seconds) / Math.log(last.filas / before.filas);
  return { slope, start, exponent };
}
