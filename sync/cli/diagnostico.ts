import { access, constants, statfs } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { formatConteo, formatNumero } from "../../shared/number.ts";
import { listText } from "../../shared/text.ts";
import { readLecturas } from "../corrida/lectura.ts";
import { readFuentes } from "../corrida/fuentes.ts";
import { readCanonico } from "../canonico/leer.ts";
import { listAncestros, readAncestro, readMemoria } from "../corrida/estado.ts";
import { memoriaRehecha } from "../corrida/memoria-rehecha.ts";
import { exitCodes, reasonOf, SyncError, type ExitCode } from "../errors.ts";
import { readBytes } from "../libro.ts";
import type { Store } from "../store/store.ts";
import { checkReplaceable, exists, isFolder } from "../output.ts";
import type { Entrada, Resultado } from "./command.ts";
import { readEspacio, withStore, type EspacioLeido } from "./espacio-abierto.ts";
import { horarioOf } from "./horario.ts";
import { paint, type Look } from "./io.ts";
import { wrapText } from "./table.ts";
import { findVersion } from "./version.ts";

type Estado = "bien" | "aviso" | "mal";

/** One thing looked at: how it is and, where it is not well, what to do. */
interface Examen {
  readonly code: string;
  readonly estado: Estado;
  readonly que: string;
  readonly accion: string | null;
}

/**
 * Looks at everything a run needs, and says what to do about what is missing. Changes nothing, but for what an interrupted
 * run left half done.
 */
export async function run(entrada: Entrada): Promise<Resultado> {
  const examenes: Examen[] = [await versiones()];
  let espacio: EspacioLeido | null = null;
  try {
    espacio = await readEspacio(entrada, "diagnostico");
  } catch (error) {
    examenes.push(examenOf("configuracion", error));
  }
  if (espacio !== null) {
    const { config, plan } = espacio;
    examenes.push(
      { code: "configuracion", estado: "bien", que: `Configuración: ${config.path}`, accion: null },
      plan.path === null
        ? {
            code: "plan",
            estado: "aviso",
            que: `Plan: el de ejemplo (${plan.plan.nombre}); no hay plan.json.`,
            accion: "Escriba el suyo en plan.json, junto a la configuración.",
          }
        : { code: "plan", estado: "bien", que: `Plan: ${plan.plan.nombre} (${plan.path})`, accion: null },
      horario(espacio),
      ...(await libros(espacio)),
      await canonico(espacio),
      ...(await carpetas(espacio)),
      await disco(espacio),
      ...(await memoria(espacio, entrada)),
    );
  }
  const exitCode: ExitCode = examenes.some(({ estado }) => estado === "mal")
    ? espacio === null
      ? exitCodes.usage
      : exitCodes.failed
    : exitCodes.ok;
  return { exitCode, json: { examenes }, text: (look) => render(examenes, look) };
}

async function versiones(): Promise<Examen> {
  const version = await findVersion();
  return {
    code: "version",
    estado: "bien",
    que: `Metas al Día ${version}, Node ${process.version}, ${process.platform}`,
    accion: null,
  };
}

function horario({ config }: EspacioLeido): Examen {
  try {
    return { code: "horario", estado: "bien", que: `Horario: ${horarioOf(config)}`, accion: null };
  } catch (error) {
    return examenOf("horario", error);
  }
}

async function libros({ config, plan }: EspacioLeido): Promise<Examen[]> {
  try {
    const { fuentes, omitidas } = await readFuentes(config);
    const { lecturas, omitidos } = await readLecturas(
      fuentes,
      plan.plan,
      null,
      () => null,
      () => undefined,
    );
    const seen = new Set(lecturas.map(({ secretaria }) => secretaria));
    const faltan = plan.plan.secretarias.filter(({ id }) => !seen.has(id));
    return [
      {
        code: "libros",
        estado: lecturas.length > 0 ? "bien" : "mal",
        que: `Libros: ${formatConteo(lecturas.length, "se puede mezclar", "se pueden mezclar")}, en ${config.libros}`,
        accion: lecturas.length > 0 ? null : "Ponga en la carpeta los libros de las secretarías.",
      },
      ...[...omitidas, ...omitidos].map(({ path, error }) => examenOf("libro", error, basename(path))),
      ...fuentes.flatMap(({ path, abierto }) =>
        abierto === null ? [] : [{ ...examenOf("libro", abierto, basename(path)), estado: "aviso" as const }],
      ),
      ...(faltan.length === 0
        ? []
        : [
            {
              code: "secretarias-sin-libro",
              estado: "aviso" as const,
              que: `Sin libro en la carpeta: ${faltan.map(({ nombre }) => nombre).join(", ")}`,
              accion: "Pídalo, o hágalo con «metas plantilla --secretaria ID».",
            },
          ]),
    ];
  } catch (error) {
    return [examenOf("libros", error)];
  }
}

