import { cutText } from "../../shared/text.ts";
import { paint, type Look, type Tinta } from "./io.ts";

export interface ColumnaTexto {
  readonly titulo: string;
  readonly derecha?: boolean;
  /** Takes the width that is left, and wraps. */
  readonly ancha?: boolean;
  /** Is cut where it would wrap. */
  readonly corta?: boolean;
}

/** A cell: its text, and colours for the whole of it. */
export type CeldaTexto = string | { readonly text: string; readonly tinta: Tinta };

/** A table for a terminal: columns as wide as they need, one that wraps, a rule under the header. */
export function renderTable(
  columnas: readonly ColumnaTexto[],
  filas: readonly (readonly CeldaTexto[])[],
  look: Look,
): string {
  const gap = 2;
  const widths = columnas.map(({ titulo }, index) =>
    Math.max(length(titulo), ...filas.map((fila) => Math.max(...textOf(fila[index]).split("\n").map(length)))),
  );
  const wide = columnas.findIndex(({ ancha }) => ancha === true);
  if (wide >= 0) {
    const others = widths.reduce((sum, width, index) => (index === wide ? sum : sum + width + gap), 0);
    widths[wide] = Math.max(24, Math.min(widths[wide] ?? 0, look.width - others));
  }
  const lines = (cells: readonly CeldaTexto[]): string[] => {
    const wrapped = cells.map((cell, index) => {
      const width = widths[index] ?? 0;
      return columnas[index]?.corta === true ? [cutText(textOf(cell), width)] : wrapText(textOf(cell), width);
    });
    const height = Math.max(...wrapped.map((each) => each.length));
    return Array.from({ length: height }, (_, line) =>
      columnas
        .map(({ derecha }, index) => {
          const text = pad(wrapped[index]?.[line] ?? "", widths[index] ?? 0, derecha === true);
          const cell = cells[index];
          return typeof cell === "object" ? paint(text, cell.tinta, look) : text;
        })
        .join(" ".repeat(gap))
        .trimEnd(),
    );
  };
  const rule = widths.map((width) => "─".repeat(width)).join(" ".repeat(gap));
  return [
    ...lines(columnas.map(({ titulo }) => ({ text: titulo, tinta: "bold" as const }))),
    paint(rule, "dim", look),
    ...filas.flatMap(lines),
  ].join("\n");
}

/** Lines of at most `width` characters, broken between words; a longer word is cut. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  const room = Math.max(1, width);
  for (const paragraph of text.split("\n")) {
    let line = "";
    for (const word of paragraph.split(" ")) {
      let rest = word;
      if (line !== "" && length(line) + 1 + length(rest) > room) {
        lines.push(line);
        line = "";
      }
      for (let letters = Array.from(rest); letters.length > room; letters = Array.from(rest)) {
        lines.push(letters.slice(0, room).join(""));
        rest = letters.slice(room).join("");
      }
      line = line === "" ? rest : `${line} ${rest}`;
    }
    lines.push(line);
  }
  return lines;
}

function textOf(cell: CeldaTexto | undefined): string {
  return typeof cell === "object" ? cell.text : (cell ?? "");
}

function length(text: string): number {
  return Array.from(text).length;
}

function pad(text: string, width: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, width - length(text)));
  return right ? space + text : text + space;
}
