/**
 * The indicator sheet's columns as data: one description drives the template, reading, validation, lists, the merge's
 * owners and the generated documentation.
 */
export interface CampoInfo {
  /** Header in the template; `{vigencia}` and `{lineaBase}` stand for years of the plan. */
  readonly encabezado: string;
  /** Other headers it is found by, with the same placeholders; case, accents and white space do not matter. */
  readonly alias: readonly string[];
  /** One column for each vigencia of the plan. */
  readonly porVigencia: boolean;
  /** Who may change it: planning, the secretaría, or nobody because a formula computes it. */
  readonly dueno: "planeacion" | "secretaria" | "calculada";
  readonly tipo: "codigo" | "texto" | "numero" | "lista" | "fecha";
  /** Its figures are percentage points whatever their row says: there 64 % and 64 are the same. */
  readonly enPuntos: boolean;
  /** Without it the sheet cannot be read as indicators. */
  readonly obligatorio: boolean;
  /** Part of the official template; the others are only understood when a foreign layout has them. */
  readonly enPlantilla: boolean;
  /** Width in the template, in characters. */
  readonly ancho: number;
  /** What planners read when they stand on a cell. */
  readonly ayuda: string;
}

const text = {
  porVigencia: false,
  tipo: "texto",
  enPuntos: false,
  obligatorio: false,
  enPlantilla: true,
  alias: [],
} as const;
const numero = { ...text, tipo: "numero", ancho: 12 } as const;
const plan = { dueno: "planeacion" } as const;
const propia = { dueno: "secretaria" } as const;
const calculada = { dueno: "calculada" } as const;