async function canonico({ config, plan }: EspacioLeido): Promise<Examen> {
  if (!(await exists(config.canonico))) {
    const que = "Libro canónico: todavía no existe; lo hace la primera corrida.";
    return { code: "canonico", estado: "bien", que, accion: null };
  }
  try {
    const { avisos, hojasAjenas, sinCalcular } = readCanonico(
      await readBytes(config.canonico),
      config.canonico,
      plan.plan,
      [],
    );
    if (hojasAjenas.length > 0) {
      return {
        code: "canonico",
        estado: "mal",
        que: `Libro canónico: tiene hojas que no son del programa (${hojasAjenas.join(", ")}).`,
        accion: "Páselas a otro libro; mientras estén ahí no se escribe el canónico.",
      };
    }
    if (sinCalcular.length > 0) {
      return {
        code: "canonico",
        estado: "mal",
        que: `Libro canónico: tiene fórmulas que nadie ha calculado (${listText(sinCalcular, 5)}).`,
        accion: "Ábralo en Excel, que las calcula, y guárdelo; mientras estén así no se escribe el canónico.",
      };
    }
    const rows = avisos.filter(({ code }) => code.startsWith("fila-"));
    return rows.length === 0
      ? { code: "canonico", estado: "bien", que: `Libro canónico: ${config.canonico}`, accion: null }
      : {
          code: "canonico",
          estado: "aviso",
          que: `Libro canónico: ${formatConteo(rows.length, "fila no se mezcla", "filas no se mezclan")}. ${rows[0]?.mensaje ?? ""}`,
          accion: `Empiece por ${rows[0]?.where ?? "la hoja Indicadores"}.`,
        };
  } catch (error) {
    return examenOf("canonico", error);
  }
}

async function carpetas({ config }: EspacioLeido): Promise<Examen[]> {
  const examenes: Examen[] = [];
  for (const folder of new Set([
    dirname(config.path),
    config.libros,
    dirname(config.canonico),
    dirname(config.salida),
  ])) {
    const isThere = await isFolder(folder);
    const isWritable = isThere && (await isAllowed(folder));
    if (isWritable) continue;
    examenes.push({
      code: "carpeta",
      estado: "mal",
      que: isThere ? `No hay permiso para escribir en ${folder}` : `No existe la carpeta ${folder}`,
      accion: isThere ? "Pida el permiso a quien administra la carpeta." : "Créela, o corrija la configuración.",
    });
  }
  for (const path of [config.canonico, config.salida]) {
    try {
      await checkReplaceable(path);
    } catch (error) {
      const examen = examenOf("archivo", error, basename(path));
      const isReadOnly = error instanceof SyncError && error.code === "archivo-de-solo-lectura";
      // A run takes its files from the configuration: there is no other name to choose.
      const accion = isReadOnly ? "Quítele la marca de solo lectura en sus propiedades." : examen.accion;
      examenes.push({ ...examen, estado: "aviso", accion });
    }
  }
  if (examenes.length > 0) return examenes;
  return [{ code: "carpeta", estado: "bien", que: "Carpetas: se puede escribir en todas.", accion: null }];
}

function isAllowed(folder: string): Promise<boolean> {
  return access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );
}

/** Less than this and a run with its backups may not fit. */
const fewMegabytes = 500;

