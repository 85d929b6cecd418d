import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ExcelJS, { type CellValue } from "exceljs";
import { onTestFinished } from "vitest";
import * as z from "zod";
import type { Io } from "../../../sync/cli/io.ts";
import { main } from "../../../sync/cli/main.ts";

export interface Corrida {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** What stdout holds as JSON; fails when it is not exactly one document. */
  readonly json: () => unknown;
}

/** Runs `metas` with these words in a folder, without a terminal. */
export async function runMetas(argv: readonly string[], cwd: string, changes: Partial<Io> = {}): Promise<Corrida> {
  let [out, err] = ["", ""];
  const code = await main(argv, {
    cwd,
    env: {},
    stdout: { write: (text) => void (out += text), isTTY: false, columns: 100 },
    stderr: { write: (text) => void (err += text), isTTY: false, columns: 100 },
    signal: new AbortController().signal,
    today: "2017-10-02",
    spareMemory: () => undefined,
    now: () => new Date("2017-10-02T08:30:00-05:00"),
    ...changes,
  });
  return { code, out, err, json: () => JSON.parse(out) };
}

/** A folder that goes away with the test. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "metas-cli-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A workbook with one sheet of these rows. */
export async function makeXlsx(rows: readonly (readonly CellValue[])[], sheet = "Indicadores"): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  workbook.addWorksheet(sheet).addRows(rows.map((row) => [...row]));
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

/** What `--json` prints of an error. */
export const errorSchema = z.strictObject({
  error: z.strictObject({ code: z.string(), where: z.string(), message: z.string(), hint: z.string().min(1) }),
});

/** The code of the error that `--json` printed. */
export function errorCode({ json }: Corrida): string {
  return errorSchema.parse(json()).error.code;
}

const severidad = z.enum(["error", "warning", "info"]);

/** A finding as `--json` prints it. */
export const findingSchema = z.strictObject({
  code: z.string(),
  severity: severidad,
  sheet: z.string(),
  cell: z.string().nullable(),
  indicador: z.string().nullable(),
  message: z.string().min(1),
  reason: z.string().min(1),
  fix: z.strictObject({ cell: z.string(), value: z.union([z.string(), z.number()]).nullable() }).optional(),
  dispensa: z.strictObject({ motivo: z.string(), por: z.string(), fecha: z.string() }).optional(),
});

const planSchema = z.strictObject({ file: z.string().nullable(), nombre: z.string().min(1), deEjemplo: z.boolean() });

/** What `metas validar --json` prints. */
export const validarSchema = z.strictObject({
  plan: planSchema,
  workbooks: z.array(
    z.strictObject({
      file: z.string(),
      secretaria: z.string().nullable(),
      vigencia: z.number().nullable(),
      corte: z.string().nullable(),
      layout: z
        .strictObject({
          version: z.number().nullable(),
          headerRow: z.number(),
          columns: z.record(z.string(), z.string().regex(/^[A-Z]+$/)),
        })
        .nullable(),
      error: errorSchema.shape.error.optional(),
      findings: z.array(findingSchema),
      indicadores: z.array(
        z.strictObject({
          codigo: z.string(),
          secretaria: z.string().nullable(),
          avance: z.number().nullable(),
          reason: z.string().optional(),
          semaforo: z.enum(["critico", "bajo", "medio", "satisfactorio", "sobresaliente", "sin-dato"]),
          nivel: z.number().nullable(),
          brecha: z.number().nullable(),
          rezagada: z.boolean().nullable(),
          esperado: z.number().nullable(),
          ritmo: z.enum(["adelantado", "a-tiempo", "atrasado"]).nullable(),
          explanation: z.string().min(1),
        }),
      ),
    }),
  ),
  across: z.array(findingSchema),
  summary: z.strictObject({ errors: z.number(), warnings: z.number(), infos: z.number(), waived: z.number() }),
});

/** What `metas consolidar --json` prints, as far as tests look at it. */
export const consolidarSchema = z.object({
  salida: z.string(),
  plan: planSchema.optional(),
  workbooks: z.array(z.object({ file: z.string(), secretaria: z.string().nullable(), indicadores: z.number() })),
  skipped: z.array(z.strictObject({ file: z.string(), code: z.string(), message: z.string(), hint: z.string() })),
  secretarias: z.array(z.object({ id: z.string(), reporto: z.boolean(), promedio: z.number().nullable() })),
  ciudad: z.object({ indicadores: z.number(), promedio: z.number().nullable(), medidos: z.number() }),
});
