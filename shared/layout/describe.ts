import { campos, type CampoInfo } from "./campos.ts";

/** The columns of the indicator sheet as Markdown, for `docs/columnas.md`. */
export function renderColumnas(): string {
  const all: [string, CampoInfo][] = Object.entries(campos);
  const rows = all.map(([campo, info]) => {
    const alias = info.alias.map((each) => fill(each)).join(" · ");
    const encabezado = `**${fill(info.encabezado)}**${info.enPlantilla ? "" : " (no está en la plantilla)"}`;
    const cells = [`\`${campo}\``, encabezado, alias, duenos[info.dueno], tiposDeDato[info.tipo]];
    return `| ${[...cells, info.obligatorio ? "Sí" : "No", info.ayuda].join(" | ")} |`;
  });
  return [...head, ...rows, ""].join("\n");
}

const head = [
  "<!-- Generado por `npm run docs` desde shared/layout/campos.ts. No lo edite a mano. -->",
  "",
  "# Columnas de la hoja de indicadores",
  "",
  "En el orden de la plantilla. Se reconocen por su marca, su encabezado o sus alias, estén donde estén: no importan las",
  "mayúsculas, las tildes, los saltos de línea ni los espacios de más. «AAAA» es un año: hay una columna de meta y una de",
  "ejecución por cada vigencia del plan. Los alias se amplían en los datos del plan, sin tocar el programa.",
  "",
  "| Campo | Encabezado | Alias | Quién la diligencia | Tipo | Obligatoria | Ayuda |",
  "|---|---|---|---|---|---|---|",
];

const duenos: Readonly<Record<CampoInfo["dueno"], string>> = {
  planeacion: "Planeación",
  secretaria: "Secretaría",
  calculada: "Nadie: la calcula la hoja",
};

const tiposDeDato: Readonly<Record<CampoInfo["tipo"], string>> = {
  codigo: "Código (texto)",
  texto: "Texto",
  numero: "Número",
  lista: "Lista",
  fecha: "Fecha",
};

function fill(text: string): string {
  return text.replaceAll("{vigencia}", "AAAA").replaceAll("{lineaBase}", "AAAA");
}
