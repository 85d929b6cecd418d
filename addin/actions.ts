import { modos } from "../shared/acumulacion.ts";
import type { Fila } from "../shared/evaluate.ts";
import { isCorte } from "../shared/corte.ts";
import { a1, columnName, parseA1 } from "../shared/address.ts";
import { cellsByRow } from "../shared/grid.ts";
import type { ModoReporte } from "../shared/indicador.ts";
import { ReviewMemo } from "../shared/memo.ts";
import { formatConteo } from "../shared/number.ts";
import { findSecretaria } from "../shared/layout/titulo.ts";
import { anchorsOf, findAgain, inputOf } from "./anchors.ts";
import type { CellDone, Change, Door, Escrito, HojaLeida } from "./door.ts";
import { DoorError } from "./door-error.ts";
import { explainError } from "./explain-error.ts";
import { explainSkipped } from "./explain-skipped.ts";
import type { FixGroup, FixOffer } from "./fixes.ts";
import {
  longestPlan,
  parseLazily,
  planIncluido,
  readPlanEnUso,
  storedPlanText,
  type PlanEnUso,
} from "./plan/plan-en-uso.ts";
import { hasLiveFigures, isAmongRows, reviewHoja, withRows, type Revisada } from "./revisada.ts";
import {
  ambiguasSize,
  emptyForm,
  pageSize,
  type Aviso,
  type AvisoAccion,
  type Filtro,
  type Hecho,
  type PlantillaForm,
  type Store,
  type Tab,
  verPlantilla,
} from "./state.ts";
import { enOtraHoja, seek, undoing } from "./undo.ts";

/** Runs something later, and not if it is called off: `setTimeout` in the pane, the test's own hand in tests. */
export type Schedule = (task: () => void, milliseconds: number) => () => void;

/** How long the pane waits for more edits before it looks at the sheet again. */
const quiet = 400;

/** How long it waits to look again after it could not. */
const patience = 2000;

/** Rows that are read again by themselves; above that the whole sheet is read. */
const mostRows = 2000;

/** Steps that can be taken back. */
const mostHechos = 20;

/** What each button of the pane does. Errors become sentences in the state; nothing is thrown. */
export class Actions {
  private readonly door: Door;
  private readonly store: Store;
  private readonly schedule: Schedule;
  private pending: Pending | null = null;
  private isPendingSilent = true;
  private cancelPending: () => void = () => {};
  private stopListening: (() => Promise<void>) | null = null;
  /** The plan last read and the text it was read from: reading it again takes the code that checks it. */
  private plan: { readonly setting: string | null; readonly enUso: PlanEnUso } = { setting: null, enUso: planIncluido };
  private readonly memo = new ReviewMemo();
  /** One thing after the other: a review that comes while something is written waits for it. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(door: Door, store: Store, schedule: Schedule) {
    this.door = door;
    this.store = store;
    this.schedule = schedule;
  }

  /** Waits until everything asked for so far is done. */
  async idle(): Promise<void> {
    await this.queue;
  }

  /** First review, and listening from then on. */
  async start(): Promise<void> {
    await this.listen();
    await this.revisar();
  }

  async stop(): Promise<void> {
    this.cancelPending();
    const stop = this.stopListening;
    this.stopListening = null;
    await stop?.();
  }

  /** Reads the whole sheet on screen and reviews it. */
  revisar(): Promise<void> {
    return this.run("Revisando la hoja…", async () => {
      const leida = await this.door.readHoja();
      // What stood in the way no longer does.
      if (this.store.state.aviso?.tono === "error") this.cerrarAviso();
      await this.show(leida);
      // Someone may have been typing when the pane opened, and Excel have refused to tell it of edits.
      await this.listen();
    });
  }

  /** What went well has been read by whoever goes on; anything else stays until it is closed. */
  tab(tab: Tab): void {
    const { aviso } = this.store.state;
    this.store.set({ tab, aviso: aviso?.tono === "exito" ? null : aviso });
  }

  filtrar(change: Partial<Filtro>): void {
    this.store.set({ filtro: { ...this.store.state.filtro, ...change }, cuantos: pageSize });
  }

  mostrarMas(): void {
    this.store.set({ cuantos: this.store.state.cuantos + pageSize });
  }

