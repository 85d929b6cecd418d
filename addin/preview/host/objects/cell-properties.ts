import { objectArg, type Arg } from "../args.ts";
import type { Json, JsonObject } from "../json.ts";
import { unknownMember } from "../members.ts";
import type { CellStyle } from "../model/cell-style.ts";
import { Region } from "../region.ts";
import type { Run } from "../run.ts";

/**
 * What `getCellProperties` answers: for each cell of a range, the properties that are asked for. Unlike all else on the wire
 * its names begin in lower case, as the library hands them on as they come.
 */
export function cellProperties({ sheet, area }: Region, asked: Arg | undefined, run: Run): Json {
  const wanted = wantedOf(asked, run);
  return Array.from({ length: area.bottom - area.top + 1 }, (_row, down) =>
    Array.from({ length: area.right - area.left + 1 }, (_column, right): JsonObject => {
      const [row, column] = [area.top + down, area.left + right];
      const one = new Region(sheet, [{ top: row, bottom: row, left: column, right: column }]);
      return {
        ...(wanted.address ? { address: one.address } : {}),
        ...(wanted.format.length === 0 ? {} : { format: formatOf(sheet.styleAt(row, column), wanted.format) }),
      };
    }),
  );
}

/** Parts of a cell's format that the host can tell. */
const parts: Readonly<Record<string, (style: CellStyle) => Json>> = {
  protection: ({ locked, formulaHidden }) => ({ locked, formulaHidden }),
  horizontalAlignment: ({ horizontalAlignment }) => horizontalAlignment,
  verticalAlignment: ({ verticalAlignment }) => verticalAlignment,
  indentLevel: ({ indentLevel }) => indentLevel,
  wrapText: ({ wrapText }) => wrapText,
};

interface Wanted {
  readonly address: boolean;
  readonly format: readonly string[];
}

function wantedOf(asked: Arg | undefined, run: Run): Wanted {
  let address = false;
  const format: string[] = [];
  for (const [name, value] of Object.entries(objectArg(asked))) {
    if (value === false || value === null) continue;
    if (name === "address") address = true;
    else if (name === "format") {
      for (const [part, isAsked] of Object.entries(objectArg(value))) {
        if (isAsked === false || isAsked === null) continue;
        if (!Object.hasOwn(parts, part) || isAsked !== true) throw unknownMember("CellPropertiesFormat", part, run);
        format.push(part);
      }
    } else throw unknownMember("CellProperties", name, run);
  }
  return { address, format };
}

function formatOf(style: CellStyle, wanted: readonly string[]): JsonObject {
  return Object.fromEntries(wanted.flatMap((part) => [[part, parts[part]?.(style) ?? null] as const]));
}
