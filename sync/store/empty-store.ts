import { memorySpool } from "../pieces.ts";
import type { Store } from "./store.ts";

/** The memory of a workspace in which no run has been yet, for whoever only looks: it makes no folder and takes no lock. */
export const emptyStore: Store = {
  carpeta: null,
  spool: memorySpool,
  recuperado: null,
  reconstruido: false,
  generacion: () => 0,
  readEstado: () => Promise.resolve(null),
  listEstados: () => Promise.resolve([]),
  commit: refuse,
  restore: refuse,
  listCorridas: () => Promise.resolve([]),
  prune: () => Promise.resolve({ corridas: [], objetos: 0 }),
  verifyAudit: () => Promise.resolve({ lineas: 0, roturas: [] }),
  close: () => Promise.resolve(),
};

function refuse(): Promise<never> {
  throw new Error("opened to look only");
}