export const campos = {
  codigo: {
    ...text,
    ...plan,
    encabezado: "Código",
    alias: ["Código del indicador", "Código indicador", "Cod.", "Cód. indicador"],
    tipo: "codigo",
    obligatorio: true,
    ancho: 14,
    ayuda: "Identidad del indicador. Escríbalo como texto, tal como está en el plan.",
  },
  secretaria: {
    ...text,
    ...plan,
    encabezado: "Secretaría",
    alias: ["Dependencia", "Organismo", "Entidad responsable", "Dependencia responsable"],
    enPlantilla: false,
    ancho: 28,
    ayuda: "Dependencia que responde por la fila.",
  },
  eje: { ...text, ...plan, encabezado: "Eje", alias: ["Línea estratégica"], ancho: 22, ayuda: "Eje del plan." },
  componente: { ...text, ...plan, encabezado: "Componente", ancho: 24, ayuda: "Componente del eje." },
  programa: { ...text, ...plan, encabezado: "Programa", ancho: 26, ayuda: "Programa del componente." },
  nombre: {
    ...text,
    ...plan,
    encabezado: "Indicador",
    alias: ["Nombre del indicador", "Indicador de producto", "Descripción del indicador"],
    obligatorio: true,
    ancho: 44,
    ayuda: "Qué se mide.",
  },
  unidad: {
    ...text,
    ...plan,
    encabezado: "Unidad de medida",
    alias: ["Unidad", "Und", "Und.", "U.M.", "UM"],
    ancho: 12,
    ayuda: "Unidad de la línea base, la meta y la ejecución. En «Porcentaje», 20 quiere decir 20 %.",
  },
  tipoAcumulacion: {
    ...text,
    ...plan,
    encabezado: "Tipo de acumulación",
    alias: ["Tipo acumulación", "Acumulación", "Tipo de meta"],
    tipo: "lista",
    ancho: 14,
    ayuda: "Cómo se combinan las metas de las vigencias.",
  },
  modoReporte: {
    ...text,
    ...propia,
    encabezado: "Modo de reporte",
    alias: ["Modo reporte"],
    tipo: "lista",
    ancho: 12,
    ayuda: "Nivel: la ejecución es lo alcanzado hasta hoy, con la línea base. Flujo: solo lo logrado en esta vigencia.",
  },
  lineaBase: {
    ...numero,
    ...plan,
    encabezado: "Línea base {lineaBase}",
    alias: ["Línea base", "LB", "LB {lineaBase}"],
    ayuda: "Valor antes del plan.",
  },
  meta: {
    ...numero,
    ...plan,
    encabezado: "Meta {vigencia}",
    alias: ["Meta programada {vigencia}", "Programado {vigencia}", "Meta producto {vigencia}"],
    porVigencia: true,
    ayuda: "Valor prometido para la vigencia. NP si no está programada.",
  },
  ejecucion: {
    ...numero,
    ...propia,
    encabezado: "Ejecución {vigencia}",
    alias: [
      "Ejecución / Avance {vigencia}",
      "Ejecución/Avance {vigencia}",
      "Avance {vigencia}",
      "Ejecutado {vigencia}",
      "Logro {vigencia}",
      "Resultado {vigencia}",
    ],
    porVigencia: true,
    ayuda: "Valor reportado para la vigencia. Déjelo en blanco si aún no hay reporte; cero quiere decir cero.",
  },
  ponderador: {
    ...numero,
    ...plan,
    encabezado: "Ponderador",
    alias: ["Peso", "Ponderación"],
    ayuda: "Peso en los promedios; en blanco vale 1.",
  },
  participacion: {
    ...numero,
    ...plan,
    encabezado: "Participación (%)",
    alias: ["Participación", "% participación", "Participación %"],
    enPuntos: true,
    ancho: 14,
    ayuda: "Parte de una meta compartida: 64 quiere decir 64 %.",
  },
  observaciones: {
    ...text,
    ...propia,
    encabezado: "Observaciones",
    alias: ["Observación", "Logros", "Descripción del avance"],
    ancho: 60,
    ayuda: "Qué se hizo para lograr la ejecución reportada, con sus cantidades.",
  },
  planDeChoque: {
    ...text,
    ...propia,
    encabezado: "Plan de choque",
    alias: ["Acciones correctivas", "Plan de mejora"],
    ancho: 50,
    ayuda: "Qué se hará para alcanzar la meta, si no se ha cumplido.",
  },
  planCantidad: {
    ...numero,
    ...propia,
    encabezado: "Plan de choque: cantidad",
    alias: ["Cantidad plan de choque"],
    ayuda: "Cuánto sumará el plan de choque, en la unidad del indicador.",
  },
  planUnidad: {
    ...text,
    ...propia,
    encabezado: "Plan de choque: unidad",
    alias: ["Unidad plan de choque"],
    ancho: 14,
    ayuda: "En qué se mide la cantidad del plan de choque.",
  },
  planFechaLimite: {
    ...text,
    ...propia,
    encabezado: "Plan de choque: fecha límite",
    alias: ["Fecha límite plan de choque"],
    tipo: "fecha",
    ancho: 14,
    ayuda: "Día en que el plan de choque debe estar cumplido.",
  },
  planResponsable: {
    ...text,
    ...propia,
    encabezado: "Plan de choque: responsable",
    alias: ["Responsable plan de choque"],
    ancho: 24,
    ayuda: "Quién responde por el plan de choque.",
  },
  enlaceResponsable: {
    ...text,
    ...propia,
    encabezado: "Enlace responsable",
    alias: ["Enlace", "Responsable"],
    ancho: 24,
    ayuda: "Con quién aclarar el reporte.",
  },
  nivel: {
    ...numero,
    ...calculada,
    encabezado: "Nivel alcanzado",
    ayuda: "Nivel a la fecha de corte, línea base incluida. Lo calcula la hoja.",
  },
  avance: {
    ...numero,
    ...calculada,
    encabezado: "Avance",
    alias: ["Avance de la vigencia"],
    ayuda: "Parte del camino a la meta ya recorrida. La calcula la hoja.",
  },
  brecha: { ...numero, ...calculada, encabezado: "Brecha", ayuda: "Lo que falta para la meta. La calcula la hoja." },
  esperado: {
    ...numero,
    ...calculada,
    encabezado: "Esperado",
    alias: ["Avance esperado"],
    ayuda: "Avance esperado a la fecha de corte. Lo calcula la hoja.",
  },
  semaforo: {
    ...text,
    ...calculada,
    encabezado: "Semáforo",
    ancho: 15,
    ayuda: "Banda del avance. La calcula la hoja.",
  },
} as const satisfies Record<string, CampoInfo>;

export type Campo = keyof typeof campos;
