import { a1 } from "../../shared/address.ts";
import type { Corte } from "../../shared/corte.ts";
import { serialFromIso, showSerial } from "../../shared/corte.ts";
import type { DefinedName, Grid } from "../../shared/grid.ts";
import { readTitulo, tituloCampos } from "../../shared/layout/titulo.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { makeAviso, type AvisoCanonico } from "./aviso.ts";
import { enBlanco } from "./valor-texto.ts";

/** What the last run wrote in the title of the sheet Indicadores. */
export interface TituloEscrito {
  /** Null where no workbook said: the title then has what the plan begins with. */
  readonly vigencia: number | null;
  readonly corte: Corte | null;
}

/** What somebody typed over it, which no run takes up: both come from the secretarías' workbooks. */
export function avisosOfTitulo(
  grid: Grid,
  names: readonly DefinedName[],
  headerRow: number,
  plan: Plan,
  escrito: TituloEscrito,
): AvisoCanonico[] {
  const { vigencia, corte, cells, texts } = readTitulo(grid, names, headerRow, plan);
  const campos = [
    { campo: "vigencia", antes: escrito.vigencia?.toString() ?? "", isSame: vigencia === escrito.vigencia },
    {
      campo: "corte",
      antes: escrito.corte === null ? enBlanco : showSerial(serialFromIso(escrito.corte)),
      isSame: corte === escrito.corte,
    },
  ] as const;
  return campos.flatMap(({ campo, antes, isSame }) => {
    if (isSame || antes === "") return [];
    const { row, column } = cells[campo] ?? { row: 0, column: 0 };
    const params = { que: tituloCampos[campo].etiqueta, antes, nuevo: texts[campo] ?? enBlanco };
    return [makeAviso("titulo-no-se-toma", `${grid.sheet}!${a1(row, column)}`, params)];
  });
}
