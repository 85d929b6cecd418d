import { createInterface } from "node:readline";
import * as z from "zod";
import { readers } from "./readers.ts";

/*
 * Reads workbooks with one of the JavaScript readers and tells how long it took: `node read-worker.js READER`, then a line
 * of JSON for every turn. The Python peers speak the same language: read_peers.py.
 */

const reader = await readers[process.argv[2] ?? ""]?.();
if (reader === undefined) throw new Error(`no reader ${process.argv[2]}`);

const turn = z.object({ files: z.array(z.string()), times: z.int() });

for await (const line of createInterface({ input: process.stdin })) {
  const { files, times } = turn.parse(JSON.parse(line));
  const seconds: number[] = [];
  let cells = 0;
  for (let time = 0; time < times; time++) {
    const start = performance.now();
    const sheets: (readonly (readonly unknown[])[])[] = [];
    for (const file of files) sheets.push(await reader(file));
    seconds.push((performance.now() - start) / 1000);
    cells = countCells(sheets);
  }
  process.stdout.write(`${JSON.stringify({ seconds, cells })}\n`);
}

function countCells(sheets: readonly (readonly (readonly unknown[])[])[]): number {
  let count = 0;
  for (const rows of sheets) {
    for (const row of rows) for (const cell of row) if (cell !== null && cell !== undefined) count++;
  }
  return count;
}
