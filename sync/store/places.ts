import { isAbsolute, join, relative, resolve, sep } from "node:path";

/** Where the store keeps its things; paths are absolute. */
export interface Places {
  /** The workspace: paths under it are written relative to it, so that the folder can be moved. */
  readonly raiz: string;
  /** The store's own folder. */
  readonly carpeta: string;
  /** What a commit under way is about to do; not there when none is. */
  readonly diario: string;
  /** The last generation, and what must be known to go on from it. */
  readonly cabeza: string;
  readonly auditoria: string;
  readonly candados: string;
  readonly estado: string;
  readonly objetos: string;
  readonly corridas: string;
  /** What the store's own files are called while they are written. */
  readonly escribiendo: string;
}

/** @param carpeta relative to `raiz` */
export function placesOf(raiz: string, carpeta: string): Places {
  const own = resolve(raiz, carpeta);
  return {
    raiz: resolve(raiz),
    carpeta: own,
    diario: join(own, "diario.json"),
    cabeza: join(own, "cabeza.json"),
    auditoria: join(own, "auditoria.jsonl"),
    candados: join(own, "candados"),
    estado: join(own, "estado"),
    objetos: join(own, "respaldos", "objetos"),
    corridas: join(own, "respaldos", "corridas"),
    escribiendo: join(own, "escribiendo.tmp"),
  };
}

/** A path as it is written down: relative and with slashes within the workspace, absolute elsewhere. */
export function writtenPath({ raiz }: Places, path: string): string {
  const within = relative(raiz, path);
  const outside = within === ".." || within.startsWith(`..${sep}`) || isAbsolute(within);
  return outside ? path : within.split(sep).join("/");
}

/** The absolute path of one that was written down. */
export function pathOf({ raiz }: Places, written: string): string {
  return resolve(raiz, written);
}
