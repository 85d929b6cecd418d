import * as z from "zod";
import { normalizeCodigo, parseCodigo } from "../codigo.ts";
import { isCorte } from "../corte.ts";
import { campos, type CampoInfo } from "../layout/campos.ts";
import { columnasOf, modoWords, tipoWords, type Columna } from "../layout/columnas.ts";
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
  checkAlias(plan, complain);
  checkJerarquia(plan, complain);
  for (const [index, each] of plan.disposiciones.entries()) {
    checkColumnas(["disposiciones", index, "columnas"], each.columnas);
    for (const [campo, words] of Object.entries(each.valores)) {
      const problem = palabraProblem(campo, Object.values(words));
      if (problem !== null) complain(["disposiciones", index, "valores", campo], problem);
    }
    for (const [campo, word] of Object.entries(each.porDefecto)) {
      const problem = campo === "secretaria" ? "use «secretaria» de la disposición" : palabraProblem(campo, [word]);
      if (problem !== null) complain(["disposiciones", index, "porDefecto", campo], problem);
    }
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

/** An alias that names two columns would be read as either. */
function checkAlias(plan: Plan, complain: (path: Path, message: string) => void): void {
  const owners = new Map<string, Columna>();
  for (const columna of columnasOf({ ...plan, alias: {} })) {
    for (const nombre of columna.nombres) owners.set(nombre, columna);
  }
  for (const columna of columnasOf(plan)) {
    for (const nombre of columna.nombres) {
      const owner = owners.get(nombre) ?? columna;
      owners.set(nombre, owner);
      if (owner.key === columna.key) continue;
      const key = plan.alias[columna.key] === undefined ? columna.campo : columna.key;
      complain(["alias", key], `«${nombre}» es también un nombre de la columna «${owner.encabezado}»`);
    }
  }
}

/** Numbers are the ones that códigos lead to: those of a componente begin with its eje's, and none is given twice. */
function checkJerarquia(plan: Plan, complain: (path: Path, message: string) => void): void {
  const segmentos = new Set(plan.codigo.segmentos.map(({ nombre }) => nombre));
  const conComponente = segmentos.has("eje") && segmentos.has("componente");
  const seen = new Set<string>();
  const check = (path: Path, numero: string, outer: string | null): void => {
    if (seen.has(numero)) complain([...path, "numero"], `el número ${numero} está repetido`);
    seen.add(numero);
    if (outer !== null && !numero.startsWith(`${outer}.`)) {
      complain([...path, "numero"], `el número ${numero} debe empezar por el de su nivel superior: ${outer}.`);
    }
  };
  for (const [e, eje] of plan.ejes.entries()) {
    check(["ejes", e], eje.numero, null);
    for (const [c, componente] of eje.componentes.entries()) {
      const path = ["ejes", e, "componentes", c];
      check(path, componente.numero, conComponente ? eje.numero : null);
      for (const [p, { numero }] of componente.programas.entries()) {
        const outer = conComponente && segmentos.has("programa") ? componente.numero : null;
        check([...path, "programas", p], numero, outer);
      }
    }
  }
}

/** What is wrong with words of ours given for a campo: only texts and lists can have them, and lists only their own. */
function palabraProblem(campo: string, words: readonly string[]): string | null {
  const known: Readonly<Record<string, CampoInfo>> = campos;
  const info = Object.hasOwn(known, campo) ? known[campo] : undefined;
  if (info === undefined) return `«${campo}» no es una columna que se conozca`;
  if (info.dueno === "calculada" || (info.tipo !== "texto" && info.tipo !== "lista")) {
    return `«${campo}» no lleva palabras: solo las columnas de texto o de lista`;
  }
  const list = campo === "tipoAcumulacion" ? tipoWords : modoWords;
  const wrong = info.tipo === "lista" ? words.find((word) => !list.has(foldText(word))) : undefined;
  return wrong === undefined ? null : `«${wrong}» no está en la lista de «${info.encabezado}»`;
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
