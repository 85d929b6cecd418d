import { isBlank, pendingCell, type Cell } from "../../../shared/cell.ts";
import { columnasMezcladas, type ColumnaMezclada } from "../../../shared/merge/columna-mezclada.ts";
import type { Conflicto, Decision } from "../../../shared/merge/conflicto.ts";
import { isEqual, isLegible } from "../../../shared/merge/igualdad.ts";
import { mergeSecretaria, type MezclaOptions } from "../../../shared/merge/merge.ts";
import type { Lado, Mezcla, MezclaInput, Tabla, Valores } from "../../../shared/merge/mezcla.ts";
import { errorCell, fecha, percent } from "../sheet.ts";
import { applyEdits, applyMezcla, options, plan } from "./lado.ts";

/** Columns of a story: every kind of cell, both owners. */
const columnas = columnasMezcladas(plan).filter(({ key }) =>
  ["nombre", "tipoAcumulacion", "meta2017", "ejecucion2017", "observaciones", "planFechaLimite"].includes(key),
);
const codigos = ["A", "B", "C", "D", "E"];

/** Few values, so that both sides often come to the same; some only look different, some nobody can read. */
const valores: Readonly<Record<ColumnaMezclada["tipo"], readonly Cell[]>> = {
  numero: [null, 0, 1, 2, 2.5, "2,5", "2", "NP", " ", percent(0.02), "2 %", "dos", true],
  texto: [null, "a", "a ", "b", "c\r\nd", "c\nd", "", 3, "3"],
  lista: [null, "Flujo", "FLUJO", "Stock", "Capacidad"],
  fecha: [null, fecha("2017-09-30"), "30/09/2017", fecha("2017-10-01"), "por definir"],
  codigo: [null],
};
/** Never stops for rows that are gone. */
const unlimited: MezclaOptions = { ...options, limites: { parte: 1, filas: 1 } };
const ilegibles: readonly Cell[] = [pendingCell, errorCell()];

/**
 * Several runs of one secretaría, as people and sheets are: between two of them anybody edits, adds, deletes or doubles rows,
 * loses and finds columns and takes decisions, late ones too; then some of all that is undone or decided until nothing is
 * left to do. After each run everything that a merge promises is checked against what was there before.
 *
 * @returns how many merges of different input it took
 * @throws Error that says which promise was broken, with the input
 */
export function liveHistoria(seed: number): number {
  const dice = new Dice(seed);
  const historia = new Historia(dice);
  const runs = 3 + dice.below(6);
  for (let run = 0; run < runs; run++) {
    historia.disturb();
    historia.run();
  }
  return runs + historia.settle();
}

class Historia {
  private readonly dice: Dice;
  private readonly options: MezclaOptions;
  private input: MezclaInput;
  /** Rows that a side has twice, to come back later. */
  private readonly stash = { canonico: new Map<string, Valores>(), libro: new Map<string, Valores>() };
  /** Ids that were pending once. */
  private readonly old: string[] = [];

  constructor(dice: Dice) {
    this.dice = dice;
    // Half of the stories never stop: a few rows are soon too many.
    this.options = dice.chance(0.5) ? options : unlimited;
    const canonico = this.makeLado(dice.chance(0.3) ? [] : this.pickCodigos(0.8));
    const libro = this.makeLado(this.pickCodigos(0.8), canonico.filas);
    const input = { secretaria: "salud", ancestro: null, canonico, libro, pendientes: [], decisiones: new Map() };
    this.input = input;
  }

  /** One merge, its promises checked, its result applied. */
  run(): Mezcla {
    const { input } = this;
    const mezcla = mergeSecretaria(input, this.options);
    new Promesas(input, mezcla, this.options).check();
    this.old.push(...input.pendientes.map(({ id }) => id));
    this.input = applyMezcla(input, mezcla);
    return mezcla;
  }

  disturb(): void {
    const count = this.dice.below(7);
    for (let time = 0; time < count; time++) this.disturbOnce();
    this.decide(0.25);
  }

