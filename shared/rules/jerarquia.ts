import type { Plan } from "../plan/schema.ts";
import { foldText } from "../text.ts";

/** Levels of the plan, outer to inner, with the name people give them. */
export const niveles = { eje: "Eje", componente: "Componente", programa: "Programa" } as const;
export type Nivel = keyof typeof niveles;

/** The plan's hierarchy by number and by name. */
export interface Jerarquia {
  /** Official names by number: `4.1` → «Fomento al emprendimiento». */
  readonly nombres: ReadonlyMap<string, string>;
  /** Numbers by name, compared by letters and digits only. */
  readonly numeros: Readonly<Record<Nivel, ReadonlyMap<string, readonly string[]>>>;
  /** Numbers whose inner level the plan lists; the empty one stands for the plan itself. */
  readonly conHijos: ReadonlySet<string>;
  /** Answers already given: the same few texts stand in every row. */
  readonly known: Map<string, Coincidencia>;
}

export function makeJerarquia(plan: Plan): Jerarquia {
  const nombres = new Map<string, string>();
  const numeros = { eje: new Map(), componente: new Map(), programa: new Map() } satisfies Record<
    Nivel,
    Map<string, string[]>
  >;
  const conHijos = new Set<string>();
  const add = (nivel: Nivel, parent: string, { numero, nombre }: { numero: string; nombre: string }): void => {
    nombres.set(numero, nombre);
    conHijos.add(parent);
    const byName: Map<string, string[]> = numeros[nivel];
    const name = plainName(nombre);
    byName.set(name, [...(byName.get(name) ?? []), numero]);
  };
  for (const eje of plan.ejes) {
    add("eje", "", eje);
    for (const componente of eje.componentes) {
      add("componente", eje.numero, componente);
      for (const programa of componente.programas) add("programa", componente.numero, programa);
    }
  }
  return { nombres, numeros, conHijos, known: new Map() };
}

/** How a text such as «Eje 4: Cali emprendedora», «4» or the name alone agrees with the level its código names. */
export type Coincidencia = "igual" | "otro-nombre" | "distinto";

export function compareNivel(nivel: Nivel, numero: string, text: string, jerarquia: Jerarquia): Coincidencia {
  const key = `${nivel} ${numero} ${text}`;
  let found = jerarquia.known.get(key);
  if (found === undefined) {
    found = compareTexts(nivel, numero, text, jerarquia);
    jerarquia.known.set(key, found);
  }
  return found;
}

function compareTexts(nivel: Nivel, numero: string, text: string, jerarquia: Jerarquia): Coincidencia {
  const official = jerarquia.nombres.get(numero);
  const said = splitNivel(text, official);
  if (said.numero !== null && !isSameNumero(said.numero, numero)) return "distinto";
  if (said.nombre === "") return "igual";
  if (official !== undefined && isSameNombre(said.nombre, plainName(official))) return "igual";
  const others = jerarquia.numeros[nivel].get(said.nombre);
  if (others !== undefined) return others.includes(numero) ? "igual" : "distinto";
  return official === undefined ? "igual" : "otro-nombre";
}

/** Number and name of a level's text; a leading number without a mark after it counts only before the official name. */
function splitNivel(text: string, official: string | undefined): { numero: string | null; nombre: string } {
  const folded = foldText(text);
  const marked =
    /^(?:eje|componente|programa|linea(?: estrategica)?)\s+(\d+(?:\.\d+)*)\b\.?\s*[:.)–—-]*(.*)$/.exec(folded) ??
    /^(\d+(?:\.\d+)*)\.?\s*(?:[:)–—-]+(.*)|)$/.exec(folded) ??
    /^(\d+(?:\.\d+)+)\.?\s+(.*)$/.exec(folded);
  if (marked !== null) return { numero: marked[1] ?? null, nombre: plainName(marked[2] ?? "") };
  const bare = /^(\d+)\.?\s+(.*)$/.exec(folded);
  const rest = plainName(bare?.[2] ?? "");
  if (bare !== null && official !== undefined && isSameNombre(rest, plainName(official))) {
    return { numero: bare[1] ?? null, nombre: rest };
  }
  return { numero: null, nombre: plainName(folded.replace(/^(?:eje|componente|programa)\s*:\s*/, "")) };
}

/** `04.1` is 4.1, and the last number alone («1» under 4.1) is accepted. */
function isSameNumero(said: string, numero: string): boolean {
  const plain = said
    .split(".")
    .map((part) => part.replace(/^0+(?=\d)/, ""))
    .join(".");
  return plain === numero || (!plain.includes(".") && plain === numero.split(".").at(-1));
}

/** Names are the same when equal, or when one is the other cut short. */
function isSameNombre(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return a === b || (short.length * 2 >= long.length && long.startsWith(short));
}

function plainName(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}
