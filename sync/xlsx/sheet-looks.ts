import { maxColumns, maxRows, parseA1, parseArea, type Area } from "../../shared/address.ts";
import { readColor } from "./cell-color.ts";
import type { ReadLimits } from "./limits.ts";
import { spreadsheet, x14 } from "./namespaces.ts";
import type { ThemeColors } from "./theme-colors.ts";
import { isTrue } from "./workbook-part.ts";
import { XmlReader } from "./xml.ts";

/** What a worksheet part says of how its sheet looks and behaves; rows and columns zero-based, sizes in points. */
export interface SheetLooks {
  readonly showGridlines: boolean;
  readonly tabColor: string | null;
  /** Columns and rows that stay in view. */
  readonly frozen: { readonly rows: number; readonly columns: number };
  readonly columns: readonly { readonly first: number; readonly last: number; width: number | null; style: number }[];
  readonly rows: readonly { readonly row: number; readonly height: number | null; readonly style: number | null }[];
  /** Areas of cells with a style other than the first, top to bottom. */
  readonly areas: readonly (Area & { readonly style: number })[];
  /** Attributes that the protected sheet's element carries (`formatCells: "0"` lets formats through); null without one. */
  readonly protection: Readonly<Record<string, string>> | null;
  readonly conditionalFormats: readonly ConditionalRule[];
  readonly validations: readonly ValidationRule[];
  /** What else it shows: `drawing`, `sparklines`, and the types of conditional formats that only newer Excels know. */
  readonly more: readonly string[];
}

export interface ConditionalRule {
  readonly areas: readonly Area[];
  readonly type: string;
  readonly operator: string;
  readonly formulas: readonly string[];
  readonly dxf: number | null;
  readonly priority: number;
  readonly stopIfTrue: boolean;
}

export interface ValidationRule {
  readonly areas: readonly Area[];
  readonly type: string;
  readonly operator: string;
  readonly formulas: readonly string[];
  readonly allowBlank: boolean;
  readonly prompt: { readonly title: string; readonly message: string } | null;
  readonly alert: { readonly title: string; readonly message: string; readonly style: string } | null;
}

/**
 * Reads of a worksheet part all but its values. Apart from the reader of values, which must be fast.
 *
 * @throws SyncError `xml-*`, `part-*`
 */
export function readSheetLooks(bytes: Buffer, where: string, theme: ThemeColors, limits: ReadLimits): SheetLooks {
  return new LooksReader(new XmlReader(bytes, where, vocabulary, limits), theme).read();
}

const vocabulary: ReadonlySet<string> = new Set([...spreadsheet, x14]);

/** Conditional formats and validations that are looked at; a sheet with more is broken, or made to be. */
const mostRules = 10_000;

/** Areas of one rule. */
const mostAreas = 1000;

class LooksReader {
  private readonly xml: XmlReader;
  private readonly theme: ThemeColors;
  private showGridlines = true;
  private tabColor: string | null = null;
  private frozen = { rows: 0, columns: 0 };
  private readonly columns: { first: number; last: number; width: number | null; style: number }[] = [];
  private readonly rows: { row: number; height: number | null; style: number | null }[] = [];
  private readonly areas: (Area & { style: number })[] = [];
  private protection: Record<string, string> | null = null;
  private readonly conditionalFormats: ConditionalRule[] = [];
  private readonly validations: ValidationRule[] = [];
  private readonly more = new Set<string>();
  /** Areas that may still grow downwards, by what they are: columns and style. */
  private open = new Map<string, Area & { style: number; bottom: number }>();

  constructor(xml: XmlReader, theme: ThemeColors) {
    this.xml = xml;
    this.theme = theme;
  }

  read(): SheetLooks {
    const { xml } = this;
    xml.root("worksheet");
    const depth = xml.depth;
    while (xml.nextChild(depth)) this.readPart();
    xml.finish();
    const { showGridlines, tabColor, frozen, columns, rows, areas, protection, conditionalFormats, validations } = this;
    conditionalFormats.sort((one, other) => one.priority - other.priority);
    const more = [...this.more];
    return { showGridlines, tabColor, frozen, columns, rows, areas, protection, conditionalFormats, validations, more };
  }

  private readPart(): void {
    const { xml } = this;
    switch (xml.name) {
      case "sheetPr":
        this.children("tabColor", () => (this.tabColor = readColor(xml, this.theme)));
        return;
      case "sheetViews":
        this.children("sheetView", () => this.readView());
        return;
      case "cols":
        this.children("col", () => this.readColumn());
        return;
      case "sheetData":
        this.readRows();
        return;
      case "sheetProtection":
        if (isTrue(xml.attribute("sheet"))) this.readProtection();
        return;
      case "conditionalFormatting":
        this.readConditional(areasOf(xml.attribute("sqref")));
        return;
      case "dataValidations":
        this.children("dataValidation", () => this.readValidation());
        return;
      case "drawing":
        this.more.add("drawing");
        return;
      case "extLst":
        this.children("ext", () => this.readExtension());
    }
  }

  private children(name: string, read: () => void): void {
    const { xml } = this;
    const depth = xml.depth;
    while (xml.nextChild(depth)) if (xml.name === name) read();
  }

