import { capAvance } from "./avance.ts";
import { parseCodigo } from "./codigo.ts";
import type { IndicadorCiudad } from "./compartida.ts";
import { add, divide } from "./decimal.ts";
import type { Fila } from "./evaluate.ts";
import { lightenFilas } from "./fila-ligera.ts";
import type { Medida } from "./medida.ts";
import type { Plan } from "./plan/schema.ts";
import { semaforos, type Semaforo } from "./semaforo.ts";

/** Figures of a group of indicadores; an average never stands without the counts of what it leaves out. */
export interface Resumen {
  readonly indicadores: number;
  /** All but the NP ones. */
  readonly programadas: number;
  /** Declared as not programmed; a blank meta is not, for nobody said so: it counts as `sinDato`. */
  readonly np: number;
  /** Programmed, but nothing reported. */
  readonly sinReporte: number;
  /** Neither NP nor unreported, and yet without avance. */
  readonly sinDato: number;
  readonly cumplidas: number;
  readonly rezagadas: number;
  readonly bandas: Readonly<Record<Semaforo, number>>;
  /** Weighted mean of the avances within [0, 1]; null where there is none. */
  readonly promedio: number | null;
  /** Indicadores that entered the mean. */
  readonly medidas: number;
}

/** Figures of one secretaría: each of its rows with its own avance. */
export function summarizeFilas(filas: readonly Fila[]): Resumen {
  return summarize(lightenFilas(filas));
}

/** Figures of the city or a part of it, each indicador once, a meta compartida by its shares; or of a secretaría's rows. */
export function summarize(medidas: Iterable<Medida>): Resumen {
  const suma = new Suma();
  for (const each of medidas) suma.add(each);
  return suma.resumen();
}

/** Figures while they come in. */
class Suma {
  readonly #bandas: Record<Semaforo, number> = { ...emptyBandas };
  #indicadores = 0;
  #np = 0;
  #sinReporte = 0;
  #sinDato = 0;
  #cumplidas = 0;
  #rezagadas = 0;
  #medidas = 0;
  #sum = 0;
  #weight = 0;

  add({ avance, reason, semaforo, ponderador, cumplida, rezagada }: Medida): void {
    this.#indicadores += 1;
    this.#bandas[semaforo] += 1;
    if (avance === null) {
      if (reason === "np") this.#np += 1;
      else if (reason === "sin-ejecucion") this.#sinReporte += 1;
      else this.#sinDato += 1;
      return;
    }
    this.#medidas += 1;
    this.#sum = add(this.#sum, ponderador * capAvance(avance));
    this.#weight = add(this.#weight, ponderador);
    if (cumplida === true) this.#cumplidas += 1;
    if (rezagada === true) this.#rezagadas += 1;
  }

  resumen(): Resumen {
    return {
      indicadores: this.#indicadores,
      programadas: this.#indicadores - this.#np,
      np: this.#np,
      sinReporte: this.#sinReporte,
      sinDato: this.#sinDato,
      cumplidas: this.#cumplidas,
      rezagadas: this.#rezagadas,
      bandas: this.#bandas,
      promedio: this.#weight > 0 ? divide(this.#sum, this.#weight) : null,
      medidas: this.#medidas,
    };
  }
}

/** A level of the plan's hierarchy with its figures. */
export interface Nodo {
  readonly nivel: "eje" | "componente" | "programa";
  /** As the plan numbers it: `4`, `4.1`, `4.1.3`; empty for rows whose código names none. */
  readonly numero: string;
  readonly nombre: string;
  readonly resumen: Resumen;
  readonly hijos: readonly Nodo[];
}

/** Ejes → componentes → programas that hold indicadores, in the plan's numbering, by what each código says. */
export function buildJerarquia(indicadores: Iterable<IndicadorCiudad>, plan: Plan): Nodo[] {
  const ciudad = new Rama();
  for (const indicador of indicadores) {
    const partes = parseCodigo(indicador.codigo, plan);
    let rama = ciudad;
    for (const nivel of escala) rama = rama.add(indicador, nivel, partes?.[nivel] ?? "");
  }
  const names = nombresOf(plan);
  const nodosOf = ({ hijos }: Rama, [nivel, ...rest]: readonly Nodo["nivel"][]): Nodo[] =>
    nivel === undefined
      ? []
      : [...hijos]
          .sort(([a], [b]) => compareNumero(a, b))
          .map(([numero, rama]) => ({
            nivel,
            numero,
            nombre: names.get(numero) ?? nombreFrom(rama.texto),
            resumen: rama.suma.resumen(),
            hijos: nodosOf(rama, rest),
          }));
  return nodosOf(ciudad, escala);
}

/** The outermost first. */
const escala = ["eje", "componente", "programa"] as const;

/** A level while its indicadores come in. */
class Rama {
  readonly suma = new Suma();
  /** By number. */
  readonly hijos = new Map<string, Rama>();
  /** What the first of its rows that names it calls it. */
  texto = "";

  add(indicador: IndicadorCiudad, nivel: Nodo["nivel"], numero: string): Rama {
    const hijo = this.hijos.get(numero) ?? new Rama();
    this.hijos.set(numero, hijo);
    hijo.suma.add(indicador);
    if (hijo.texto === "") hijo.texto = indicador.niveles[nivel];
    return hijo;
  }
}

/** Programas of one secretaría that have an average, worst first. */
export function worstProgramas(filas: readonly Fila[], plan: Plan): Nodo[] {
  return buildJerarquia(lightenFilas(filas), plan)
    .flatMap(({ hijos }) => hijos)
    .flatMap(({ hijos }) => hijos)
    .filter(({ resumen }) => resumen.promedio !== null)
    .sort((a, b) => (a.resumen.promedio ?? 0) - (b.resumen.promedio ?? 0));
}

const emptyBandas: Readonly<Record<Semaforo, number>> = {
  critico: 0,
  bajo: 0,
  medio: 0,
  satisfactorio: 0,
  sobresaliente: 0,
  "sin-dato": 0,
};

/** Bands that a resumen has, worst first. */
export function bandasOf(resumen: Resumen): { semaforo: Semaforo; cuantas: number }[] {
  return semaforos.map((semaforo) => ({ semaforo, cuantas: resumen.bandas[semaforo] }));
}

function nombresOf(plan: Plan): Map<string, string> {
  const names = new Map<string, string>();
  for (const eje of plan.ejes) {
    names.set(eje.numero, eje.nombre);
    for (const componente of eje.componentes) {
      names.set(componente.numero, componente.nombre);
      for (const programa of componente.programas) names.set(programa.numero, programa.nombre);
    }
  }
  return names;
}

/** A name for a level that the plan's data does not name: what the rows themselves say, without «Eje 2:». */
function nombreFrom(texto: string): string {
  if (texto === "") return "Sin nombre en el plan";
  return texto.replace(/^(eje|componente|programa)\s+[\d.]+\s*:\s*/i, "");
}

/** By the plan's numbering; what has no number comes last. */
function compareNumero(a: string, b: string): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const left = a.split(".").map(Number);
  const right = b.split(".").map(Number);
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const step = (left[index] ?? -1) - (right[index] ?? -1);
    if (step !== 0) return step;
  }
  return 0;
}
