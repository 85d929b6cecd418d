import { existsSync } from "node:fs";
import { relative } from "node:path";
import * as z from "zod";
import type { Cell } from "../../shared/cell.ts";
import { formatConteo } from "../../shared/number.ts";
import type { Corrida } from "../sync/cli/run.ts";
import { showHoja, showTitulo, type Espacio } from "./espacio.ts";
import type { Relato } from "./relato.ts";
import { renderTabla, type BloqueTexto } from "./tabla-texto.ts";
import { showOurs } from "./valor.ts";

const cell: z.ZodType<Cell> = z.union([
  z.null(),
  z.string(),
  z.number(),
  z.boolean(),
  z.strictObject({ kind: z.literal("percent"), value: z.number() }),
  z.strictObject({ kind: z.literal("date"), serial: z.number() }),
  z.strictObject({ kind: z.literal("error"), code: z.string() }),
  z.strictObject({ kind: z.literal("pending") }),
]);
const error = z.object({ code: z.string() });
const edicion = z.object({ codigo: z.string(), columna: z.string() });
const corridaSchema = z.object({
  secretarias: z.array(
    z.object({
      secretaria: z.string().nullable(),
      nombre: z.string(),
      file: z.string().nullable(),
      estado: z.string(),
      error: error.optional(),
      alLibro: z.array(edicion),
      alCanonico: z.array(edicion),
      noEscritas: z.array(edicion.extend({ code: z.string() })),
      resueltos: z.array(z.object({ id: z.string(), fin: z.string(), valor: cell })),
      avisos: z.array(
        z.object({ code: z.string(), codigo: z.string().nullable(), columna: z.string().nullable(), lado: z.string() }),
      ),
    }),
  ),
  avisosCanonico: z.array(z.object({ code: z.string(), where: z.string() })),
  conflictos: z.array(
    z.object({
      clase: z.string(),
      secretaria: z.string(),
      codigo: z.string(),
      columna: z.string().nullable(),
      ancestro: cell,
      planeacion: cell,
      propio: cell,
    }),
  ),
  escritos: z.array(z.string()),
  pendientes: z.array(z.object({ file: z.string(), nuevo: z.string().nullable(), error })),
});

type CorridaLeida = z.output<typeof corridaSchema>;

/** How things stand after a run, in the words of esperado.txt: all of it, so that nothing changes unseen. */
export async function pintarCuadro(corrida: Corrida, espacio: Espacio, relato: Relato): Promise<string> {
  const failed = z.object({ error }).safeParse(corrida.json());
  const said = failed.success ? null : corridaSchema.parse(corrida.json());
  const sections: [string, string[]][] = [
    [`salida ${corrida.code}${failed.success ? `: ${failed.data.error.code}` : ""}`, []],
    ...(said === null ? [] : dichos(said, espacio)),
    ...(await hojas(espacio, relato)),
  ];
  return `${sections.map(([titulo, lines]) => [titulo, ...lines].join("\n")).join("\n\n")}\n`;
}

/** Whether a file is to be written that a program has open. */
export function isWaiting(corrida: Corrida): boolean {
  const said = corridaSchema.safeParse(corrida.json());
  return said.success && said.data.pendientes.some(({ error: { code } }) => code === "archivo-en-uso");
}

/** The files that a run says it wrote. */
export function escritosOf(corrida: Corrida): readonly string[] {
  const said = corridaSchema.safeParse(corrida.json());
  return said.success ? said.data.escritos : [];
}

/** What must be the same when nothing happened between two runs. */
export function loQueQueda(corrida: Corrida): unknown {
  const failed = z.object({ error }).safeParse(corrida.json());
  if (failed.success) return failed.data;
  const { secretarias, avisosCanonico, conflictos, pendientes } = corridaSchema.parse(corrida.json());
  return {
    secretarias: secretarias.map(({ secretaria, error: why, noEscritas, avisos }) => ({
      secretaria,
      error: why ?? null,
      noEscritas,
      avisos,
    })),
    avisosCanonico,
    conflictos,
    pendientes,
  };
}