  mostrarMasAmbiguas(): void {
    this.store.set({ ambiguas: this.store.state.ambiguas + ambiguasSize });
  }

  cerrarAviso(): void {
    this.store.set({ aviso: null });
  }

  /** Goes to a cell of the sheet as it was on screen when asked, wherever it is by now; offers to unhide what hides it. */
  irA(cell: string, show = false): Promise<void> {
    const { revisada: seen } = this.store.state;
    return this.run(null, async () => {
      if (seen === null) return;
      const { place, grid } = seen.leida;
      const rows = cellsByRow(grid);
      const at = parseA1(cell);
      const held = inputOf((at === null ? null : rows.get(at.row)?.[at.column]) ?? null);
      const anchors = anchorsOf(seen.revision.reporte, rows)(cell);
      const codigo = seen.revision.reporte?.layout.columns.get("codigo");
      const own = at?.column === codigo && anchors.length > 0 && held !== null ? [{ cell, holds: held }] : [];
      let now = cell;
      let visita = await this.door.goTo(place, cell, [...anchors, ...own], show);
      if (visita.kind === "moved") {
        await this.renew("all");
        const { revisada } = this.store.state;
        const found = revisada?.leida.place.id === place.id ? findAgain({ cell, held, anchors }, revisada) : null;
        if (found === null) {
          this.avisar({ tono: "alerta", texto: `La celda ${cell} ya no está donde estaba. Elija de nuevo.` });
          return;
        }
        now = found;
        visita = await this.door.goTo(place, now, [], show);
      }
      if (visita.kind === "hidden") {
        const hidden = [
          ...(visita.sheet ? ["una hoja"] : []),
          ...(visita.row ? ["una fila"] : []),
          ...(visita.column ? ["una columna"] : []),
        ];
        this.avisar({
          tono: "alerta",
          texto: `La celda ${now} está en ${hidden.join(" y ")} oculta${hidden.length > 1 ? "s" : ""}.`,
          boton: { texto: "Mostrarla e ir", accion: { kind: "mostrar", cell: now } },
        });
      } else if (show) this.store.set({ aviso: null });
    });
  }

  verCorreccion(code: FixGroup["code"] | null): void {
    this.store.set({ vistaPrevia: code });
  }

  /** Makes the fixes offered, all of them of one kind or a single one. */
  corregir(offers: readonly FixOffer[], nombre: string): Promise<void> {
    return this.withRevisada("Corrigiendo…", async (revisada) => {
      await this.write(
        revisada,
        nombre,
        offers.map(({ edit }) => edit),
      );
      // The list stays open as long as there is something in it.
      const { revisada: now, vistaPrevia } = this.store.state;
      if (now?.fixes.every(({ code }) => code !== vistaPrevia) === true) this.store.set({ vistaPrevia: null });
    });
  }

  /** Writes how the ejecución of a row is to be read. */
  elegirModo(fila: Fila, modo: ModoReporte): Promise<void> {
    return this.withRevisada("Escribiendo el modo de reporte…", async (revisada) => {
      const layout = revisada.revision.reporte?.layout;
      const column = layout?.columns.get("modoReporte");
      if (column === undefined) {
        const columnas = layout?.duplicated.find(({ key }) => key === "modoReporte")?.columns;
        const tono = "alerta";
        this.avisar(
          columnas === undefined
            ? {
                tono,
                texto:
                  "La hoja no tiene la columna «Modo de reporte». Agréguela con ese encabezado, o use la plantilla.",
                boton: { texto: "Ver la plantilla", accion: verPlantilla },
              }
            : {
                tono,
                texto: `«Modo de reporte» está en las columnas ${columnas.map(columnName).join(" y ")}; deje una sola.`,
              },
        );
        return;
      }
      const { codigo } = fila.indicador;
      const row = rowOf(fila, revisada);
      if (row === null) {
        this.avisar({ tono: "alerta", texto: `El indicador ${codigo} ya no está donde estaba. Elija de nuevo.` });
        return;
      }
      const rows = cellsByRow(revisada.leida.grid);
      const held = rows.get(row)?.[column] ?? "";
      const cell = a1(row, column);
      await this.write(revisada, `Modo de reporte de ${codigo}`, [
        {
          cell,
          expected: typeof held === "object" ? "" : held,
          value: modos[modo].nombre,
          format: null,
          anchors: anchorsOf(revisada.revision.reporte, rows)(cell),
        },
      ]);
    });
  }