  /** Makes everything legible, single and complete, decides what is pending, and so comes to rest; returns the runs it took. */
  settle(): number {
    for (const lado of ["canonico", "libro"] as const) {
      for (const [codigo, fila] of this.stash[lado]) this.doubled(lado, codigo, fila);
      const filas = new Map<string, Valores>();
      const keys = new Set(columnas.map(({ key }) => key));
      for (const [codigo, fila] of this.input[lado].filas) filas.set(codigo, withColumnas(legible(fila), keys));
      this.setLado(lado, { filas, columnas: keys, sinCodigo: 0 });
    }
    for (let runs = 1; runs <= 8; runs++) {
      const mezcla = mergeSecretaria(this.input, unlimited);
      new Promesas(this.input, mezcla, unlimited).check();
      if (mezcla.parada !== null) throw new Error(`stops without a reason: ${show(this.input)}`);
      this.input = applyMezcla(this.input, mezcla);
      // What the secretaría's workbook no longer has waits until it has it again.
      if (mezcla.conflictos.every(({ codigo }) => !this.input.libro.filas.has(codigo))) {
        this.checkAtRest(mezcla);
        return runs;
      }
      this.decide(1);
    }
    throw new Error(`does not come to rest: ${show(this.input)}`);
  }

  private checkAtRest({ canonico, ancestro }: Mezcla): void {
    const { libro } = this.input;
    for (const [codigo, fila] of libro.filas) {
      const own = canonico.get(codigo);
      if (own === undefined) continue;
      for (const { key, tipo } of columnas) {
        const [one, other] = [own[key], fila[key]];
        if (one === undefined || other === undefined) continue;
        const agreed = ancestro.get(codigo)?.[key];
        if (!isEqual(one, other, tipo)) throw new Error(`apart at rest: ${codigo} ${key} ${show(this.input)}`);
        if (agreed === undefined || !isEqual(agreed, one, tipo))
          throw new Error(`not agreed at rest: ${codigo} ${key}`);
      }
    }
  }

  private disturbOnce(): void {
    const { dice } = this;
    const lado = dice.chance(0.5) ? "canonico" : "libro";
    const { filas, columnas: own, sinCodigo } = this.input[lado];
    const codigo = dice.pick(codigos);
    const fila = filas.get(codigo);
    const what = dice.below(100);
    if (what < 70) {
      if (fila !== undefined) this.edit(lado, codigo, fila);
    } else if (what < 82) {
      if (fila !== undefined) this.setFila(lado, codigo, undefined);
    } else if (what < 92) {
      if (fila === undefined && !this.stash[lado].has(codigo)) {
        const other = this.input[lado === "libro" ? "canonico" : "libro"].filas.get(codigo);
        this.setFila(lado, codigo, this.makeFila(own, dice.chance(0.5) ? other : undefined));
      }
    } else if (what < 96) {
      const doubled = this.stash[lado].get(codigo);
      if (doubled !== undefined) this.doubled(lado, codigo, doubled);
      else if (fila !== undefined) this.double(lado, codigo, fila);
    } else if (what < 97) {
      this.setLado(lado, { sinCodigo: sinCodigo === 0 ? 1 : 0 });
    } else {
      this.toggleColumna(lado, dice.pick(columnas));
    }
  }

  private edit(lado: "canonico" | "libro", codigo: string, fila: Valores): void {
    const columna = this.dice.pick(columnas);
    if (!this.input[lado].columnas.has(columna.key)) return;
    this.setFila(lado, codigo, { ...fila, [columna.key]: this.valueFor(lado, codigo, columna) });
  }

  /** Any value, or one that makes trouble: the other side's, the ancestor's, one that is in a conflict. */
  private valueFor(lado: "canonico" | "libro", codigo: string, { key, tipo }: ColumnaMezclada): Cell {
    const { dice } = this;
    if (dice.chance(0.06)) return dice.pick(ilegibles);
    if (dice.chance(0.6)) return dice.pick(valores[tipo]);
    const other = this.input[lado === "libro" ? "canonico" : "libro"].filas.get(codigo)?.[key];
    const pendiente = this.input.pendientes.find((each) => each.codigo === codigo && each.columna === key);
    const known = [other, this.input.ancestro?.get(codigo)?.[key], pendiente?.planeacion, pendiente?.propio];
    const legibles = known.filter((cell) => isLegible(cell));
    return legibles.length === 0 ? null : dice.pick(legibles);
  }

