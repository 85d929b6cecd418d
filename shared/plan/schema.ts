import * as z from "zod";
import { normalizeCodigo, parseCodigo } from "../codigo.ts";
import { isCorte } from "../corte.ts";
import { campos, type CampoInfo } from "../layout/campos.ts";
import { foldText } from "../text.ts";

/** Bands of the semáforo, worst first; `sin-dato` (no avance) is none of them. */
export const bandas = ["critico", "bajo", "medio", "satisfactorio", "sobresaliente"] as const;

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

type Path = (string | number)[];

/** What the parts of a plan must have with one another. */
function checkPlan(plan: Plan, complain: (path: Path, message: string) => void): void {
  for (const [index, each] of plan.vigencias.entries()) {
    if (each <= (plan.vigencias[index - 1] ?? plan.lineaBase)) {
      complain(["vigencias", index], "las vigencias deben ir en orden y después de la línea base");
    }
  }
  const { segmentos, separador, ejemplo } = plan.codigo;
  for (const [index, { valor, ancho }] of segmentos.entries()) {
    if (separador === "" && valor !== undefined && valor.length !== ancho) {
      complain(["codigo", "segmentos", index, "valor"], `«${valor}» no tiene ${ancho} caracteres`);
    }
  }
  const checkCodigo = (path: Path, text: string): void => {
    if (parseCodigo(normalizeCodigo(text), plan) === null) {
      complain(path, `el código «${text}» no sigue el patrón del plan`);
    }
  };
  checkCodigo(["codigo", "ejemplo"], ejemplo);
  const ids = new Set<string>();
  const owners = new Map<string, string>();
  for (const [index, { id, nombre, alias }] of plan.secretarias.entries()) {
    if (ids.has(id)) complain(["secretarias", index, "id"], `el id «${id}» está repetido`);
    ids.add(id);
    for (const name of [id, nombre, ...alias]) {
      const owner = owners.get(foldText(name)) ?? id;
      if (owner !== id) complain(["secretarias", index], `«${name}» es también un nombre de «${owner}»`);
      owners.set(foldText(name), owner);
    }
  }
  const checkSecretaria = (path: Path, id: string | undefined): void => {
    if (id !== undefined && !ids.has(id)) complain(path, `no hay una secretaría con el id «${id}»`);
  };
  const checkVigencia = (path: Path, each: number | undefined): void => {
    if (each !== undefined && !plan.vigencias.includes(each)) complain(path, `${each} no es una vigencia del plan`);
  };
  const checkColumnas = (path: Path, columnas: Readonly<Record<string, readonly string[]>>): void => {
    for (const [key, texts] of Object.entries(columnas)) {
      const problem = columnaProblem(key, texts, plan.vigencias);
      if (problem !== null) complain([...path, key], problem);
    }
  };
  checkColumnas(["alias"], plan.alias);
  for (const [index, each] of plan.disposiciones.entries()) {
    checkColumnas(["disposiciones", index, "columnas"], each.columnas);
    checkVigencia(["disposiciones", index, "vigencia"], each.vigencia);
    if (each.secretaria !== undefined && !owners.has(foldText(each.secretaria))) {
      complain(["disposiciones", index, "secretaria"], `no hay una secretaría llamada «${each.secretaria}»`);
    }
  }
  for (const [index, each] of plan.dispensas.entries()) {
    checkSecretaria(["dispensas", index, "secretaria"], each.secretaria);
    if (each.codigo !== undefined) checkCodigo(["dispensas", index, "codigo"], each.codigo);
  }
  for (const [index, each] of plan.reprogramaciones.entries()) {
    checkSecretaria(["reprogramaciones", index, "secretaria"], each.secretaria);
    checkCodigo(["reprogramaciones", index, "codigo"], each.codigo);
    for (const key of Object.keys(each.metas)) {
      checkVigencia(["reprogramaciones", index, "metas", key], Number(key));
    }
  }
}

/** What is wrong with header texts given for a column: `codigo`, `meta2017`, or `meta` with `{vigencia}` in the text. */
function columnaProblem(key: string, texts: readonly string[], vigencias: readonly number[]): string | null {
  const known: Readonly<Record<string, CampoInfo>> = campos;
  if (vigencias.some((each) => known[key.slice(0, -4)]?.porVigencia === true && key.endsWith(String(each))))
    return null;
  if (!Object.hasOwn(known, key)) return `«${key}» no es una columna que se conozca`;
  const everyVigencia = known[key]?.porVigencia === true;
  return everyVigencia && texts.some((text) => !text.includes("{vigencia}"))
    ? `el encabezado de «${key}» debe llevar {vigencia}, o dé uno por vigencia: ${key}${vigencias[0] ?? ""}`
    : null;
}