  /** Takes the latest step back, as far as its cells still hold what it wrote. */
  deshacer(): Promise<void> {
    return this.run("Deshaciendo…", async () => {
      const { hechos } = this.store.state;
      const hecho = hechos.at(-1);
      if (hecho === undefined) return;
      const { left, ...escrito } = await this.takeBack(hecho).catch((error: unknown) => {
        // Its sheet is gone, and with it whatever was done there: earlier steps must not wait behind it.
        if (error instanceof DoorError && error.code === "hoja-perdida") {
          this.store.set({ hechos: hechos.filter(({ place }) => place.id !== hecho.place.id) });
        }
        throw error;
      });
      this.store.set({ hechos: [...hechos.slice(0, -1), ...(left.length === 0 ? [] : [{ ...hecho, cells: left }])] });
      const deshecho = escrito.done.length === 0 ? "No se deshizo nada" : "Deshecho";
      const aviso = avisoOf(escrito, `${deshecho}: ${hecho.nombre}${enOtraHoja(hecho, this.store.state)}.`);
      await this.report(hecho, escrito, left.length === 0 ? aviso : { ...aviso, ...this.salidaDe(hecho, escrito) });
    });
  }

  resaltar(): Promise<void> {
    return this.run("Resaltando…", async () => {
      const revisada = await this.onScreen();
      // Not part of what the pane loads to open; by now it has come with the other tabs, see `mount`.
      const { planResaltado } = await import("./resaltado.ts");
      const { rules, aviso } = planResaltado(revisada);
      if (rules !== null) {
        await this.door.highlight(revisada.leida.place, rules);
        this.setMarks(rules.map(({ mark }) => mark));
      }
      this.avisar(aviso);
    });
  }

  quitarResaltado(): Promise<void> {
    return this.run("Quitando el resaltado…", async () => {
      const { leida } = await this.onScreen();
      const hubo = await this.door.highlight(leida.place, []);
      this.setMarks([]);
      this.avisar({
        tono: "exito",
        texto: hubo ? "Resaltado quitado. La hoja quedó como estaba." : "La hoja no tenía resaltado que quitar.",
      });
    });
  }

  editarPlantilla(change: Partial<PlantillaForm>): void {
    this.store.set({ plantilla: { ...this.store.state.plantilla, ...change } });
  }

  /** Puts the official sheet of the chosen secretaría into the workbook, and reviews it. */
  insertarPlantilla(): Promise<void> {
    return this.run("Insertando la plantilla…", async () => {
      const { plantilla, revisada } = this.store.state;
      const plan = (revisada?.enUso ?? this.plan.enUso).plan;
      const secretaria = findSecretaria(plantilla.secretaria, plan);
      if (secretaria === null || !plan.vigencias.includes(plantilla.vigencia)) {
        this.avisar({ tono: "alerta", texto: "Elija la secretaría y la vigencia de la plantilla." });
        return;
      }
      const corte = isCorte(plantilla.corte) ? plantilla.corte : null;
      // Rarely asked for, and as large as a tenth of the pane.
      const { makePlantilla } = await import("./plantilla.ts");
      const hoja = makePlantilla({ plan, secretaria, vigencia: plantilla.vigencia, corte });
      const name = await this.door.insertPlantilla(hoja);
      await this.show(await this.door.readHoja());
      this.avisar({
        tono: "exito",
        texto:
          `Se insertó la hoja «${name}» para ${secretaria.nombre}, vigencia ${plantilla.vigencia}. ` +
          "Las columnas de Planeación quedan protegidas sin contraseña.",
      });
    });
  }