  private decide(share: number): void {
    const decisiones = new Map<string, Decision>();
    const ids = this.input.pendientes.map(({ id }) => id);
    for (const id of ids) if (this.dice.chance(share)) decisiones.set(id, this.makeDecision(id));
    // Decided too late: what it was about is over.
    if (this.old.length > 0 && this.dice.chance(0.2)) {
      const late = this.dice.pick(this.old);
      if (!ids.includes(late)) decisiones.set(late, this.makeDecision(late));
    }
    this.input = { ...this.input, decisiones };
  }

  private makeDecision(id: string): Decision {
    const conflicto = this.input.pendientes.find((each) => each.id === id);
    const columna = columnas.find(({ key }) => key === conflicto?.columna);
    const gana = this.dice.pick(["planeacion", "secretaria", "otro"] as const);
    if (gana !== "otro") return { gana };
    if (columna === undefined) return { gana: "secretaria" };
    return { gana, valor: this.dice.pick(valores[columna.tipo]) };
  }

  private double(lado: "canonico" | "libro", codigo: string, fila: Valores): void {
    this.stash[lado].set(codigo, fila);
    this.setFila(lado, codigo, undefined);
    this.setLado(lado, { repetidos: new Set([...this.input[lado].repetidos, codigo]) });
  }

  private doubled(lado: "canonico" | "libro", codigo: string, fila: Valores): void {
    this.stash[lado].delete(codigo);
    const repetidos = new Set(this.input[lado].repetidos);
    repetidos.delete(codigo);
    this.setLado(lado, { repetidos });
    this.setFila(lado, codigo, withColumnas(fila, this.input[lado].columnas));
  }

  /** The whole sheet loses a column, or has it again and blank. */
  private toggleColumna(lado: "canonico" | "libro", { key }: ColumnaMezclada): void {
    const before = this.input[lado];
    const own = new Set(before.columnas);
    if (!own.delete(key)) own.add(key);
    const filas = new Map([...before.filas].map(([codigo, fila]) => [codigo, withColumnas(fila, own)]));
    this.setLado(lado, { columnas: own, filas });
  }

  private setFila(lado: "canonico" | "libro", codigo: string, fila: Valores | undefined): void {
    const filas = new Map(this.input[lado].filas);
    if (fila === undefined) filas.delete(codigo);
    else filas.set(codigo, fila);
    this.setLado(lado, { filas });
  }

  private setLado(lado: "canonico" | "libro", changes: Partial<Lado>): void {
    this.input = { ...this.input, [lado]: { ...this.input[lado], ...changes } };
  }

  private makeLado(own: readonly string[], like?: Tabla): Lado {
    const keys = new Set(columnas.filter(() => this.dice.chance(0.97)).map(({ key }) => key));
    const filas = own.map((codigo) => [codigo, this.makeFila(keys, like?.get(codigo))] as const);
    return { columnas: keys, filas: new Map(filas), repetidos: new Set(), sinCodigo: 0 };
  }

  private makeFila(keys: ReadonlySet<string>, like: Valores | undefined): Valores {
    const fila: Record<string, Cell> = {};
    for (const { key, tipo } of columnas) {
      if (!keys.has(key)) continue;
      const known = like?.[key];
      fila[key] = known !== undefined && this.dice.chance(0.8) ? known : this.dice.pick(valores[tipo]);
    }
    return fila;
  }

  private pickCodigos(share: number): string[] {
    return codigos.filter(() => this.dice.chance(share));
  }
}

/** What every merge promises, checked on one. */
class Promesas {
  private readonly input: MezclaInput;
  private readonly mezcla: Mezcla;
  private readonly options: MezclaOptions;
  private readonly libro: Tabla;

