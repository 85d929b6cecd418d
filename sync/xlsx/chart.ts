import type { Area } from "../../shared/address.ts";
import type { AnchorPoint } from "./drawing.ts";

/** A native chart and its place on a sheet. */
export interface SheetChart {
  readonly sheet: string;
  readonly from: AnchorPoint;
  /** The corner opposite; the chart reaches up to that cell's upper left corner. */
  readonly to: AnchorPoint;
  /** Alternative text: what the chart shows, in a sentence. */
  readonly description: string;
  /** Name in the selection pane; `Gráfico N` when not given. */
  readonly name?: string;
  readonly chart: Chart;
}

/** Colours are RRGGBB, sizes are points, number formats are Excel's in English (`0.0%`). */
export type Chart = AxisChart | DoughnutChart;

export interface ChartBase {
  readonly title?: ChartText;
  /** Where the legend stands; none when not given. */
  readonly legend?: "top" | "right" | "bottom" | "left";
  /** Size of every text that does not say its own, 9 when not given. */
  readonly fontSize?: number;
  /** Shows values of hidden rows and columns too. */
  readonly includeHidden?: boolean;
  /** Colour behind the chart, white when not given; null lets the sheet show through. */
  readonly background?: string | null;
}

export interface AxisChart extends ChartBase {
  /** `column` stands, `bar` lies. */
  readonly kind: "column" | "bar" | "line";
  /** How series share a category, `clustered` when not given. */
  readonly grouping?: "clustered" | "stacked" | "percentStacked";
  readonly categories: ChartCells<string | number>;
  readonly series: readonly ChartSeries[];
  /** Space between categories, in percent of a column's width; 60 when not given. */
  readonly gapWidth?: number;
  /** How far columns of a category cover each other, -100 to 100 percent; 100 when stacked, else -10. */
  readonly overlap?: number;
  readonly categoryAxis?: CategoryAxis;
  readonly valueAxis?: ValueAxis;
}

export interface DoughnutChart extends ChartBase {
  readonly kind: "doughnut";
  /** What the ring counts, for screen readers and the legend's editor. */
  readonly name: ChartText;
  readonly categories: ChartCells<string | number>;
  readonly values: ChartCells<number>;
  /** One colour for each category. */
  readonly colors: readonly string[];
  /** Diameter of the hole in percent, 10 to 90; 65 when not given. */
  readonly holeSize?: number;
  readonly labels?: ChartLabels;
  /** Text in the middle of the ring: the one figure to remember; further lines are written smaller. */
  readonly centre?: ChartText;
}

export interface ChartSeries {
  readonly name: ChartText;
  readonly values: ChartCells<number>;
  readonly color: string;
  /** Colours of single points by place; null keeps the series's. Not for lines. */
  readonly pointColors?: readonly (string | null)[];
  readonly labels?: ChartLabels;
  /** Draws this series as a line over the columns of the others. */
  readonly asLine?: boolean;
  readonly line?: ChartLine;
}

export interface ChartLine {
  /** 2.25 when not given; 0 shows the markers alone. */
  readonly width?: number;
  readonly dash?: "solid" | "dash" | "dot";
  /** Shape at each point, `circle` when not given. */
  readonly marker?: "circle" | "diamond" | "dash" | "none";
  readonly markerSize?: number;
}

/** Values of a row or column of cells, with what they hold now; null is an empty cell. */
export interface ChartCells<Value> {
  readonly sheet: string;
  readonly area: Area;
  readonly values: readonly (Value | null)[];
  /** Number format of the cells, `General` when not given. */
  readonly format?: string;
}

/** A text of its own, or one that follows a cell. */
export type ChartText = string | ChartTextCell;

export interface ChartTextCell {
  readonly text: string;
  /** The cell it follows. */
  readonly cell?: { readonly sheet: string; readonly row: number; readonly column: number };
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

export interface ChartLabels {
  /** What is shown, `value` when not given. */
  readonly show?: "value" | "percent" | "category";
  /** Number format; the cells' own when not given. */
  readonly format?: string;
  /**
   * Columns and bars: `outside` (when not given), `end`, `base`, `centre`, stacked ones all but `outside` (`centre` when
   * not given); lines: `above` (when not given), `below`, `right`, `centre`; a doughnut has no choice. Others are refused.
   */
  readonly position?: "outside" | "end" | "base" | "centre" | "above" | "below" | "right";
  readonly size?: number;
  readonly bold?: boolean;
  readonly color?: string;
}

export interface CategoryAxis {
  readonly title?: ChartText;
  /** First category at the top (of bars) or at the right. */
  readonly reversed?: boolean;
  readonly hidden?: boolean;
  readonly size?: number;
  /** Turns the names, in degrees, -90 to 90. */
  readonly rotation?: number;
  /** Names below the chart even where values are negative. */
  readonly low?: boolean;
}

export interface ValueAxis {
  readonly title?: ChartText;
  readonly min?: number;
  readonly max?: number;
  readonly step?: number;
  readonly format?: string;
  /** True when not given. */
  readonly gridlines?: boolean;
  readonly hidden?: boolean;
  readonly size?: number;
}
