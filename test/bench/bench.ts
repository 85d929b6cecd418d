import { cpus, totalmem } from "node:os";
import { benchConsolidar } from "./consolidar.ts";
import { CorpusMaker } from "./corpus.ts";
import { benchCurva } from "./curva.ts";
import { benchLeer } from "./leer.ts";
import { benchPanel } from "./panel.ts";
import { findPython, missingPackages } from "./python.ts";
import { benchSincronizar } from "./sincronizar.ts";
import { printMetas, type Meta } from "./tabla.ts";

/*
 * Speed of reading and consolidating against what people would use instead: `npm run bench`, or
 * `npm run bench -- leer|consolidar|sincronizar|panel|curva`, with `--rapido` for fewer turns and no curve. Workbooks are made on the first
 * run and kept in .bench/.
 */

const partes = ["leer", "consolidar", "sincronizar", "panel", "curva"] as const;
const args = process.argv.slice(2);
const rapido = args.includes("--rapido");
const chosen = args.filter((arg) => arg !== "--rapido");
const unknown = chosen.find((arg) => !partes.some((parte) => parte === arg));
if (unknown !== undefined) throw new Error(`«${unknown}» is not one of ${partes.join(", ")} or --rapido`);
const wants = (parte: (typeof partes)[number]): boolean =>
  chosen.length > 0 ? chosen.includes(parte) : !(rapido && parte === "curva");

const python = findPython();
const missing = missingPackages(python);
const maker = new CorpusMaker(python);
process.stdout.write(
  `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${(totalmem() / 1024 ** 3).toFixed(0)} GB; ` +
    `workbooks by ${maker.writer}\n`,
);
if (missing !== null) process.stdout.write(`Not everything can be compared here. To have it all: ${missing}\n`);

const metas: Meta[] = [];
if (wants("leer")) metas.push(...(await benchLeer(maker, python, rapido ? 2 : 3)));
if (wants("consolidar")) metas.push(...(await benchConsolidar(maker, python, rapido ? 1 : 3)));
if (wants("sincronizar")) metas.push(...(await benchSincronizar(maker, rapido ? 1 : 3)));
if (wants("panel")) metas.push(...(await benchPanel()));
if (wants("curva")) metas.push(...(await benchCurva(maker)));
if (metas.length > 0) printMetas(metas);
