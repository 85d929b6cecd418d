import type { Workbook } from "exceljs";
import { tipos } from "../../shared/acumulacion.ts";
import { formatFecha, splitMomento } from "../../shared/corte.ts";
import { tiposAcumulacion, type TipoAcumulacion } from "../../shared/indicador.ts";
import { formatNumero, formatPorcentaje } from "../../shared/number.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import type { CorridaConsolidada } from "../corrida/registro.ts";
import { bodyStyle, colores, font, headerStyle, putTitle, setUpPage } from "./estilo.ts";
import { footerOf } from "./indicadores.ts";
import type { Consolidado } from "./modelo.ts";
import { Pagina } from "./pagina.ts";
import { addSheet } from "./tabla.ts";

export const hojaMetodologia = "Metodología";

const widths = [30, 46, 46, 46];

/** How every figure is made: formulas, bands, rules of counting, waivers, requests, and the workbooks read. */
export function addMetodologia(workbook: Workbook, consolidado: Consolidado, corrida?: CorridaConsolidada): void {
  const sheet = addSheet(workbook, hojaMetodologia, colores.suave);
  putTitle(sheet, "Metodología", "Cómo se calcula cada cifra de este libro y de dónde viene.");
  const page = new Pagina(sheet, widths, 4);
  const { plan } = consolidado;
  addTable(
    page,
    "Avance según el tipo de acumulación",
    ["Tipo", "Nivel alcanzado", "Avance de la vigencia", "Avance del cuatrienio"],
    tiposAcumulacion.map((tipo) => [tipos[tipo].nombre, ...formulasOf(tipo, plan)]),
  );
  addNote(
    page,
    `LB es la línea base de ${plan.lineaBase}; M, la meta; R, lo reportado; N, el nivel alcanzado; N₋₁, el nivel anterior. ${conventions}`,
  );
  page.heading("Semáforo");
  page.bandas(plan);
  addTable(page, "Reglas", ["Regla", "Qué quiere decir"], reglasOf(consolidado));
  if (plan.reprogramaciones.length > 0) {
    addTable(
      page,
      "Reprogramaciones (las cifras usan la meta vigente)",
      ["Código", "Estado", "Nueva meta", "Nota"],
      plan.reprogramaciones.map((each) => [
        each.codigo,
        [each.estado === "solicitada" ? "Solicitada" : "Aprobada", each.acto.numero, each.acto.fecha]
          .filter((part) => part !== undefined)
          .join(", "),
        Object.entries(each.metas)
          .map(([vigencia, meta]) => `${vigencia}: ${formatNumero(meta)}`)
          .join(" · "),
        each.nota,
      ]),
    );
  }
  if (plan.dispensas.length > 0) {
    addTable(
      page,
      "Dispensas",
      ["Hallazgo", "Dónde", "Motivo", "Por"],
      plan.dispensas.map((each) => [
        each.hallazgo,
        [each.secretaria, each.codigo].filter((part) => part !== undefined).join(", ") || "Todos",
        each.motivo,
        `${each.por}, ${each.fecha}`,
      ]),
    );
  }
  if (corrida !== undefined) addTable(page, "Sincronización", ["Hoja", "Qué muestra"], sincronizacionOf(corrida));
  addTable(
    page,
    "Fuentes",
    ["Libro", "Secretaría", "Hoja", "Filas leídas"],
    [
      ...consolidado.libros.map((libro) => [
        libro.file,
        libro.secretaria?.nombre ?? "Sin identificar",
        libro.sheet ?? "",
        formatNumero(libro.filas.length),
      ]),
      ...consolidado.omitidos.map(({ file, why }) => [file, "No se pudo leer", why, "0"]),
    ],
  );
  sheet.views = [{ showGridLines: false }];
  setUpPage(sheet, footerOf(consolidado));
}

const conventions =
  "Una vigencia no programada («NP», o meta 0 sin ejecución) deja el nivel como estaba, y también una meta en blanco, que además queda sin dato. Las vigencias cerradas se reportan como nivel; la abierta, como nivel o como flujo según el modo de reporte. Donde las dos lecturas difieren y el modo está en blanco, no se adivina: queda sin dato. Los nombres de los tipos son los de la Guía para elaborar indicadores del DNP.";

