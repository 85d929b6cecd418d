/** How many pieces a stretch of rows or columns is cut into: with 24, three questions find one row in 13,000. */
const pieces = 24;

/** Rows or columns whose hidden state is asked for together. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** A stretch and the property that tells of it once the context is synced; null means some are and some are not. */
interface Asked extends Stretch {
  readonly isHidden: () => boolean | null;
}

/**
 * Finds hidden rows or columns by asking for long stretches, and again only within those that are mixed: the number of
 * questions grows with the logarithm of the sheet.
 */
export class HiddenFinder {
  readonly hidden = new Set<number>();
  private asked: Asked[] = [];
  private readonly sheet: Excel.Worksheet;
  private readonly axis: "row" | "column";

  constructor(sheet: Excel.Worksheet, axis: "row" | "column") {
    this.sheet = sheet;
    this.axis = axis;
  }

  /** Asks for a stretch, its first `singly` one by one; the answers come with the next sync. */
  ask({ from, to }: Stretch, singly = 0): void {
    const alone = Math.min(to, from + singly - 1);
    for (let index = from; index <= alone; index++) this.askFor(index, index);
    const step = Math.max(1, Math.ceil((to - alone) / pieces));
    for (let first = alone + 1; first <= to; first += step) this.askFor(first, Math.min(to, first + step - 1));
  }

  /** Takes the answers of a sync. @returns true when it asked again and needs another */
  settle(): boolean {
    const answered = this.asked;
    this.asked = [];
    for (const { from, to, isHidden } of answered) {
      const all = isHidden();
      if (all === null && from < to) this.ask({ from, to });
      else if (all === true) for (let index = from; index <= to; index++) this.hidden.add(index);
    }
    return this.asked.length > 0;
  }

  private askFor(from: number, to: number): void {
    const count = to - from + 1;
    if (this.axis === "row") {
      const range = this.sheet.getRangeByIndexes(from, 0, count, 1);
      range.load("rowHidden");
      this.asked.push({ from, to, isHidden: () => range.rowHidden });
    } else {
      const range = this.sheet.getRangeByIndexes(0, from, 1, count);
      range.load("columnHidden");
      this.asked.push({ from, to, isHidden: () => range.columnHidden });
    }
  }
}
