import * as z from "zod";
import { isCorte } from "../corte.ts";
import { checkPlan } from "./check-plan.ts";

const texto = z.string().trim().min(1);
const ratio = z.number().min(0).max(1);
const fecha = z.string().refine(isCorte, "debe ser una fecha AAAA-MM-DD");
const vigencia = z.int().min(1990).max(2100);

const segmento = z.strictObject({
  nombre: z.enum(["constante", "eje", "componente", "programa", "consecutivo"]),
  /** Number of characters; with a `separador`, the most it may have. */
  ancho: z.int().min(1).max(12),
  /** The only value allowed, for a constant. */
  valor: z.string().min(1).toUpperCase().optional(),
});

const codigo = z.strictObject({
  segmentos: z.array(segmento).min(1).max(10),
  separador: z.enum(["", ".", "-", "_", "/"]).default(""),
  ejemplo: texto,
});

const programa = z.strictObject({ numero: texto, nombre: texto });
const componente = z.strictObject({ numero: texto, nombre: texto, programas: z.array(programa).default([]) });
const eje = z.strictObject({ numero: texto, nombre: texto, componentes: z.array(componente).default([]) });

const secretaria = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "use minúsculas, cifras y guiones: desarrollo-economico"),
  nombre: texto,
  /** Other spellings found in workbooks. */
  alias: z.array(texto).default([]),
});

const semaforo = z
  .strictObject({ bajo: ratio, medio: ratio, satisfactorio: ratio, sobresaliente: ratio })
  .refine(
    (desde) =>
      desde.bajo < desde.medio && desde.medio < desde.satisfactorio && desde.satisfactorio < desde.sobresaliente,
    "los límites inferiores deben ir de menor a mayor",
  );

/** A layout of another origin, mapped to ours: where its headers are and what they are called. */
const disposicion = z.strictObject({
  nombre: texto,
  hoja: texto.optional(),
  /** First header row as people count (1 = first) and how many rows the header takes (their texts are joined). */
  filaEncabezado: z.int().min(1).max(1000),
  filasEncabezado: z.int().min(1).max(3).default(1),
  /** campo → header texts; `meta2017` or, for every vigencia, `meta` with `{vigencia}` in the text. */
  columnas: z.record(texto, z.array(texto).min(1)),
  /**
   * campo → { word in the sheet: our word }, for columns of text or with a list:
   * `{ "tipoAcumulacion": { "Incremento": "Capacidad", "No acumulada": "Flujo" } }`. Words compare as headers do; those
   * it does not list are read as usual.
   */
  valores: z.record(texto, z.record(texto, texto)).default({}),
  /**
   * campo → our word for every row that leaves it blank, also where the sheet has no such column:
   * `{ "tipoAcumulacion": "Capacidad", "modoReporte": "Nivel", "unidad": "Número" }`.
   */
  porDefecto: z.record(texto, texto).default({}),
  secretaria: texto.optional(),
  vigencia: vigencia.optional(),
  corte: fecha.optional(),
});

const dispensa = z.strictObject({
  hallazgo: texto,
  codigo: texto.optional(),
  secretaria: texto.optional(),
  motivo: texto,
  por: texto,
  fecha,
});

/** A change of metas asked for or approved; figures go on using the vigente ones in the workbook. */
const reprogramacion = z.strictObject({
  codigo: texto,
  secretaria: texto.optional(),
  estado: z.enum(["solicitada", "aprobada"]),
  acto: z.strictObject({ numero: texto.optional(), fecha: fecha.optional() }).default({}),
  /** New meta by vigencia: { "2017": 75, "2018": 75 }. */
  metas: z.record(z.string().regex(/^\d{4}$/), z.number()).default({}),
  nota: texto,
});

const perfil = z.union([
  z.literal("lineal"),
  z
    .array(z.strictObject({ tiempo: ratio, avance: ratio }))
    .min(2)
    .refine(
      (points) =>
        points.every(({ tiempo, avance }, index) => {
          const before = points[index - 1];
          return before === undefined || (tiempo > before.tiempo && avance >= before.avance);
        }),
      "los puntos deben ir en orden de tiempo y el avance no puede bajar",
    ),
]);

const planShape = z.strictObject({
  nombre: texto,
  entidad: texto,
  /** Vigencia of the línea base, the year before the plan. */
  lineaBase: vigencia,
  vigencias: z.array(vigencia).min(1).max(12),
  codigo,
  ejes: z.array(eje).default([]),
  secretarias: z.array(secretaria).min(1),
  umbralRezago: ratio.default(0.7),
  semaforo: semaforo.default({ bajo: 0.4, medio: 0.6, satisfactorio: 0.7, sobresaliente: 0.8 }),
  /** Reading of capacidad: `neta` (N − LB)/(M − LB), `nivel` N/M. */
  capacidad: z.enum(["neta", "nivel"]).default("neta"),
  /** Modo de reporte of the rows that leave it blank; absent: never guessed. */
  modoReporte: z.enum(["nivel", "flujo"]).optional(),
  /** Avance expected as time goes by, and how far from it still counts as on time. */
  perfilEsperado: perfil.default("lineal"),
  toleranciaRitmo: ratio.default(0.05),
  /** Avance from which a row is asked about: 2 = 200 %. */
  avanceExcesivo: z.number().min(1).default(1.5),
  /** Further header texts by campo, for headers that planners changed. */
  alias: z.record(texto, z.array(texto)).default({}),
  disposiciones: z.array(disposicion).default([]),
  dispensas: z.array(dispensa).default([]),
  reprogramaciones: z.array(reprogramacion).default([]),
});

/** A plan de desarrollo as checked data: `plan.json` after defaults. */
export type Plan = z.output<typeof planShape>;
export type PlanInput = z.input<typeof planShape>;
export type Disposicion = Plan["disposiciones"][number];
export type Dispensa = Plan["dispensas"][number];
export type Reprogramacion = Plan["reprogramaciones"][number];
export type Secretaria = Plan["secretarias"][number];

export const planSchema = planShape.superRefine((plan, context) => {
  checkPlan(plan, (path, message) => context.addIssue({ code: "custom", path, message }));
});