function dichos(
  { secretarias, avisosCanonico, conflictos, escritos, pendientes }: CorridaLeida,
  { raiz }: Espacio,
): [string, string[]][] {
  const at = (path: string): string => relative(raiz, path);
  const of = (each: CorridaLeida["secretarias"][number]): string => each.secretaria ?? at(each.nombre);
  const tables: [string, string[][]][] = [
    [
      "secretarías",
      [
        ["", "estado", "al canónico", "al libro", "motivo"],
        ...secretarias.map((each) => [
          of(each),
          each.estado,
          contar(each.alCanonico),
          contar(each.alLibro),
          each.error?.code ?? "·",
        ]),
      ],
    ],
    [
      "conflictos: antes, planeación, secretaría",
      conflictos.map(({ secretaria, codigo, columna, clase, ancestro, planeacion, propio }) => [
        secretaria,
        codigo,
        columna ?? clase,
        showOurs(ancestro),
        showOurs(planeacion),
        showOurs(propio),
      ]),
    ],
    [
      "resueltos",
      secretarias.flatMap((each) => each.resueltos.map(({ fin, valor }) => [of(each), fin, showOurs(valor)])),
    ],
    [
      "avisos",
      [
        ...secretarias.flatMap((each) => agrupar(each.avisos).map((aviso) => [of(each), ...aviso])),
        ...avisosCanonico.map(({ code, where }) => ["canónico", code, where]),
      ],
    ],
    [
      "sin escribir",
      [
        ...secretarias.flatMap((each) =>
          each.noEscritas.map(({ codigo, columna, code }) => [of(each), codigo, columna, code]),
        ),
        ...pendientes.map(({ file, nuevo, error: { code } }) => [at(file), code, nuevo === null ? "·" : at(nuevo)]),
      ],
    ],
    [
      "escritos",
      escritos
        .map(at)
        .sort()
        .map((path) => [path]),
    ],
  ];
  return tables.flatMap(([titulo, rows]): [string, string[]][] =>
    rows.length === 0 ? [] : [[titulo, renderTabla(rows)]],
  );
}

/** Notices of the sheet's columns in one line. */
function agrupar(avisos: CorridaLeida["secretarias"][number]["avisos"]): string[][] {
  const found = new Map<string, { cells: string[]; columnas: string[] }>();
  for (const { code, codigo, columna, lado } of avisos) {
    const key = `${code} ${codigo ?? ""} ${lado}`;
    const group = found.get(key) ?? { cells: [code, lado, codigo ?? "·"], columnas: [] };
    if (columna !== null) group.columnas.push(columna);
    found.set(key, group);
  }
  return [...found.values()].map(({ cells, columnas }) => [...cells, columnas.join(" ") || "·"]);
}

/** Cells by row: a row that comes or goes counts as one. */
function contar(ediciones: readonly { codigo: string; columna: string }[]): string {
  const rows = new Set(ediciones.filter(({ columna }) => columna === "codigo").map(({ codigo }) => codigo));
  const cells = ediciones.filter(({ codigo }) => !rows.has(codigo)).length;
  const said = [
    ...(rows.size === 0 ? [] : [formatConteo(rows.size, "fila", "filas")]),
    ...(cells === 0 ? [] : [formatConteo(cells, "celda", "celdas")]),
  ];
  return said.length === 0 ? "·" : said.join(", ");
}

/** The rows of both sides, in the columns that the story speaks of. */
async function hojas(espacio: Espacio, { ancestro, libros, canonico }: Relato): Promise<[string, string[]][]> {
  const columnasOf = (id: string): string[] => {
    const all = [ancestro, libros, canonico].flat().filter(({ titulo }) => idOf(titulo) === id);
    return [...new Set(all.flatMap(({ columnas }) => columnas))];
  };
  const found: [string, string[]][] = [];
  if (existsSync(espacio.canonico)) {
    const titulo = await showTitulo(espacio.canonico).catch(() => "(no se puede leer)");
    found.push([`canónico: ${titulo}`, []]);
  }
  for (const id of ids(ancestro, canonico)) {
    if (!existsSync(espacio.canonico)) break;
    const columnas = columnasOf(id);
    const rows = await showHoja(espacio.canonico, espacio.plan, columnas, espacio.secretaria(id).nombre).catch(noSheet);
    found.push([`canónico, ${id}`, renderTabla([columnas, ...rows])]);
  }
  for (const id of ids(ancestro, libros)) {
    const path = espacio.libro(id);
    if (!existsSync(path)) continue;
    const columnas = columnasOf(id);
    const rows = await showHoja(path, espacio.plan, columnas, null).catch(noSheet);
    found.push([`libro, ${id}`, renderTabla([columnas, ...rows])]);
  }
  return found;
}

function noSheet(): string[][] {
  return [["(no se puede leer)"]];
}

function ids(...blocks: (readonly BloqueTexto[])[]): string[] {
  return [...new Set(blocks.flat().map(({ titulo }) => idOf(titulo)))];
}

function idOf(titulo: string): string {
  return titulo.split("·")[0]?.trim() ?? "";
}
