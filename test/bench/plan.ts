import { planSchema, type Plan, type PlanInput } from "../../shared/plan/schema.ts";

const componentesPorEje = 6;
const programasPorComponente = 8;
const ejes = [
  "Ciudad social y diversa",
  "Ciudad amable y sostenible",
  "Ciudad en paz, con seguridad y cultura ciudadana",
  "Ciudad emprendedora y pujante",
  "Ciudad participativa y bien gobernada",
];
const temas = [
  "Derechos con equidad y superación de barreras para la inclusión",
  "Espacio público y equipamientos para la vida en comunidad",
  "Gestión integral del riesgo y adaptación al cambio climático",
  "Educación con calidad, permanencia y pertinencia",
  "Movilidad sostenible, segura y accesible",
  "Gobierno abierto, transparente y cercano a la gente",
];
const lineas = [
  "Fortalecimiento institucional",
  "Atención a la primera infancia",
  "Infraestructura para el desarrollo",
  "Cultura, deporte y recreación",
  "Empleo y emprendimiento",
  "Participación y control social",
  "Conservación de ecosistemas",
  "Innovación y tecnología",
];

/** How many programas the plan has, numbered from 0 in the plan's order. */
export const programaCount = ejes.length * componentesPorEje * programasPorComponente;

export interface LugarPlan {
  readonly eje: string;
  readonly componente: string;
  readonly programa: string;
  /** Digits of a código up to the programa. */
  readonly prefijo: string;
}

/** A programa's place in the plan, as people type it into the columns and as códigos begin. */
export function lugarOf(programa: number): LugarPlan {
  const perEje = componentesPorEje * programasPorComponente;
  const eje = Math.floor(programa / perEje);
  const componente = Math.floor((programa % perEje) / programasPorComponente);
  const inside = programa % programasPorComponente;
  return {
    eje: `${eje + 1} ${ejes[eje] ?? ""}`,
    componente: `${eje + 1}.${componente + 1} ${componenteName(eje, componente)}`,
    programa: `${eje + 1}.${componente + 1}.${inside + 1} ${programaName(eje, componente, inside)}`,
    prefijo: `4${eje + 1}${pad(componente + 1, 2)}${pad(inside + 1, 3)}`,
  };
}

/** A city as large as asked for; only its size is not that of the example. */
export function makePlanInput(secretarias: number): PlanInput {
  return {
    nombre: "Plan de Desarrollo 2016-2019",
    entidad: `Ciudad de prueba (${secretarias} secretarías)`,
    lineaBase: 2015,
    vigencias: [2016, 2017, 2018, 2019],
    codigo: {
      segmentos: [
        { nombre: "constante", ancho: 1, valor: "4" },
        { nombre: "eje", ancho: 1 },
        { nombre: "componente", ancho: 2 },
        { nombre: "programa", ancho: 3 },
        { nombre: "consecutivo", ancho: 4 },
      ],
      ejemplo: "41010010001",
    },
    ejes: ejes.map((nombre, eje) => ({
      numero: String(eje + 1),
      nombre,
      componentes: range(componentesPorEje).map((componente) => ({
        numero: `${eje + 1}.${componente + 1}`,
        nombre: componenteName(eje, componente),
        programas: range(programasPorComponente).map((programa) => ({
          numero: `${eje + 1}.${componente + 1}.${programa + 1}`,
          nombre: programaName(eje, componente, programa),
        })),
      })),
    })),
    secretarias: range(secretarias).map((index) => ({ id: secretariaId(index), nombre: secretariaName(index) })),
  };
}

export function makePlan(secretarias: number): Plan {
  return planSchema.parse(makePlanInput(secretarias));
}

export function secretariaId(index: number): string {
  return `secretaria-${pad(index + 1, 3)}`;
}

export function secretariaName(index: number): string {
  return `Secretaría de ${lineas[index % lineas.length] ?? ""} ${pad(index + 1, 3)}`;
}

function componenteName(eje: number, componente: number): string {
  return `${temas[componente] ?? ""} (${eje + 1})`;
}

function programaName(eje: number, componente: number, programa: number): string {
  return `${lineas[programa] ?? ""} para el componente ${eje + 1}.${componente + 1}`;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

export function pad(number: number, width: number): string {
  return String(number).padStart(width, "0");
}