async function disco({ config }: EspacioLeido): Promise<Examen> {
  const { bavail, bsize } = await statfs(dirname(config.path));
  const megabytes = Math.floor((bavail * bsize) / 1e6);
  const isEnough = megabytes >= fewMegabytes;
  return {
    code: "disco",
    estado: isEnough ? "bien" : "aviso",
    que: `Espacio libre en el disco: ${formatNumero(megabytes)} MB`,
    accion: isEnough ? null : "Libere espacio: cada corrida guarda respaldo de lo que cambia.",
  };
}

async function memoria({ config }: EspacioLeido, { io }: Entrada): Promise<Examen[]> {
  try {
    return await withStore(config, io, async (store) => [
      ...(await documentos(store)),
      ...(store.reconstruido ? [cabezaRehecha] : []),
      ...(store.recuperado === null ? [] : [interrumpida(store.recuperado.corrida)]),
      await auditoria(store),
    ]);
  } catch (error) {
    return [examenOf("memoria", error)];
  }
}

/** Every document, ancestors too, which a run reads only where it merges; or those that are damaged. */
async function documentos(store: Store): Promise<Examen[]> {
  const danados: Examen[] = [];
  const ifReadable = async <T>(read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read();
    } catch (error) {
      danados.push(examenOf("memoria", error));
      return null;
    }
  };
  const leida = await ifReadable(() => readMemoria(store));
  for (const secretaria of await listAncestros(store)) await ifReadable(() => readAncestro(store, secretaria));
  const corridas = await ifReadable(() => store.listCorridas());
  if (leida === null || corridas === null || danados.length > 0) return danados;
  const que = `Memoria: ${formatConteo(corridas.length, "corrida", "corridas")} con respaldo, ${formatConteo(leida.abiertos.length, "conflicto abierto", "conflictos abiertos")}`;
  return [{ code: "memoria", estado: "bien", que, accion: null }];
}

/** Opening the workspace has brought it to its end. */
function interrumpida(corrida: string): Examen {
  const que = `La corrida ${corrida} se había interrumpido al escribir; quedó terminada.`;
  return {
    code: "corrida-interrumpida",
    estado: "aviso",
    que,
    accion: "Revise por qué se detuvo el equipo o el programa.",
  };
}

const cabezaRehecha: Examen = {
  code: "memoria",
  estado: "mal",
  que: `${memoriaRehecha.where}: ${memoriaRehecha.mensaje}`,
  accion: memoriaRehecha.accion,
};

async function auditoria(store: Store): Promise<Examen> {
  const { lineas, roturas } = await store.verifyAudit();
  const isWhole = roturas.length === 0;
  const cadena = isWhole ? "cadena completa" : `rota en ${formatConteo(roturas.length, "lugar", "lugares")}`;
  return {
    code: "auditoria",
    estado: isWhole ? "bien" : "mal",
    que: `Auditoría: ${formatConteo(lineas, "línea", "líneas")}, ${cadena}`,
    accion: isWhole
      ? null
      : "Alguien cambió el archivo de auditoría, o se perdió el registro de dónde terminaba: compárelo con una copia.",
  };
}

/** @throws what is no SyncError */
function examenOf(code: string, error: unknown, what?: string): Examen {
  if (!(error instanceof SyncError)) throw error;
  return {
    code,
    estado: "mal",
    que: what === undefined ? `${error.where}: ${error.message}` : `${what}: ${reasonOf(error)}`,
    accion: error.hint,
  };
}

const marcas: Readonly<Record<Estado, readonly [marca: string, tinta: "green" | "yellow" | "red"]>> = {
  bien: ["✔", "green"],
  aviso: ["▲", "yellow"],
  mal: ["✖", "red"],
};

function render(examenes: readonly Examen[], look: Look): string {
  const lines = examenes.flatMap(({ estado, que, accion }) => {
    const [marca, tinta] = marcas[estado];
    return [
      ...wrapText(que, look.width - 2).map((line, at) => `${at === 0 ? paint(marca, tinta, look) : " "} ${line}`),
      ...(accion === null
        ? []
        : wrapText(accion, look.width - 4).map((line, at) => `${at === 0 ? "  → " : "    "}${line}`)),
    ];
  });
  return [...lines, ""].join("\n");
}