  private readExtension(): void {
    const { xml } = this;
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name === "sparklineGroups") this.more.add("sparklines");
      else if (xml.name === "conditionalFormattings") {
        this.children("conditionalFormatting", () =>
          this.children("cfRule", () => this.more.add(xml.attribute("type") ?? "")),
        );
      }
    }
  }

  private readView(): void {
    const { xml } = this;
    if (xml.attribute("showGridLines") === "0" || xml.attribute("showGridLines") === "false")
      this.showGridlines = false;
    this.children("pane", () => {
      if (!(xml.attribute("state") ?? "").startsWith("frozen")) return;
      this.frozen = { rows: this.count("ySplit", maxRows), columns: this.count("xSplit", maxColumns) };
    });
  }

  private readColumn(): void {
    const { xml } = this;
    const first = this.count("min", maxColumns) - 1;
    const last = Math.min(this.count("max", maxColumns), maxColumns) - 1;
    if (first < 0 || last < first || this.columns.length >= maxColumns) return;
    const width = Number(xml.attribute("width") ?? "");
    this.columns.push({ first, last, width: width > 0 ? columnPoints(width) : null, style: this.count("style", 1e6) });
  }

  private readRows(): void {
    const { xml } = this;
    const depth = xml.depth;
    let row = -1;
    while (xml.nextChild(depth)) {
      if (xml.name !== "row") continue;
      row = this.place("r", row);
      const height = Number(xml.attribute("ht") ?? "");
      const style = isTrue(xml.attribute("customFormat")) ? this.count("s", 1e6) : null;
      if (height > 0 || style !== null)
        this.rows.push({ row, height: height > 0 ? Math.min(height, 409) : null, style });
      this.readCells(row);
    }
    this.open.clear();
  }

  private readCells(row: number): void {
    const { xml } = this;
    const depth = xml.depth;
    const grown = new Map<string, Area & { style: number; bottom: number }>();
    let run = { left: 0, right: -1, style: 0 };
    let column = -1;
    const close = (): void => {
      if (run.style === 0 || run.right < run.left) return;
      const key = `${run.left} ${run.right} ${run.style}`;
      let area = this.open.get(key);
      if (area?.bottom === row - 1) area.bottom = row;
      else this.areas.push((area = { top: row, bottom: row, ...run }));
      grown.set(key, area);
    };
    while (xml.nextChild(depth)) {
      if (xml.name !== "c") continue;
      column = this.column(column);
      const style = this.count("s", 1e6);
      if (style === run.style && column === run.right + 1) run.right = column;
      else {
        close();
        run = { left: column, right: column, style };
      }
    }
    close();
    this.open = grown;
  }

  private readProtection(): void {
    const { xml } = this;
    this.protection = {};
    for (const name of protectionAttributes) {
      const value = xml.attribute(name);
      if (value !== undefined) this.protection[name] = value;
    }
  }

  private readConditional(areas: readonly Area[]): void {
    const { xml } = this;
    this.children("cfRule", () => {
      if (this.conditionalFormats.length >= mostRules) return;
      const dxf = xml.attribute("dxfId");
      const rule = {
        areas,
        type: xml.attribute("type") ?? "",
        operator: xml.attribute("operator") ?? "",
        dxf: dxf === undefined ? null : Number(dxf),
        priority: Number(xml.attribute("priority") ?? "0"),
        stopIfTrue: isTrue(xml.attribute("stopIfTrue")),
      };
      const formulas: string[] = [];
      this.children("formula", () => formulas.push(xml.text()));
      this.conditionalFormats.push({ ...rule, formulas });
    });
  }

  private readValidation(): void {
    const { xml } = this;
    if (this.validations.length >= mostRules) return;
    const text = (name: string): string => xml.attribute(name) ?? "";
    const showsPrompt =
      isTrue(xml.attribute("showInputMessage")) && (text("prompt") !== "" || text("promptTitle") !== "");
    const rule = {
      areas: areasOf(xml.attribute("sqref")),
      type: text("type"),
      operator: text("operator"),
      allowBlank: isTrue(xml.attribute("allowBlank")),
      prompt: showsPrompt ? { title: text("promptTitle"), message: text("prompt") } : null,
      alert: isTrue(xml.attribute("showErrorMessage"))
        ? { title: text("errorTitle"), message: text("error"), style: xml.attribute("errorStyle") ?? "stop" }
        : null,
    };
    const formulas: string[] = [];
    const depth = xml.depth;
    while (xml.nextChild(depth)) if (/^formula[12]$/.test(xml.name)) formulas.push(xml.text());
    this.validations.push({ ...rule, formulas });
  }

  private place(name: string, before: number): number {
    const text = this.xml.attribute(name);
    if (text === undefined) return before + 1;
    return /^[1-9]\d{0,6}$/.test(text) ? Number(text) - 1 : before + 1;
  }

  private column(before: number): number {
    const text = this.xml.attribute("r");
    return (text === undefined ? null : parseA1(text))?.column ?? before + 1;
  }

  private count(name: string, most: number): number {
    const value = Number(this.xml.attribute(name) ?? "0");
    return Number.isFinite(value) && value > 0 ? Math.min(Math.floor(value), most) : 0;
  }
}

/** Width in characters, as files have it with what is around them, to points: seven pixels a digit of Calibri 11. */
function columnPoints(width: number): number {
  return Math.min(width, 255) * 7 * 0.75;
}

function areasOf(text: string | undefined): Area[] {
  return (text ?? "")
    .split(/\s+/)
    .slice(0, mostAreas)
    .flatMap((each) => parseArea(each) ?? []);
}

const protectionAttributes = [
  "autoFilter",
  "deleteColumns",
  "deleteRows",
  "objects",
  "scenarios",
  "formatCells",
  "formatColumns",
  "formatRows",
  "insertColumns",
  "insertHyperlinks",
  "insertRows",
  "pivotTables",
  "sort",
  "selectLockedCells",
] as const;
