import { conditionalLookAt } from "./host/conditional-look.ts";
import { isError } from "./host/model/cell-value.ts";
import type { Border, CellStyle } from "./host/model/cell-style.ts";
import type { SheetModel } from "./host/model/sheet-model.ts";
import type { WorkbookModel } from "./host/model/workbook-model.ts";
import { contains } from "./host/model/area.ts";
import { cellText } from "./cell-text.ts";

/** A cell as it is on screen. */
export interface CellLook {
  readonly text: string;
  readonly fill: string | null;
  readonly color: string;
  readonly style: CellStyle;
  readonly bold: boolean;
  readonly italic: boolean;
  readonly underline: boolean;
  readonly strikethrough: boolean;
  readonly align: "left" | "center" | "right";
}

/** Puts together what a cell holds, its own look and what conditional formats and tables make of it. */
export function lookAt(workbook: WorkbookModel, sheet: SheetModel, row: number, column: number): CellLook {
  const value = sheet.valueAt(row, column);
  const style = sheet.styleAt(row, column);
  const { style: conditional } = conditionalLookAt(workbook, sheet, row, column);
  const isHead = sheet.tables.some(
    ({ area, showHeaders }) => showHeaders && area.top === row && contains(area, row, column),
  );
  const fill = conditional.fill ?? style.fill ?? (isHead ? tableHead.fill : null);
  return {
    text: cellText(value, conditional.numberFormat ?? style.numberFormat),
    fill,
    color: conditional.fontColor ?? (isHead && style.fill === null ? tableHead.color : style.fontColor),
    style,
    bold: (conditional.bold ?? style.bold) || isHead,
    italic: conditional.italic ?? style.italic,
    underline: (conditional.underline ?? style.underline) !== "None",
    strikethrough: conditional.strikethrough ?? style.strikethrough,
    align: alignment(style.horizontalAlignment, value),
  };
}

/** Dresses an element as the cell looks; sheets are paper, in dark surroundings too. */
export function dress(element: HTMLElement, text: HTMLElement, look: CellLook): void {
  const { style } = look;
  const own = element.style;
  if (look.fill !== null) own.backgroundColor = look.fill;
  if (look.color !== "#000000") own.color = look.color;
  if (look.bold) own.fontWeight = "600";
  if (look.italic) own.fontStyle = "italic";
  if (style.fontSize !== 11) own.fontSize = `${(style.fontSize * 4) / 3}px`;
  if (style.fontName !== "Calibri") own.fontFamily = `"${style.fontName.replaceAll('"', "")}", var(--letra-hoja)`;
  if (look.underline || look.strikethrough) {
    own.textDecoration = `${look.underline ? "underline" : ""} ${look.strikethrough ? "line-through" : ""}`.trim();
  }
  element.dataset["h"] = look.align;
  element.dataset["v"] = verticals[style.verticalAlignment] ?? "abajo";
  if (style.wrapText) element.dataset["ajustar"] = "";
  if (style.indentLevel > 0) text.style.paddingInlineStart = `${style.indentLevel * 9}px`;
  const { EdgeTop, EdgeBottom, EdgeLeft, EdgeRight } = style.borders;
  if (EdgeTop !== undefined) own.borderTop = line(EdgeTop);
  if (EdgeBottom !== undefined) own.borderBottom = line(EdgeBottom);
  if (EdgeLeft !== undefined) own.borderLeft = line(EdgeLeft);
  if (EdgeRight !== undefined) own.borderRight = line(EdgeRight);
}

const tableHead = { fill: "#4472C4", color: "#FFFFFF" } as const;

const verticals: Readonly<Record<string, string | undefined>> = { Top: "arriba", Center: "medio" };

function alignment(horizontal: string, value: ReturnType<SheetModel["valueAt"]>): CellLook["align"] {
  switch (horizontal) {
    case "Left":
    case "Justify":
      return "left";
    case "Center":
    case "CenterAcrossSelection":
    case "Distributed":
      return "center";
    case "Right":
      return "right";
  }
  if (typeof value === "number") return "right";
  return typeof value === "boolean" || (value !== null && isError(value)) ? "center" : "left";
}

function line({ style, weight, color }: Border): string {
  if (style === "None") return "";
  const width = weight === "Thick" ? 3 : weight === "Medium" ? 2 : 1;
  const isDotted = style === "Dot" || (style === "Continuous" && weight === "Hairline");
  const kind = style === "Dash" ? "dashed" : isDotted ? "dotted" : style === "Double" ? "double" : "solid";
  return `${width}px ${kind} ${color}`;
}
