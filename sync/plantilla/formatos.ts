import type { ExpressionRuleType, Style, Worksheet } from "exceljs";
import { tipos } from "../../shared/acumulacion.ts";
import type { Columna } from "../../shared/layout/columnas.ts";
import { bandas } from "../../shared/plan/bandas.ts";
import { semaforoInfo } from "../../shared/semaforo.ts";
import type { Zona } from "./hoja.ts";

/** Conditional formats: the semáforo's bands, what asks for attention, and figures with the decimals and sign they need. */
export function addFormatos(sheet: Worksheet, zona: Zona): void {
  const rules = new Rules(sheet, zona);
  addSemaforo(rules, zona);
  addAvisos(rules, zona);
  addCifras(rules, zona);
}

function addSemaforo(rules: Rules, { plan }: Zona): void {
  const avance = rules.cell("avance");
  const columns = [rules.range("avance"), rules.range("semaforo")].join(" ");
  for (const banda of [...bandas].reverse()) {
    const from = banda === "critico" ? null : plan.semaforo[banda];
    const condition = from === null ? `ISNUMBER(${avance})` : `AND(ISNUMBER(${avance}),${avance}>=${from})`;
    rules.add(columns, condition, colours(semaforoInfo[banda].fondo, semaforoInfo[banda].texto));
  }
  const { fondo, texto } = semaforoInfo["sin-dato"];
  rules.add(rules.range("semaforo"), `TRIM(${rules.cell("codigo")})<>""`, colours(fondo, texto));
}

/** What a planner should not overlook: a plan de choque that is due, and a modo without which nothing can be measured. */
function addAvisos(rules: Rules, { plan, vigencia }: Zona): void {
  const avance = rules.cell("avance");
  const plain = rules.cell("planDeChoque");
  const { fondo, texto } = semaforoInfo.critico;
  rules.add(
    rules.range("planDeChoque"),
    `AND(ISNUMBER(${avance}),${avance}<${plan.umbralRezago},TRIM(${plain})="")`,
    colours(fondo, texto),
  );
  const conModo = Object.values(tipos).filter(({ usaModo }) => usaModo);
  const usaModo = conModo.map(({ nombre }) => `TRIM(${rules.cell("tipoAcumulacion")})="${nombre}"`).join(",");
  const reported = `COUNT(${rules.cell(`meta${vigencia}`)},${rules.cell(`ejecucion${vigencia}`)})=2`;
  const ambiguous = `AND(TRIM(${rules.cell("modoReporte")})="",${reported},${rules.cell("nivel")}="",OR(${usaModo}))`;
  rules.add(rules.range("modoReporte"), ambiguous, colours(semaforoInfo.medio.fondo, semaforoInfo.medio.texto));
}

/** Decimals only where there are some, and % where the unidad de medida says so. */
function addCifras(rules: Rules, { columnas }: Zona): void {
  const ranges = columnas.filter(isCifra).map(({ key }) => rules.range(key));
  const figure = rules.relative(columnas.find(isCifra)?.key ?? "lineaBase");
  const unidad = `TRIM(${rules.cell("unidad")})`;
  const percent = `OR(${unidad}="Porcentaje",${unidad}="%")`;
  const broken = `IF(ISNUMBER(${figure}),ROUND(${figure},6)<>INT(ROUND(${figure},6)),FALSE)`;
  const all = ranges.join(" ");
  rules.add(all, `AND(${percent},${broken})`, numberFormat(201, '0.0#" %"'));
  rules.add(all, percent, numberFormat(202, '0" %"'));
  rules.add(all, broken, numberFormat(203, "#,##0.0#"));
}

function isCifra({ campo }: Columna): boolean {
  return ["lineaBase", "meta", "ejecucion", "planCantidad", "nivel", "brecha"].includes(campo);
}

/** Rules of one sheet in their order; the first that holds of those that set the same thing wins. */
class Rules {
  private priority = 0;
  private readonly sheet: Worksheet;
  private readonly zona: Zona;

  constructor(sheet: Worksheet, zona: Zona) {
    this.sheet = sheet;
    this.zona = zona;
  }

  add(ref: string, condition: string, style: Partial<Style>): void {
    this.priority += 1;
    const rule: ExpressionRuleType = { type: "expression", priority: this.priority, formulae: [condition], style };
    this.sheet.addConditionalFormatting({ ref, rules: [rule] });
  }

  range(key: string): string {
    const letters = this.zona.letters(key);
    return `${letters}${this.zona.firstRow}:${letters}${this.zona.lastRow}`;
  }

  /** A cell of the first row, its column fixed. */
  cell(key: string): string {
    return `$${this.relative(key)}`;
  }

  relative(key: string): string {
    return `${this.zona.letters(key)}${this.zona.firstRow}`;
  }
}

function colours(fondo: string, texto: string): Partial<Style> {
  return {
    font: { color: { argb: `FF${texto}` } },
    fill: { type: "pattern", pattern: "solid", bgColor: { argb: `FF${fondo}` } },
  };
}

/** exceljs writes a rule's number format only when it is given its id. */
function numberFormat(numFmtId: number, numFmt: string): Partial<Style> {
  const style = { numFmt, numFmtId };
  return style;
}
