import { columnasOf, type Columna } from "../../shared/layout/columnas.ts";
import { tituloCampos } from "../../shared/layout/titulo.ts";
import type { Plan } from "../../shared/plan/schema.ts";
import { makeFilas, type Valor } from "./filas.ts";
import { secretariaName } from "./plan.ts";

/** A workbook to make, whoever writes it: the official layout, version 1. */
export interface LibroBench {
  readonly file: string;
  readonly hoja: string;
  /** Title block from row 1 on: label, defined name and value. */
  readonly titulo: readonly { readonly etiqueta: string; readonly nombre: string; readonly valor: Valor }[];
  readonly columnas: readonly { readonly key: string; readonly encabezado: string; readonly ancho: number }[];
  readonly filas: number;
  readonly rows: () => Iterable<readonly Valor[]>;
}

const hojaBench = "Indicadores";
/** Zero-based rows: the hidden tags, the header, the first indicador. */
export const tagRow = 5;
export const headerRow = 6;

/** The n-th secretaría's workbook. */
export function libroBench(file: string, plan: Plan, libro: number, filas: number): LibroBench {
  const columnas = columnasOf(plan).filter((columna) => isTyped(columna));
  return {
    file,
    hoja: hojaBench,
    titulo: [
      { etiqueta: tituloCampos.version.etiqueta, nombre: tituloCampos.version.name, valor: 1 },
      {
        etiqueta: tituloCampos.secretaria.etiqueta,
        nombre: tituloCampos.secretaria.name,
        valor: secretariaName(libro),
      },
      { etiqueta: tituloCampos.vigencia.etiqueta, nombre: tituloCampos.vigencia.name, valor: 2017 },
      { etiqueta: tituloCampos.corte.etiqueta, nombre: tituloCampos.corte.name, valor: { date: 43_008 } },
    ],
    columnas: columnas.map(({ key, encabezado, info }) => ({ key, encabezado, ancho: info.ancho })),
    filas,
    *rows() {
      for (const fila of makeFilas(libro, filas)) yield columnas.map(({ key }) => fila[key] ?? null);
    },
  };
}

/** Columns of the template that people fill; the computed ones are left out, so that every reader reads plain values. */
function isTyped({ info }: Columna): boolean {
  return info.enPlantilla && info.dueno !== "calculada";
}
