import { writeFileSync } from "node:fs";
import ExcelJS from "exceljs";
import type { BulkCell, BulkRow } from "../../sync/xlsx/bulk.ts";
import { finishWorkbook } from "../../sync/xlsx/write.ts";
import type { Valor } from "./filas.ts";
import { headerRow, tagRow, type LibroBench } from "./libros.ts";
import { bytesOf } from "../bytes-of.ts";

/** Writes a workbook with our own writer, for machines without Python. */
export async function writeLibro(libro: LibroBench): Promise<void> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(libro.hoja, {
    views: [{ state: "frozen", xSplit: 1, ySplit: headerRow + 1 }],
  });
  for (const [index, { etiqueta, nombre, valor }] of libro.titulo.entries()) {
    sheet.getCell(index + 1, 1).value = etiqueta;
    const cell = sheet.getCell(index + 1, 2);
    cell.value = typeof valor === "object" ? numberOf(valor) : valor;
    if (typeof valor === "object") cell.numFmt = "dd/mm/yyyy";
    workbook.definedNames.add(`${libro.hoja}!$B$${index + 1}`, nombre);
  }
  for (const [index, { key, encabezado, ancho }] of libro.columnas.entries()) {
    sheet.getCell(tagRow + 1, index + 1).value = key;
    sheet.getCell(headerRow + 1, index + 1).value = encabezado;
    sheet.getColumn(index + 1).width = ancho;
    for (const [prototype, format] of ["General", "0.0%", "dd/mm/yyyy"].entries()) {
      sheet.getCell(headerRow + 2 + prototype, index + 1).numFmt = format;
    }
  }
  sheet.getRow(tagRow + 1).hidden = true;
  const bulk = {
    sheet: libro.hoja,
    startRow: headerRow + 1,
    rowCount: libro.filas,
    prototypes: 3,
    columnCount: libro.columnas.length,
    rows: bulkRows(libro),
  };
  writeFileSync(libro.file, await bytesOf(finishWorkbook(workbook, { bulk: [bulk] })));
}

function* bulkRows(libro: LibroBench): Generator<BulkRow> {
  for (const row of libro.rows()) yield { cells: row.map(bulkCell) };
}

function bulkCell(valor: Valor): BulkCell {
  if (typeof valor !== "object" || valor === null) return valor;
  return { value: numberOf(valor), prototype: "percent" in valor ? 1 : 2 };
}

function numberOf(valor: Exclude<Valor, string | number>): number | null {
  if (valor === null) return null;
  return "percent" in valor ? valor.percent : valor.date;
}