  constructor(input: MezclaInput, mezcla: Mezcla, mezclaOptions: MezclaOptions) {
    this.input = input;
    this.mezcla = mezcla;
    this.options = mezclaOptions;
    this.libro = applyEdits(input.libro.filas, mezcla.alLibro);
  }

  check(): void {
    this.checkEdits();
    this.checkPendientes();
    this.checkFilas();
    this.checkIdempotent();
    if (this.mezcla.parada !== null) return this.checkParada();
    for (const [codigo, fila] of this.libro) {
      const own = this.mezcla.canonico.get(codigo);
      if (own === undefined) this.checkSoloLibro(codigo, fila);
      else if (!this.isFrozen(codigo)) for (const columna of columnas) this.checkCelda(codigo, columna);
    }
  }

  /** The edits are all that happens, each on what stands there, and each changes something. */
  private checkEdits(): void {
    const { canonico, alCanonico, alLibro } = this.mezcla;
    const done = applyEdits(this.input.canonico.filas, alCanonico);
    this.require(rowsOf(done) === rowsOf(canonico), "alCanonico gives canonico");
    for (const { columna, antes, despues } of [...alCanonico, ...alLibro]) {
      const tipo = columnas.find(({ key }) => key === columna)?.tipo ?? "codigo";
      this.require(!isEqual(antes, despues, tipo), "an edit changes something", columna);
    }
    for (const { codigo, columna } of alLibro) {
      this.require(this.input.libro.columnas.has(columna), "writes only to columns there are", codigo, columna);
    }
    for (const [codigo, fila] of canonico) {
      const isAsRead = Object.keys(fila).every((key) => this.input.canonico.columnas.has(key));
      this.require(isAsRead, "the canonical row has the sheet's columns", codigo);
    }
  }

  /** Every pending conflict goes on or ends, once; no two are of the same thing. */
  private checkPendientes(): void {
    const { conflictos, resueltos } = this.mezcla;
    const now = new Set(conflictos.map(({ id }) => id));
    this.require(now.size === conflictos.length, "ids are different");
    const things = new Set(conflictos.map(({ codigo, columna, clase }) => `${codigo} ${columna ?? clase}`));
    this.require(things.size === conflictos.length, "one conflict for one thing");
    for (const { id } of this.input.pendientes) {
      const ends = resueltos.filter(({ conflicto }) => conflicto.id === id).length;
      this.require(ends + (now.has(id) ? 1 : 0) === 1, "goes on or ends", id);
    }
    this.require(
      resueltos.every(({ conflicto }) => this.input.pendientes.includes(conflicto)),
      "only what was pending ends",
    );
    for (const { conflicto, fin } of resueltos) {
      const decision = this.input.decisiones.get(conflicto.id);
      const isDecided = fin === "planeacion" || fin === "secretaria" || fin === "otro";
      const isRetiredAgain = conflicto.clase === "fila-retirada" && !this.input.canonico.filas.has(conflicto.codigo);
      this.require(!isDecided || isRetiredAgain || decision?.gana === fin, "ends as decided", conflicto.id);
    }
  }

  /** Rows of the canonical workbook only go by a decision, and only come as such or on the first run. */
  private checkFilas(): void {
    const { canonico, conflictos } = this.mezcla;
    for (const codigo of this.input.canonico.filas.keys()) {
      const isOut = this.endOf(codigo, "fila-retirada") === "planeacion";
      this.require(canonico.has(codigo) !== isOut, "a row goes by decision", codigo);
    }
    const isFirst = this.input.ancestro === null && this.input.canonico.filas.size === 0;
    for (const codigo of canonico.keys()) {
      if (this.input.canonico.filas.has(codigo) || isFirst) continue;
      const isAccepted = this.endOf(codigo, "fila-nueva") === "secretaria";
      const isKept = this.endOf(codigo, "fila-retirada") === "secretaria";
      const isAsked = conflictos.some((each) => each.codigo === codigo && each.clase === "fila-retirada");
      this.require(isAccepted || isKept || isAsked, "a row comes with a reason", codigo);
    }
    for (const [codigo, fila] of this.input.ancestro ?? []) {
      const stands = this.input.libro.filas.has(codigo) || canonico.has(codigo) || this.isFrozen(codigo);
      if (!stands) continue;
      const isRetired = !canonico.has(codigo) && this.input.canonico.filas.has(codigo);
      const isUnknownAgain = fila["codigo"] === null && !this.input.libro.filas.has(codigo);
      this.require(this.mezcla.ancestro.has(codigo) || isRetired || isUnknownAgain, "agreement is kept", codigo);
    }
  }

