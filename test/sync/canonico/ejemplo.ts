import type { Cell } from "../../../shared/cell.ts";
import type { Conflicto } from "../../../shared/merge/conflicto.ts";
import type { Tabla, Valores } from "../../../shared/merge/mezcla.ts";
import { readDemoPlan } from "../../../sync/demo/demo.ts";
import type { ConflictoAbierto, ConflictoCerrado } from "../../../sync/corrida/registro.ts";
import type { CanonicoInput } from "../../../sync/canonico/canonico.ts";
import { desarrolloEconomico } from "../../../sync/demo/desarrollo-economico.ts";
import { filaOf } from "../../../sync/demo/fila.ts";
import { fecha, percent } from "../../shared/sheet.ts";

export const plan = readDemoPlan();

const [economia, seguridad, educacion] = plan.secretarias.map(({ id }) => id);
if (economia === undefined || seguridad === undefined || educacion === undefined)
  throw new Error("too few secretarías");
export const secretarias = [economia, seguridad, educacion] as const;

/** Rows of the demo, their códigos with another eje for each secretaría. */
function makeTabla(eje: number): Tabla {
  return new Map(
    desarrolloEconomico.map((demo): [string, Valores] => {
      const { codigo, planFechaLimite, ...fila } = filaOf(demo, plan, 2017);
      const valores: Record<string, Cell> = { ...fila };
      if (typeof planFechaLimite === "string") valores["planFechaLimite"] = fecha(planFechaLimite);
      return [`4${eje}${String(codigo).replaceAll(" ", "").slice(2)}`, valores];
    }),
  );
}

const filas = new Map(secretarias.map((id, index) => [id, makeTabla(4 - index)]));

const codigos = [...makeTabla(4).keys()];

function makeConflicto(changes: Partial<Conflicto>): Conflicto {
  return {
    id: "c0",
    clase: "celda",
    secretaria: economia ?? "",
    codigo: codigos[0] ?? "",
    columna: "meta2017",
    ancestro: 17_877,
    planeacion: 17_877,
    propio: 18_000,
    ...changes,
  };
}

export function abierto(changes: Partial<Conflicto>): ConflictoAbierto {
  return {
    conflicto: makeConflicto(changes),
    desde: "2017-10-02T08:30:00-05:00",
    corrida: "20171002T083000-7f3a",
  };
}

const conflictos: readonly ConflictoAbierto[] = [
  abierto({ id: "a41f09c2" }),
  abierto({
    id: "b7e3310d",
    codigo: codigos[3] ?? "",
    columna: "observaciones",
    ancestro: "Se firmaron 12 convenios.",
    planeacion: "Se firmaron 12 convenios, según informe de septiembre de la subsecretaría.",
    propio: "Se firmaron 14 convenios.",
  }),
  abierto({
    id: "c0ffee11",
    secretaria: seguridad ?? "",
    codigo: codigos[5]?.replace("44", "43") ?? "",
    columna: "participacion",
    ancestro: null,
    planeacion: percent(0.64),
    propio: 36,
  }),
  abierto({
    id: "d00d8a6e",
    secretaria: seguridad ?? "",
    codigo: codigos[6]?.replace("44", "43") ?? "",
    columna: "planFechaLimite",
    ancestro: null,
    planeacion: fecha("2017-12-15"),
    propio: fecha("2018-01-31"),
  }),
  abierto({
    id: "e5a4b3c2",
    clase: "fila-nueva",
    secretaria: educacion ?? "",
    codigo: "42990010001",
    columna: null,
    ancestro: null,
    planeacion: null,
    propio: null,
    fila: { nombre: "=SUMA(Docentes formados)", unidad: "Personas", meta2017: 120, ejecucion2017: 35 },
  }),
  abierto({
    id: "f1e2d3c4",
    clase: "fila-retirada",
    secretaria: educacion ?? "",
    codigo: "42990010002",
    columna: null,
    ancestro: null,
    planeacion: null,
    propio: null,
    fila: { nombre: "Colegios con jornada única", unidad: "Número", meta2017: 8, ejecucion2017: 5 },
  }),
];

const historial: readonly ConflictoCerrado[] = [
  {
    ...abierto({ id: "09aa11bb", columna: "meta2018", ancestro: 20_000, planeacion: 21_000, propio: 20_500 }),
    fin: "otro",
    valor: 20_750,
    cerrado: "2017-10-09T08:30:00-05:00",
    corridaCierre: "20171009T083000-11c2",
  },
  {
    ...abierto({ id: "19aa11bb", columna: "nombre", ancestro: "Bancas", planeacion: "Bancos", propio: "Bankomunales" }),
    fin: "superado",
    valor: null,
    cerrado: "2017-10-12T08:30:00-05:00",
    corridaCierre: "20171012T083000-98d1",
  },
];

export const ejemplo: CanonicoInput = { plan, vigencia: 2017, corte: "2017-09-30", filas, conflictos, historial };