  /** Keeps a plan.json in the workbook, if it is one, and reviews the sheet by it. */
  cargarPlan(archivo: string, text: string): Promise<void> {
    return this.run("Leyendo el plan…", async () => {
      if (text.length > longestPlan) {
        this.avisar({ tono: "error", texto: `«${archivo}» es demasiado grande para guardarlo en el libro.` });
        return;
      }
      const parsed = await parseLazily(text);
      if (parsed.kind === "invalid") {
        const more = parsed.problems.length > 3 ? ` · y ${parsed.problems.length - 3} más` : "";
        this.avisar({
          tono: "error",
          texto: `«${archivo}» no es un plan válido. ${parsed.problems.slice(0, 3).join(" · ")}${more}`,
        });
        return;
      }
      await this.door.storeSetting("METAS_PLAN", storedPlanText(archivo, text));
      await this.show(await this.door.readHoja());
      this.avisar({ tono: "exito", texto: `El libro usa ahora «${parsed.plan.nombre}», de ${archivo}.` });
    });
  }

  /** Goes back to the plan that comes with the product. */
  quitarPlan(): Promise<void> {
    return this.run("Quitando el plan…", async () => {
      await this.door.storeSetting("METAS_PLAN", null);
      await this.show(await this.door.readHoja());
      this.avisar({ tono: "exito", texto: "El libro usa de nuevo el plan incluido." });
    });
  }

  /** @param hoja the sheet's id, which stays when it is renamed, or its name */
  irAHoja(hoja: string): Promise<void> {
    return this.run("Cambiando de hoja…", async () => {
      await this.door.activateSheet(hoja);
      await this.show(await this.door.readHoja());
    });
  }

  /** The button of a sentence. */
  atender(accion: AvisoAccion): Promise<void> | void {
    switch (accion.kind) {
      case "mostrar":
        return this.irA(accion.cell, true);
      case "deshacer":
        return this.deshacer();
      case "revisar":
        return this.revisar();
      case "ver":
        this.tab(accion.tab);
        return this.verCorreccion(accion.previa ?? this.store.state.vistaPrevia);
      case "ir-a-hoja":
        return this.irAHoja(accion.hoja);
      case "olvidar":
        return this.store.set({ hechos: this.store.state.hechos.slice(0, -1), aviso: null });
    }
  }

  /** Hears of what happens in Excel; public for tests of the waiting. */
  onChange(change: Change): void {
    if (change.kind === "activated") {
      this.pending = "all";
      this.isPendingSilent = false;
    } else {
      const { revisada } = this.store.state;
      if (revisada !== null && change.sheetId !== revisada.leida.place.id) return;
      if (change.kind === "calculated") {
        // What an edit of figures brought about in other cells; nothing where only the sheet's own columns compute.
        if (revisada === null || !hasLiveFigures(revisada)) return;
        this.pending = "all";
      } else {
        this.isPendingSilent &&= change.isRemote;
        this.pending = join(this.pending, change.rows ?? "all");
      }
    }
    this.lookIn(quiet);
  }

  private lookIn(milliseconds: number): void {
    this.cancelPending();
    this.cancelPending = this.schedule(() => void this.catchUp(), milliseconds);
  }

  /** Looks at what changed since the last look: the rows alone where nothing else can have changed. */
  private catchUp(): Promise<void> {
    const pending = this.pending;
    const isSilent = this.isPendingSilent;
    this.pending = null;
    this.isPendingSilent = true;
    if (pending === null) return Promise.resolve();
    return this.enqueue(async () => {
      try {
        await this.renew(pending);
      } catch (error) {
        // What changed is not forgotten: the next look takes it in.
        const isTyping = error instanceof DoorError && error.code === "celda-en-edicion";
        this.pending = join(this.pending, pending);
        this.isPendingSilent = isTyping && isSilent;
        // Whoever types again may end with Esc, which tells nobody; what nobody asked for fails once without a word.
        if (isTyping || isSilent) this.lookIn(patience);
        else this.avisar({ tono: "error", texto: explainError(error) });
      }
    });
  }

  private async renew(pending: Pending): Promise<void> {
    const { revisada } = this.store.state;
    if (pending === "all" || revisada === null) return this.show(await this.door.readHoja());
    const { top, bottom } = pending;
    const isEnough = bottom - top < mostRows && isAmongRows(revisada, top, bottom) && !hasLiveFigures(revisada);
    if (!isEnough) return this.show(await this.door.readHoja());
    const read = await this.door.readRows(revisada.leida.place, top, bottom);
    this.review(withRows(revisada.leida, top, bottom, read), revisada.enUso);
  }

