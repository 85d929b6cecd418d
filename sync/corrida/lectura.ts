import { basename } from "node:path";
import type { Plan } from "../../shared/plan/schema.ts";
import { nombreOf } from "../../shared/rules/across-raise.ts";
import { countFindings, reviewLibro, type Conteo, type Revision } from "../../shared/validate.ts";
import { exitCodes, SyncError } from "../errors.ts";
import { openLibro } from "../libro.ts";
import { avisosDeForma, type AvisoCorrida } from "./aviso.ts";
import type { CacheRevisiones, RevisionContada } from "./cache.ts";
import { withoutCells } from "../sin-celdas.ts";
import { isArchivoCambio, type Fuente } from "./fuentes.ts";

/** A secretaría's workbook as it is now. */
export interface Lectura {
  readonly fuente: Fuente;
  /** Id of the secretaría it says it is of. */
  readonly secretaria: string;
  /** Without its cells. */
  readonly revision: Revision;
  readonly hallazgos: Conteo;
  /** What a run tells of its form. */
  readonly avisos: readonly AvisoCorrida[];
}

/** A workbook that is not merged in this run, and why. */
export interface Omitido {
  readonly path: string;
  /** Id of the secretaría, where it is known. */
  readonly secretaria: string | null;
  readonly error: SyncError;
}

/**
 * Reviews workbooks, by the cache, if there is one, where nothing changed, and tells those that nobody can merge.
 *
 * @param ownerOf whose workbook a file was when a run last merged it, null where none did
 */
export async function readLecturas(
  fuentes: readonly Fuente[],
  plan: Plan,
  cache: CacheRevisiones | null,
  ownerOf: (path: string) => string | null,
  onRead: (path: string) => void,
): Promise<{ readonly lecturas: readonly Lectura[]; readonly omitidos: readonly Omitido[] }> {
  const lecturas: Lectura[] = [];
  const omitidos: Omitido[] = [];
  for (const fuente of fuentes) {
    onRead(fuente.path);
    try {
      const contada = await reviewFuente(fuente, plan, cache);
      const secretaria = secretariaOf(fuente.path, contada.revision);
      const owner = ownerOf(fuente.path);
      if (owner === null || owner === secretaria) lecturas.push({ fuente, secretaria, ...contada });
      else
        omitidos.push({
          path: fuente.path,
          secretaria: owner,
          error: ofAnother(fuente.path, [owner, secretaria], plan),
        });
    } catch (error) {
      if (!(error instanceof SyncError) || isArchivoCambio(error)) throw error;
      omitidos.push({ path: fuente.path, secretaria: null, error });
    }
  }
  return withoutTwins(lecturas, omitidos);
}

/** A workbook with its cells; whoever has no more need of them lets go of it. */
export function reviewBytes(bytes: Buffer, path: string, plan: Plan): Revision {
  return reviewLibro(openLibro(bytes, path, plan), plan);
}

async function reviewFuente(
  { path, sha, leer }: Fuente,
  plan: Plan,
  cache: CacheRevisiones | null,
): Promise<RevisionContada> {
  const review = (): Revision => withoutCells(reviewBytes(leer(), path, plan));
  const known = cache?.read(path, sha, review) ?? null;
  if (known !== null) return known;
  const revision = review();
  const contada = { revision, hallazgos: countFindings(revision.findings), avisos: avisosDeForma(revision) };
  await cache?.write(path, sha, contada);
  // As kept it weighs nothing: in a first run every workbook is new.
  return cache?.read(path, sha, review) ?? contada;
}

/** @throws SyncError for a workbook whose rows nobody could merge */
function secretariaOf(path: string, revision: Revision): string {
  const { reporte } = revision;
  if (reporte === null) {
    const [first] = revision.findings;
    throw new SyncError(first?.code ?? "encabezado-no-encontrado", {
      where: path,
      why: first?.message ?? "La hoja no tiene un encabezado conocido.",
      hint: first?.reason ?? "Use la plantilla oficial.",
      exitCode: exitCodes.partial,
    });
  }
  if (reporte.secretaria !== null) return reporte.secretaria.id;
  throw new SyncError("libro-sin-secretaria", {
    where: path,
    why: "El libro no dice de qué secretaría es, y no se sabe con qué filas del canónico mezclarlo.",
    hint: "Escriba la secretaría en el título de la hoja, tal como está en el plan.",
    exitCode: exitCodes.partial,
  });
}

/** A file that was another secretaría's: somebody saved one workbook over another. */
function ofAnother(path: string, [owner, secretaria]: readonly [string, string], plan: Plan): SyncError {
  return new SyncError("libro-de-otra-secretaria", {
    where: path,
    why: `El archivo era el libro de ${nombreOf(plan, owner)} y ahora dice ser de ${nombreOf(plan, secretaria)}.`,
    hint: "Revise si guardaron un libro sobre otro. Si el cambio es cierto, guárdelo con otro nombre.",
    exitCode: exitCodes.safetyStop,
  });
}

/** Two workbooks of one secretaría: nobody knows which is the true one, so neither is merged. */
function withoutTwins(
  lecturas: readonly Lectura[],
  omitidos: readonly Omitido[],
): { readonly lecturas: readonly Lectura[]; readonly omitidos: readonly Omitido[] } {
  const bySecretaria = groupBySecretaria(lecturas);
  const twins = [...bySecretaria.values()].filter((group) => group.length > 1).flat();
  return {
    lecturas: lecturas.filter((each) => !twins.includes(each)),
    omitidos: [
      ...omitidos,
      ...twins.map(({ fuente: { path }, secretaria }): Omitido => {
        const others = twins
          .filter((twin) => twin.secretaria === secretaria && twin.fuente.path !== path)
          .map((twin) => basename(twin.fuente.path));
        const error = new SyncError("dos-libros-de-una-secretaria", {
          where: path,
          why: `También ${others.join(", ")} dice ser de esta secretaría, y no se sabe cuál es el verdadero.`,
          hint: "Deje uno solo en la carpeta, o corrija la secretaría en el título del otro.",
          exitCode: exitCodes.partial,
        });
        return { path, secretaria, error };
      }),
    ],
  };
}

function groupBySecretaria(lecturas: readonly Lectura[]): ReadonlyMap<string, readonly Lectura[]> {
  const groups = new Map<string, Lectura[]>();
  for (const lectura of lecturas) {
    const group = groups.get(lectura.secretaria);
    if (group === undefined) groups.set(lectura.secretaria, [lectura]);
    else group.push(lectura);
  }
  return groups;
}
