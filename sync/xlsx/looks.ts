import { readColor } from "./cell-color.ts";
import type { ReadLimits } from "./limits.ts";
import { spreadsheet } from "./namespaces.ts";
import type { ThemeColors } from "./theme-colors.ts";
import { isTrue } from "./workbook-part.ts";
import { XmlReader } from "./xml.ts";

/** How a cell looks, in the words of Excel's API; what is left out is as in a cell nobody has touched. */
export interface Look {
  readonly numberFormat?: string;
  readonly fill?: string;
  readonly fontName?: string;
  readonly fontSize?: number;
  readonly fontColor?: string;
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly underline?: string;
  readonly strikethrough?: boolean;
  readonly wrapText?: boolean;
  readonly horizontalAlignment?: string;
  readonly verticalAlignment?: string;
  readonly indentLevel?: number;
  readonly locked?: boolean;
  readonly formulaHidden?: boolean;
  readonly borders?: LookBorders;
}

export type LookBorders = Readonly<Partial<Record<LookSide, LookBorder>>>;
export type LookSide = "EdgeTop" | "EdgeBottom" | "EdgeLeft" | "EdgeRight";

export interface LookBorder {
  readonly style: string;
  readonly weight: string;
  readonly color: string;
}

export interface Looks {
  /** By a cell's style index. */
  readonly cells: readonly Look[];
  /** Of conditional formats, by their `dxfId`. */
  readonly conditional: readonly Look[];
}

/**
 * Reads of a styles part what can be shown of a cell. Slower than `readCellFormats`, which is for those who only count.
 *
 * @throws SyncError `xml-*`, `part-*`, `too-many-styles`
 */
export function readLooks(bytes: Buffer, where: string, theme: ThemeColors, limits: ReadLimits): Looks {
  return new LooksReader(new XmlReader(bytes, where, spreadsheet, limits), theme, limits).read();
}

class LooksReader {
  private readonly xml: XmlReader;
  private readonly theme: ThemeColors;
  private readonly limits: ReadLimits;
  private readonly formats = new Map<number, string>();
  private fonts: Look[] = [];
  private fills: Look[] = [];
  private borders: Look[] = [];

  constructor(xml: XmlReader, theme: ThemeColors, limits: ReadLimits) {
    this.xml = xml;
    this.theme = theme;
    this.limits = limits;
  }

  read(): Looks {
    const { xml } = this;
    let cells: Look[] = [];
    let conditional: Look[] = [];
    xml.root("styleSheet");
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name === "numFmts") this.readFormats();
      else if (xml.name === "fonts") this.fonts = this.list("font", () => this.readFont());
      else if (xml.name === "fills") this.fills = this.list("fill", () => this.readFill("fgColor"));
      else if (xml.name === "borders") this.borders = this.list("border", () => this.readBorder());
      else if (xml.name === "cellXfs") cells = this.list("xf", () => this.readXf());
      else if (xml.name === "dxfs") conditional = this.list("dxf", () => this.readDxf());
    }
    xml.finish();
    return { cells, conditional };
  }

  private list(name: string, read: () => Look): Look[] {
    const { xml, limits } = this;
    const looks: Look[] = [];
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name !== name) continue;
      looks.push(read());
      if (looks.length > limits.styles) throw xml.error("too-many-styles");
    }
    return looks;
  }

  private readFormats(): void {
    const { xml } = this;
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name !== "numFmt") continue;
      this.formats.set(this.number("numFmtId"), xml.attribute("formatCode") ?? "General");
      if (this.formats.size > this.limits.styles) throw xml.error("too-many-styles");
    }
  }

  private readFont(): Look {
    const { xml } = this;
    const look: Writable = {};
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      const val = xml.attribute("val");
      const isOn = val === undefined || isTrue(val);
      if (xml.name === "b") look.bold = isOn;
      else if (xml.name === "i") look.italic = isOn;
      else if (xml.name === "strike") look.strikethrough = isOn;
      else if (xml.name === "u") look.underline = val === "none" ? "None" : "Single";
      else if (xml.name === "name" && val !== undefined) look.fontName = val;
      else if (xml.name === "sz" && Number(val) > 0) look.fontSize = Number(val);
      else if (xml.name === "color") setColor(look, "fontColor", readColor(xml, this.theme));
    }
    return look;
  }

  /** @param solid element with the colour: a conditional format keeps it where a cell keeps the pattern's other one */
  private readFill(solid: "fgColor" | "bgColor"): Look {
    const { xml } = this;
    let look: Look = {};
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name === "patternFill" && xml.attribute("patternType") !== "none") look = this.readPattern(solid);
    }
    return look;
  }

  private readPattern(solid: "fgColor" | "bgColor"): Look {
    const { xml } = this;
    const look: Writable = {};
    const depth = xml.depth;
    while (xml.nextChild(depth)) if (xml.name === solid) setColor(look, "fill", readColor(xml, this.theme));
    return look;
  }

  private readBorder(): Look {
    const { xml } = this;
    const borders: Partial<Record<LookSide, LookBorder>> = {};
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      const side = sides[xml.name];
      const style = xml.attribute("style") ?? "none";
      if (side === undefined || style === "none") continue;
      let color = "#000000";
      const inner = xml.depth;
      while (xml.nextChild(inner)) if (xml.name === "color") color = readColor(xml, this.theme) ?? color;
      borders[side] = { ...(lines[style] ?? { style: "Continuous", weight: "Thin" }), color };
    }
    return Object.keys(borders).length === 0 ? {} : { borders };
  }

  private readXf(): Look {
    const { xml } = this;
    const format = this.formatOf(this.number("numFmtId"));
    const look: Writable = {
      ...this.fonts[this.number("fontId")],
      ...this.fills[this.number("fillId")],
      ...this.borders[this.number("borderId")],
      ...(format === "General" ? {} : { numberFormat: format }),
    };
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name === "alignment") Object.assign(look, this.readAlignment());
      else if (xml.name === "protection") Object.assign(look, this.readProtection());
    }
    return look;
  }

  private readDxf(): Look {
    const { xml } = this;
    const look: Writable = {};
    const depth = xml.depth;
    while (xml.nextChild(depth)) {
      if (xml.name === "font") Object.assign(look, this.readFont());
      else if (xml.name === "fill") Object.assign(look, this.readFill("bgColor"));
      else if (xml.name === "numFmt") look.numberFormat = xml.attribute("formatCode") ?? "General";
    }
    return look;
  }

  private readAlignment(): Look {
    const { xml } = this;
    const horizontal = horizontals[xml.attribute("horizontal") ?? ""];
    const vertical = verticals[xml.attribute("vertical") ?? ""];
    const indent = this.number("indent");
    return {
      ...(horizontal === undefined ? {} : { horizontalAlignment: horizontal }),
      ...(vertical === undefined ? {} : { verticalAlignment: vertical }),
      ...(isTrue(xml.attribute("wrapText")) ? { wrapText: true } : {}),
      ...(indent === 0 ? {} : { indentLevel: Math.min(250, indent) }),
    };
  }

  private readProtection(): Look {
    const { xml } = this;
    const locked = xml.attribute("locked");
    return {
      ...(locked === undefined ? {} : { locked: isTrue(locked) }),
      ...(isTrue(xml.attribute("hidden")) ? { formulaHidden: true } : {}),
    };
  }

  private formatOf(id: number): string {
    return this.formats.get(id) ?? builtIn[id] ?? "General";
  }

  private number(name: string): number {
    const text = this.xml.attribute(name) ?? "0";
    return /^\d{1,9}$/.test(text) ? Number(text) : 0;
  }
}

