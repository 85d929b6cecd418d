import { foldCodigo } from "./codigo.ts";
import { isShare } from "./compartida.ts";
import type { Finding } from "./finding.ts";
import type { Indicador } from "./indicador.ts";
import type { Dispensa, Plan } from "./plan/schema.ts";
import type { AcrossContext, AcrossRaise, Canonico, FilaDeLibro, LibroLeido } from "./rules/across-raise.ts";
import { compareWithCanonico } from "./rules/check-canonico.ts";
import { compartidaChecks } from "./rules/check-compartida.ts";
import { checkDispensas } from "./rules/check-dispensas.ts";
import { librosChecks } from "./rules/check-libros.ts";
import { isWaivedBy } from "./rules/dispensas.ts";
import { wordFindings, type Located } from "./rules/word.ts";
import type { Reporte } from "./read.ts";
import type { Revision } from "./validate.ts";

/** What workbooks are compared with. */
export interface Alcance {
  /** False when only some of the plan's secretarías are looked at: nobody is then missing, and no share. Default true. */
  readonly completa?: boolean;
  /** The indicadores as planning keeps them, where there are such. */
  readonly canonico?: Canonico;
}

/** Compares workbooks with each other and with planning, and tells of waivers in the plan's data that waive nothing. */
export function reviewAcross(revisiones: readonly Revision[], plan: Plan, alcance: Alcance = {}): Finding[] {
  const comparacion = new Comparacion(plan, alcance);
  for (const revision of revisiones) comparacion.add(revision);
  return comparacion.finish();
}

/**
 * The same for workbooks that come one after the other, each of which may be forgotten once it is added: of its rows stay
 * the códigos, and whole those that have to do with others.
 */
export class Comparacion {
  readonly #plan: Plan;
  readonly #alcance: Alcance;
  readonly #leidos: LibroAgregado[] = [];
  /** How many rows they have. */
  #filas = 0;
  /** By the código as `foldCodigo` has it; of a row that is alone so far, as nearly all are, its place among all rows. */
  readonly #apariciones = new Map<string, number | Aparicion[]>();
  readonly #delCanonico: Located[] = [];
  readonly #sinEfecto: Set<Dispensa>;

  constructor(plan: Plan, alcance: Alcance = {}) {
    this.#plan = plan;
    this.#alcance = alcance;
    this.#sinEfecto = new Set(plan.dispensas);
  }

  add(revision: Revision): void {
    this.#lookForWaived(revision.findings);
    const { libro, reporte } = revision;
    if (libro === null || reporte === null) return;
    const hasColumn = reporte.layout.columns.has("secretaria");
    const deFilas = hasColumn ? reporte.indicadores.map(({ secretaria }) => secretaria) : [];
    const propia = reporte.secretaria === null ? [] : [reporte.secretaria.id];
    const leido = { libro, reporte, secretarias: new Set([...propia, ...deFilas]), desde: this.#filas };
    this.#filas += reporte.indicadores.length;
    this.#leidos.push(leido);
    const { canonico } = this.#alcance;
    for (const [indice, indicador] of reporte.indicadores.entries()) {
      const codigo = foldCodigo(indicador.codigo, this.#plan);
      if (codigo === "") continue;
      this.#note(codigo, { leido, indice, indicador });
      const official = canonico?.(indicador.secretaria, indicador.codigo);
      if (official === undefined) continue;
      compareWithCanonico({ leido, indicador }, official, this.#plan, raiseInto(this.#delCanonico));
    }
  }

  /** What there is to tell, once all are added. */
  finish(): Finding[] {
    const context: AcrossContext = {
      plan: this.#plan,
      leidos: this.#leidos,
      grupos: this.#grupos(),
      hasCodigo: (codigo) => this.#apariciones.has(codigo),
      completa: this.#alcance.completa ?? true,
    };
    const located: Located[] = [];
    for (const check of [...librosChecks, ...compartidaChecks]) check(context, raiseInto(located));
    const findings = wordFindings([...located, ...this.#delCanonico], this.#plan);
    this.#lookForWaived(findings);
    const ofDispensas = checkDispensas(context, this.#sinEfecto).map((raised): Located => ({
      raised,
      file: "",
      sheet: "",
      secretaria: null,
    }));
    return [...findings, ...wordFindings(ofDispensas, this.#plan)];
  }

  #lookForWaived(findings: readonly Finding[]): void {
    for (const dispensa of this.#sinEfecto)
      if (findings.some((finding) => isWaivedBy(finding, dispensa))) this.#sinEfecto.delete(dispensa);
  }

  /** A row that is alone so far, and carries all of its meta, is let go of. */
  #note(codigo: string, aparicion: Aparicion & FilaDeLibro): void {
    const known = this.#apariciones.get(codigo);
    const { leido, indice, indicador } = aparicion;
    if (Array.isArray(known)) known.push(aparicion);
    else if (known !== undefined) this.#apariciones.set(codigo, [this.#aparicionAt(known), aparicion]);
    else this.#apariciones.set(codigo, isShare(indicador) ? [aparicion] : leido.desde + indice);
  }

  #aparicionAt(lugar: number): Aparicion {
    const leido = this.#leidos.findLast(({ desde }) => desde <= lugar);
    if (leido === undefined) throw new Error(`no row ${lugar}`);
    return { leido, indice: lugar - leido.desde, indicador: null };
  }

  /** Rows that have to do with each other; those that were let go of before anybody knew are read again. */
  #grupos(): Map<string, readonly FilaDeLibro[]> {
    const wanted: [string, Aparicion[]][] = [];
    for (const [codigo, known] of this.#apariciones) if (Array.isArray(known)) wanted.push([codigo, known]);
    const missing = wanted.flatMap(([, group]) => group).filter(({ indicador }) => indicador === null);
    for (const libro of new Set(missing.map(({ leido }) => leido))) {
      const { indicadores } = libro.reporte;
      for (const each of missing) if (each.leido === libro) each.indicador = indicadores[each.indice] ?? null;
    }
    return new Map(
      wanted.map(([codigo, group]) => [
        codigo,
        group.flatMap(({ leido, indicador }) => (indicador === null ? [] : [{ leido, indicador }])),
      ]),
    );
  }
}

interface LibroAgregado extends LibroLeido {
  readonly reporte: Reporte;
  /** Place of its first row among those of all workbooks. */
  readonly desde: number;
}

/** Where a código stands. */
interface Aparicion {
  readonly leido: LibroAgregado;
  /** Place of the row among the workbook's. */
  readonly indice: number;
  /** Null while nothing is to be compared with it. */
  indicador: Indicador | null;
}

function raiseInto(located: Located[]): AcrossRaise {
  return (code, place, params) => {
    const { leido, row = null, column = null, indicador = null, secretaria = "" } = place;
    located.push({
      raised: { code, row, column, indicador, params },
      file: leido?.libro.file ?? "",
      sheet: leido?.libro.grid.sheet ?? "",
      secretaria: secretaria === "" ? null : secretaria,
    });
  };
}