  private async listen(): Promise<void> {
    try {
      this.stopListening ??= await this.door.listen((change) => this.onChange(change));
    } catch (error) {
      this.avisar({ tono: "error", texto: explainError(error) });
    }
  }

  /** Reviews what was read by the plan that the workbook keeps. */
  private async show(leida: HojaLeida): Promise<void> {
    const setting = leida.settings.METAS_PLAN;
    if (setting !== this.plan.setting) this.plan = { setting, enUso: await readPlanEnUso(setting) };
    this.review(leida, this.plan.enUso);
  }

  private review(leida: HojaLeida, enUso: PlanEnUso): void {
    const before = this.store.state.revisada;
    const revisada = reviewHoja(leida, enUso, this.memo);
    const isOther = before?.leida.place.id !== leida.place.id;
    this.store.set({
      revisada,
      plantilla: plantillaFor(revisada, isOther ? emptyForm : this.store.state.plantilla),
      ...(isOther ? { aviso: null, cuantos: pageSize, ambiguas: ambiguasSize, vistaPrevia: null } : {}),
    });
  }

  /** Writes cells, remembers the step, and looks at the rows again. */
  private async write(revisada: Revisada, nombre: string, edits: Parameters<Door["writeCells"]>[1]): Promise<void> {
    const { place } = revisada.leida;
    const escrito = await this.door.writeCells(place, edits);
    const hecho: Hecho = { nombre, place, cells: escrito.done };
    if (hecho.cells.length > 0) this.store.set({ hechos: [...this.store.state.hechos, hecho].slice(-mostHechos) });
    const cuantas = formatConteo(hecho.cells.length, "celda cambiada", "celdas cambiadas");
    await this.report(hecho, escrito, {
      ...avisoOf(escrito, `${nombre}: ${cuantas}.`),
      ...(hecho.cells.length === 0 ? {} : { boton: { texto: "Deshacer", accion: { kind: "deshacer" } } }),
    });
  }

  /** Writes back what a step's cells held; those that are elsewhere by now are looked for in the sheet on screen. */
  private async takeBack({ place, cells }: Hecho): Promise<Escrito & { readonly left: readonly CellDone[] }> {
    const first = await this.door.writeCells(place, cells.map(undoing));
    const done = new Set(first.done.map(({ cell }) => cell));
    const kept = new Map(first.skipped.map(({ cell, why }) => [cell, why]));
    const left = cells.filter(({ cell }) => !done.has(cell));
    const isAway = ({ cell }: CellDone): boolean => kept.get(cell) === "movida" || kept.get(cell) === "cambiada";
    const away = left.filter(isAway);
    if (away.length === 0 || first.failure !== null) return { ...first, left };
    if (this.store.state.revisada?.leida.place.id === place.id) await this.renew("all");
    const { revisada } = this.store.state;
    if (revisada?.leida.place.id !== place.id) return { ...first, left };
    const { found, lost } = seek(away, revisada);
    const second = await this.door.writeCells(place, found.map(undoing));
    const settled = new Set([
      ...second.done.map(({ cell }) => cell),
      ...second.skipped.flatMap(({ cell, why }) => (why === "cambiada" ? cell : [])),
    ]);
    return {
      done: [...first.done, ...second.done],
      skipped: [
        ...first.skipped.filter(({ cell }) => !away.some((each) => each.cell === cell)),
        ...lost.map(({ cell }) => ({ cell, why: "perdida" as const })),
        ...second.skipped,
      ],
      failure: second.failure,
      left: [...left.filter((each) => !isAway(each)), ...lost, ...found.filter(({ cell }) => !settled.has(cell))],
    };
  }

  /** What can be done about a step of which something is left. */
  private salidaDe({ place }: Hecho, { failure }: Escrito): Pick<Aviso, "boton"> {
    if (failure !== null) return {};
    const isHere = this.store.state.revisada?.leida.place.id === place.id;
    return isHere
      ? { boton: { texto: "Olvidar este cambio", accion: { kind: "olvidar" } } }
      : { boton: { texto: `Ir a la hoja «${place.name}»`, accion: { kind: "ir-a-hoja", hoja: place.id } } };
  }