  private checkIdempotent(): void {
    const again = mergeSecretaria(applyMezcla(this.input, this.mezcla), this.options);
    this.require(again.alLibro.length + again.alCanonico.length + again.resueltos.length === 0, "nothing more to do");
    this.require(stateOf(again) === stateOf(this.mezcla), "says the same again");
  }

  private checkParada(): void {
    const { canonico, ancestro, alLibro, alCanonico, conflictos, resueltos } = this.mezcla;
    this.require(alLibro.length + alCanonico.length + resueltos.length === 0, "a stop changes nothing");
    this.require(canonico === this.input.canonico.filas && ancestro === this.input.ancestro, "a stop keeps all");
    this.require(conflictos === this.input.pendientes, "a stop decides nothing");
  }

  /** A row that planeación does not have waits for a decision as it is, or was decided or agreed to be none. */
  private checkSoloLibro(codigo: string, fila: Valores): void {
    if (this.isFrozen(codigo)) return;
    const nueva = this.mezcla.conflictos.find((each) => each.codigo === codigo && each.clase === "fila-nueva");
    const known = nueva?.fila ?? this.mezcla.ancestro.get(codigo);
    this.require(known !== undefined, "a row is known", codigo);
    const isTold = this.mezcla.avisos.some(
      (each) => each.code === "fila-retirada-por-planeacion" && each.codigo === codigo,
    );
    this.require(isTold === (nueva === undefined), "a row that is out is told of", codigo);
    for (const { key, tipo } of columnas) {
      const [cell, old] = [fila[key], known?.[key]];
      if (!isLegible(cell) || isBlank(cell)) continue;
      this.require(isLegible(old) && isEqual(cell, old, tipo), "all of a row is known", codigo, key);
    }
  }

  private checkCelda(codigo: string, columna: ColumnaMezclada): void {
    const { key, tipo, dueno } = columna;
    const same = (one: Cell | undefined, other: Cell | undefined): boolean =>
      one !== undefined && other !== undefined && isEqual(one, other, tipo);
    const wasInCanonico = this.input.canonico.filas.get(codigo);
    const [c1, w1] = [wasInCanonico?.[key], this.input.libro.filas.get(codigo)?.[key]];
    const [c2, w2] = [this.mezcla.canonico.get(codigo)?.[key], this.libro.get(codigo)?.[key]];
    const a1 = this.ancestroOf(codigo)?.[key];
    const a2 = this.mezcla.ancestro.get(codigo)?.[key];
    const before = this.input.pendientes.find((each) => each.codigo === codigo && each.columna === key);
    const now = this.mezcla.conflictos.find((each) => each.codigo === codigo && each.columna === key);
    const fin = this.mezcla.resueltos.find(({ conflicto }) => conflicto === before)?.fin;
    const isDecided = fin === "planeacion" || fin === "secretaria" || fin === "otro";
    const where = [codigo, key] as const;

    if (wasInCanonico !== undefined && (!isLegible(c1) || !isLegible(w1))) {
      this.require(JSON.stringify([c1, w1, a1]) === JSON.stringify([c2, w2, a2]), "illegible is left", ...where);
      this.require(now?.id === before?.id, "illegible decides nothing", ...where);
      return;
    }
    if (!isLegible(c2) || !isLegible(w2)) return;
    this.require(same(c2, w2) || now !== undefined, "equal or in conflict", ...where);
    if (now === undefined) {
      this.require(same(c2, w2) && same(a2, c2), "agreed where nothing is pending", ...where);
    } else {
      this.require(same(w2, now.propio), "the conflict holds the secretaría's value", ...where);
      this.require(same(c2, dueno === "planeacion" ? now.planeacion : now.propio), "shows the owner's", ...where);
      this.require(JSON.stringify(a1) === JSON.stringify(a2), "the ancestor waits", ...where);
      this.require(same(now.ancestro, a1 ?? null), "the conflict holds the ancestor", ...where);
    }
    if (isDecided) {
      this.require(now === undefined, "decided is over", ...where);
      return;
    }
    // The secretaría's cell is only written where it claims nothing of what is planeación's, and what planeación has there.
    const isClaimed = a1 === undefined ? !isBlank(w1) : !same(w1, a1);
    const isAsked = dueno === "planeacion" && !isClaimed && same(w2, wasInCanonico === undefined ? c2 : c1);
    this.require(same(w1, w2) || isAsked, "its cell is left", ...where);
    if (wasInCanonico === undefined) return;
    // Planeación's cell is never changed; what it wants of another's is shown, agreed, or in the conflict.
    if (dueno === "planeacion") {
      this.require(same(c1, c2), "planeación's cell is left", ...where);
      return;
    }
    const shown = before?.propio;
    const wanted = before !== undefined && same(c1, shown) ? before.planeacion : c1;
    const wants = before !== undefined || (a1 === undefined ? !isBlank(c1) : !same(c1, a1));
    const isKept = (same(wanted, c2) && same(wanted, w2)) || same(now?.planeacion, wanted);
    if (wants) this.require(isKept, "what planeación wants is kept", ...where);
    else this.require(same(c2, w1) && now === undefined, "what the secretaría wants of its own is done", ...where);
  }