function formulasOf(tipo: TipoAcumulacion, plan: Plan): [string, string, string] {
  switch (tipo) {
    case "capacidad":
      return plan.capacidad === "neta"
        ? ["R, o N₋₁ + R si es flujo", "(N − LB) ÷ (M − LB)", "(N − LB) ÷ (última meta − LB)"]
        : ["R, o N₋₁ + R si es flujo", "N ÷ M", "N ÷ última meta"];
    case "acumulado":
      return ["Suma de R", "R ÷ M", "Suma de R ÷ suma de M"];
    case "flujo":
      return ["No tiene", "R ÷ M", "Promedio de las vigencias programadas, cada una hasta 100 %"];
    case "stock":
      return ["R", "R ÷ M", "Promedio de las vigencias programadas, cada una hasta 100 %"];
    case "reduccion":
      return ["R, o N₋₁ − R si es flujo", "(LB − N) ÷ (LB − M)", "(LB − N) ÷ (LB − última meta)"];
    case "reduccionAnual":
      return ["R", "(N₋₁ − N) ÷ (N₋₁ − M)", "Promedio de las vigencias programadas, cada una hasta 100 %"];
  }
}

function reglasOf({ plan, corte, esperado, vigencia }: Consolidado): string[][] {
  const profile = plan.perfilEsperado === "lineal" ? "lineal en los días de la vigencia" : "según el perfil del plan";
  const at =
    corte === null || esperado === null
      ? "No hay fecha de corte."
      : `Al ${formatFecha(corte)} de la vigencia ${vigencia} se espera ${formatPorcentaje(esperado)} (${profile}).`;
  return [
    ["Rezagada", `Avance por debajo de ${formatPorcentaje(plan.umbralRezago)}.`],
    ["Cumplida", "Avance de 100 % o más."],
    [
      "Brecha",
      "Meta menos nivel alcanzado (o menos lo reportado, en los tipos sin nivel), en la unidad del indicador. Negativa es excedente.",
    ],
    [
      "Promedios",
      "Pesan por el ponderador (1 si está en blanco) y cada avance entra entre 0 % y 100 %. Solo cuentan los indicadores medidos; los demás se muestran al lado.",
    ],
    [
      "Meta compartida",
      "Cada secretaría muestra su propio avance. La ciudad cuenta el indicador una vez: suma de participación × avance, sin tope por secretaría; lo que una logra de más compensa a la otra. Si las participaciones no suman 100 % o los ponderadores no coinciden, queda sin dato.",
    ],
    [
      "Esperado y ritmo",
      `${at} El ritmo es «a tiempo» dentro de ${formatPorcentaje(plan.toleranciaRitmo)}. Nunca cambia el semáforo.`,
    ],
    [
      "NP, sin reporte y sin dato",
      "NP: sin meta para la vigencia. Sin reporte: con meta y sin ejecución. Sin dato: algo impide medir con certeza; la columna «Cómo se calcula» dice qué. Ninguno cuenta como cero.",
    ],
    [
      "Plan de choque",
      "Se pide cuando el avance no llega a 100 % al corte. Cubre la brecha si su cantidad la alcanza, en la misma unidad.",
    ],
  ];
}

function sincronizacionOf({ id, momento }: CorridaConsolidada): string[][] {
  const { dia, hora } = splitMomento(momento);
  return [
    ["Corrida", `${id}, del ${formatFecha(dia)} a las ${hora}.`],
    [
      "Conflictos",
      "Lo que cambiaron las dos partes, o una sin ser quien responde por el dato. Se guardan los dos valores y se muestra el de quien responde; Planeación decide en el libro canónico.",
    ],
    [
      "Historia",
      "Promedios y bandas de la ciudad en cada fecha de corte, como los dejó la última corrida de ese corte.",
    ],
    [
      "Cambios",
      "Las celdas que escribió la última corrida con cambios: en el libro canónico o en el de la secretaría, y por qué.",
    ],
  ];
}

function addTable(
  page: Pagina,
  title: string,
  headers: readonly string[],
  lines: readonly (readonly string[])[],
): void {
  page.heading(title);
  page.line(headers.map((text) => ({ text, style: headerStyle })));
  const style = bodyStyle({ wrapText: true, vertical: "top" });
  const first = { ...style, font: font(10, colores.texto, { bold: true }) };
  for (const line of lines) page.line(line.map((text, index) => ({ text, style: index === 0 ? first : style })));
}

function addNote(page: Pagina, text: string): void {
  const style = { font: font(9, colores.suave), alignment: { wrapText: true, vertical: "top" } } as const;
  page.line([{ text, style }], 9);
}