  /** Looks at the rows again, and tells what became of their cells whether or not that works. */
  private async report({ place }: Pick<Hecho, "place">, { done, skipped }: Escrito, aviso: Aviso): Promise<void> {
    try {
      const { revisada } = this.store.state;
      const rows = [...done, ...skipped].flatMap(({ cell }) => parseA1(cell)?.row ?? []);
      if (revisada?.leida.place.id === place.id && rows.length > 0) {
        const isMoved = skipped.some(({ why }) => why === "movida");
        await this.renew(isMoved ? "all" : { top: Math.min(...rows), bottom: Math.max(...rows) });
      }
      this.avisar(aviso);
    } catch (error) {
      const why = explainError(error);
      this.avisar({
        ...aviso,
        tono: "error",
        texto: aviso.texto.endsWith(why) ? aviso.texto : `${aviso.texto} ${why}`,
      });
    }
  }

  private setMarks(marks: HojaLeida["marks"]): void {
    const { revisada } = this.store.state;
    if (revisada !== null) this.store.set({ revisada: { ...revisada, leida: { ...revisada.leida, marks } } });
  }

  private avisar(aviso: Aviso): void {
    this.store.set({ aviso });
  }

  /** The sheet on screen as it was reviewed; read first where another one came on screen, or none was read yet. */
  private async onScreen(): Promise<Revisada> {
    const { revisada } = this.store.state;
    if (revisada !== null && this.pending !== "all") return revisada;
    this.pending = null;
    await this.show(await this.door.readHoja());
    return this.onScreen();
  }

  private withRevisada(ocupado: string | null, task: (revisada: Revisada) => Promise<void>): Promise<void> {
    return this.run(ocupado, async () => {
      const { revisada } = this.store.state;
      if (revisada !== null) await task(revisada);
    });
  }

  private run(ocupado: string | null, task: () => Promise<void>): Promise<void> {
    return this.enqueue(async () => {
      if (ocupado !== null) this.store.set({ ocupado });
      try {
        await task();
      } catch (error) {
        this.avisar({
          tono: "error",
          texto: explainError(error),
          boton: { texto: "Revisar de nuevo", accion: { kind: "revisar" } },
        });
      } finally {
        if (ocupado !== null) this.store.set({ ocupado: null });
      }
    });
  }

  private enqueue(task: () => Promise<void>): Promise<void> {
    const next = this.queue.then(task);
    this.queue = next;
    return next;
  }
}

/** What is to be looked at again: rows, or the whole sheet. */
type Pending = { readonly top: number; readonly bottom: number } | "all";

function join(one: Pending | null, other: Pending): Pending {
  if (one === null) return other;
  if (one === "all" || other === "all") return "all";
  return { top: Math.min(one.top, other.top), bottom: Math.max(one.bottom, other.bottom) };
}

/** What was done, then what was left alone and why, then what stopped it. */
function avisoOf({ skipped, failure }: Escrito, said: string): Aviso {
  const tono = failure !== null ? "error" : skipped.length > 0 ? "alerta" : "exito";
  const stopped = failure === null ? "" : `Faltó el resto. ${explainError(failure)}`;
  return { tono, texto: [said, explainSkipped(skipped), stopped].filter((each) => each !== "").join(" ") };
}

/** Where an indicador is now: the sheet may have been read again since it was on screen. */
function rowOf({ indicador: { row, codigo, secretaria } }: Fila, { revision }: Revisada): number | null {
  const same = revision.filas
    .filter(({ indicador }) => indicador.codigo === codigo && indicador.secretaria === secretaria)
    .map(({ indicador }) => indicador.row);
  return same.includes(row) ? row : same.length === 1 ? (same[0] ?? null) : null;
}

/** The form starts with what the sheet says of itself; what was chosen stays as long as the sheet does and the plan has it. */
function plantillaFor({ revision, enUso }: Revisada, form: PlantillaForm): PlantillaForm {
  const { plan } = enUso;
  const { reporte } = revision;
  const ids = plan.secretarias.map(({ id }) => id);
  return {
    secretaria: ids.includes(form.secretaria) ? form.secretaria : (reporte?.secretaria?.id ?? ""),
    vigencia: plan.vigencias.includes(form.vigencia) ? form.vigencia : (reporte?.vigencia ?? plan.vigencias[0] ?? 0),
    corte: form.corte === "" ? (reporte?.corte ?? "") : form.corte,
  };
}
