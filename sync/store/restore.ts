import { basename, dirname } from "node:path";
import { readManifests, readObject } from "./backups.ts";
import type { Archivo, Cambio } from "./commit.ts";
import { hashIfThere } from "./disk.ts";
import type { Entorno } from "./entorno.ts";
import { parseEstado } from "./estado.ts";
import { pathOf } from "./places.ts";
import { storeError } from "./store-error.ts";

/** What it takes to go back to before a run. */
export interface Vuelta {
  readonly cambio: Cambio;
  /** Files that the runs changed without keeping what was there; they stay as they are. Absolute. */
  readonly sinRespaldo: readonly string[];
  /** Files that people changed since the last run wrote them: what they hold now is kept, as of the others. Absolute. */
  readonly posteriores: readonly string[];
}

/**
 * Plans the way back to how everything was before a run: its files and state, and those of the runs after it, because
 * what they wrote was built upon it. What is there now is kept in turn, so that this can be undone like any run.
 *
 * @param corrida the run to go back to before
 * @param nueva id of the run that goes back
 * @throws SyncError `corrida-no-existe`, `respaldo-no-existe` or `respaldo-danado`; nothing is touched
 */
export async function planRestore(entorno: Entorno, corrida: string, nueva: string): Promise<Vuelta> {
  const { disk, places } = entorno;
  const manifests = await readManifests(entorno);
  const from = manifests.findIndex((one) => one.corrida === corrida);
  if (from === -1) throw storeError("corrida-no-existe", corrida);
  const undone = manifests.slice(from);
  const seen = new Set<string>();
  const archivos: Archivo[] = [];
  const estado: Record<string, unknown> = {};
  const sinRespaldo: string[] = [];
  const posteriores: string[] = [];
  const all = undone.flatMap((one) => one.archivos);
  const left = new Map(all.map(({ path, despues }) => [path, despues]));
  for (const { path: written, antes, respaldado } of all) {
    const path = pathOf(places, written);
    if (seen.has(path)) continue;
    seen.add(path);
    const esperado = await hashIfThere(disk, path);
    if (esperado === antes) continue;
    if (!respaldado) {
      sinRespaldo.push(path);
      continue;
    }
    const content = antes === null ? null : await readObject(entorno, antes);
    if (content !== null && dirname(path) === places.estado) {
      // Read from the backup, because what is there now may be damaged.
      const nombre = basename(path, ".json");
      estado[nombre] = parseEstado(content, nombre, path).contenido;
    } else {
      archivos.push({ path, content, esperado, respaldar: true });
      if (esperado !== null && esperado !== left.get(written)) posteriores.push(path);
    }
  }
  const auditoria = [{ accion: "restaurar", corridas: [...new Set(undone.map((one) => one.corrida))] }];
  return {
    cambio: { corrida: nueva, partes: [{ nombre: "restaurar", archivos, estado, auditoria }] },
    sinRespaldo,
    posteriores,
  };
}