  private ancestroOf(codigo: string): Valores | undefined {
    const fila = this.input.ancestro?.get(codigo);
    return fila?.["codigo"] === null ? undefined : fila;
  }

  private endOf(codigo: string, clase: Conflicto["clase"]): string | undefined {
    return this.mezcla.resueltos.find(({ conflicto }) => conflicto.codigo === codigo && conflicto.clase === clase)?.fin;
  }

  private isFrozen(codigo: string): boolean {
    return this.input.canonico.repetidos.has(codigo) || this.input.libro.repetidos.has(codigo);
  }

  private require(isTrue: boolean, promise: string, ...where: readonly string[]): void {
    if (isTrue) return;
    throw new Error(`broken: ${promise} ${where.join(" ")}\n${show(this.input)}\n${show(this.mezcla)}`);
  }
}

/** Random numbers from a seed, the same ones for the same seed (mulberry32). */
class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  below(count: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * count);
  }

  chance(share: number): boolean {
    return this.below(1000) < share * 1000;
  }

  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  }
}

function legible(fila: Valores): Valores {
  return Object.fromEntries(Object.entries(fila).map(([key, cell]) => [key, isLegible(cell) ? cell : null]));
}

function withColumnas(fila: Valores, keys: ReadonlySet<string>): Valores {
  return Object.fromEntries([...keys].map((key) => [key, fila[key] ?? null]));
}

/** What a merge leaves and says, as it would be written. */
function stateOf({ canonico, ancestro, conflictos, avisos, parada }: Mezcla): string {
  return JSON.stringify([[...canonico], [...ancestro], conflictos, avisos, parada]);
}

/** Rows whatever their order. */
function rowsOf(tabla: Tabla): string {
  return JSON.stringify([...tabla].map(([codigo, fila]) => JSON.stringify([codigo, shorten(fila)])).sort());
}

/** Without blanks, by column: a row that came with its edits has none of the blank ones. */
function shorten(fila: Valores): [string, Cell][] {
  return columnas.flatMap(({ key }): [string, Cell][] => {
    const cell = fila[key] ?? null;
    return isBlank(cell) ? [] : [[key, cell]];
  });
}

function show(value: unknown): string {
  return JSON.stringify(
    value,
    (_, each: unknown) => (each instanceof Map || each instanceof Set ? [...each] : each),
    1,
  );
}