/** A look that is being put together. */
type Writable = { -readonly [Key in keyof Look]: Look[Key] };

function setColor(look: Writable, key: "fontColor" | "fill", color: string | null): void {
  if (color !== null) look[key] = color;
}

const sides: Readonly<Record<string, LookSide | undefined>> = {
  top: "EdgeTop",
  bottom: "EdgeBottom",
  left: "EdgeLeft",
  right: "EdgeRight",
  start: "EdgeLeft",
  end: "EdgeRight",
};

const lines: Readonly<Record<string, Pick<LookBorder, "style" | "weight"> | undefined>> = {
  hair: { style: "Continuous", weight: "Hairline" },
  thin: { style: "Continuous", weight: "Thin" },
  medium: { style: "Continuous", weight: "Medium" },
  thick: { style: "Continuous", weight: "Thick" },
  dashed: { style: "Dash", weight: "Thin" },
  mediumDashed: { style: "Dash", weight: "Medium" },
  dotted: { style: "Dot", weight: "Thin" },
  double: { style: "Double", weight: "Thick" },
};

const horizontals: Readonly<Record<string, string | undefined>> = {
  left: "Left",
  center: "Center",
  right: "Right",
  fill: "Fill",
  justify: "Justify",
  centerContinuous: "CenterAcrossSelection",
  distributed: "Distributed",
};

const verticals: Readonly<Record<string, string | undefined>> = {
  top: "Top",
  center: "Center",
  justify: "Justify",
  distributed: "Distributed",
};

/** Codes of the formats that files name by number alone, ECMA-376 part 1, 18.8.30; dates as Colombia writes them. */
const builtIn: Readonly<Record<number, string | undefined>> = {
  1: "0",
  2: "0.00",
  3: "#,##0",
  4: "#,##0.00",
  9: "0%",
  10: "0.00%",
  11: "0.00E+00",
  12: "# ?/?",
  13: "# ??/??",
  14: "dd/mm/yyyy",
  15: "d-mmm-yy",
  16: "d-mmm",
  17: "mmm-yy",
  18: "h:mm AM/PM",
  19: "h:mm:ss AM/PM",
  20: "h:mm",
  21: "h:mm:ss",
  22: "dd/mm/yyyy h:mm",
  37: "#,##0",
  38: "#,##0",
  39: "#,##0.00",
  40: "#,##0.00",
  45: "mm:ss",
  46: "[h]:mm:ss",
  47: "mm:ss.0",
  48: "##0.0E+0",
  49: "@",
};
