import { copyFile, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { CellFormulaValue } from "exceljs";
import { expect } from "vitest";
import * as z from "zod";
import { columnaNombre } from "../../sync/canonico/palabras.ts";
import { writeZip } from "../../sync/xlsx/zip-write.ts";
import { runMetas } from "../sync/cli/run.ts";
import { recalculate } from "../sync/xlsx/libreoffice.ts";
import { unzip } from "../sync/xlsx/own-checks.ts";
import type { Espacio } from "./espacio.ts";
import { HojaExcel, openExcel, saveExcel } from "./hoja-excel.ts";
import type { Paso } from "./relato.ts";
import { foldText } from "../../shared/text.ts";
import { showCell, typeInto } from "./valor.ts";
import { bytesOf } from "../bytes-of.ts";

/** Does what a line of pasos.txt says. */
export async function darPaso(paso: Paso, espacio: Espacio): Promise<void> {
  const verbo = verbos[paso.verbo];
  if (verbo === undefined) throw new Error(`no step: ${paso.linea}`);
  await verbo(espacio, ...paso.palabras);
}

type Verbo = (espacio: Espacio, ...palabras: string[]) => Promise<void>;

/** Every step that a story may have; files are named as in the folder, `canonico` is the canonical workbook. */
const verbos: Readonly<Record<string, Verbo>> = {
  /** A run in between, with the exit code it is to end with. */
  correr: async (espacio, code = "") => {
    expect(String((await espacio.sincronizar()).code)).toBe(code);
  },
  "abrir-en-excel": async (espacio, file = "") => {
    const path = pathOf(espacio, file);
    await writeFile(join(path, "..", `~$${path.split("/").at(-1) ?? ""}`), "usuario");
  },
  "cerrar-excel": async (espacio, file = "") => {
    const path = pathOf(espacio, file);
    await rm(join(path, "..", `~$${path.split("/").at(-1) ?? ""}`));
  },
  copiar: async (espacio, from = "", to = "") => copyFile(pathOf(espacio, from), pathOf(espacio, to)),
  mover: async (espacio, from = "", to = "") => rename(pathOf(espacio, from), pathOf(espacio, to)),
  borrar: async (espacio, file = "") => rm(pathOf(espacio, file)),
  /** A file keeps only its first half. */
  cortar: async (espacio, file = "") => {
    const bytes = await readFile(pathOf(espacio, file));
    await writeFile(pathOf(espacio, file), bytes.subarray(0, Math.floor(bytes.length / 2)));
  },
  /** Signed as a whole: any change to it breaks the signature. */
  firmar: async (espacio, file = "") => {
    const path = pathOf(espacio, file);
    const parts = [...unzip(await readFile(path))].map(([name, content]) => ({ name, content }));
    await writeFile(path, await bytesOf(writeZip([...parts, { name: "_xmlsignatures/origin.sigs", content: "" }])));
  },
  /** What Excel makes of a workbook with a password begins as every OLE2 file does. */
  "poner-contrasena": async (espacio, file = "") => {
    const ole2 = Buffer.alloc(4096);
    Buffer.from("d0cf11e0a1b11ae1", "hex").copy(ole2);
    Buffer.from("EncryptedPackage", "utf16le").copy(ole2, 1024);
    await writeFile(pathOf(espacio, file), ole2);
  },
  "guardar-con-libreoffice": async (espacio, file = "") => {
    const path = pathOf(espacio, file);
    await writeFile(path, await recalculate(await readFile(path)));
  },
  "proteger-hoja": async (espacio, file = "") =>
    edit(espacio, file, async ({ sheet }) => {
      await sheet.protect("secreta", { selectLockedCells: true });
    }),
  "quitar-columna": async (espacio, file = "", key = "") =>
    edit(espacio, file, ({ sheet, ...hoja }) => {
      sheet.spliceColumns(hoja.columns.get(key) ?? 0, 1);
    }),
  /** To the left of it, tag and all, as who wants to keep what it says. */
  "copiar-columna": async (espacio, file = "", key = "") =>
    edit(espacio, file, ({ sheet, ...hoja }) => {
      const column = hoja.columns.get(key) ?? 0;
      const values = Array.from({ length: sheet.rowCount }, (_, row) => sheet.getCell(row + 1, column).value);
      sheet.spliceColumns(column, 0, values);
    }),
  /** Values alone; what is then typed is typed in the copy. */
  "escribir-en-una-copia-de-la-hoja": async (espacio, file = "", codigo = "", key = "", text = "") =>
    edit(espacio, file, (hoja) => {
      const copy = hoja.workbook.addWorksheet(`${hoja.sheet.name} (2)`);
      hoja.sheet.eachRow(({ values }, row) => void (copy.getRow(row).values = values));
      typeInto(copy.getCell(hoja.cell(codigo, key).address), text);
    }),
  /** Tags go too, as in a workbook that was copied by hand. */
  "renombrar-columna": async (espacio, file = "", key = "", header = "") =>
    edit(espacio, file, (hoja) => {
      const column = hoja.column(key);
      hoja.sheet.getCell(hoja.headerRow, column).value = header;
      hoja.sheet.getCell(hoja.headerRow - 1, column).value = null;
    }),
  "vaciar-hoja": async (espacio, file = "") =>
    edit(espacio, file, (hoja) => {
      for (const row of hoja.rows()) row.eachCell((cell) => void (cell.value = null));
    }),
  "quitar-filas": async (espacio, file = "", ...codigos) =>
    edit(espacio, file, (hoja) => {
      for (const codigo of codigos) hoja.sheet.spliceRows(hoja.row(codigo).number, 1);
    }),
  recodificar: async (espacio, file = "", codigo = "", nuevo = "") =>
    edit(espacio, file, (hoja) => typeInto(hoja.cell(codigo, "codigo"), nuevo)),
  /** A formula that the program which saved the workbook did not calculate. */
  "formula-sin-calcular": async (espacio, file = "", codigo = "", key = "", formula = "") =>
    edit(espacio, file, (hoja) => void (hoja.cell(codigo, key).value = { formula, date1904: false })),
  /** One formula over both cells, of which neither can be changed alone. */
  "formula-matricial": async (espacio, file = "", codigo = "", key = "", formula = "", result = "") =>
    edit(espacio, file, (hoja) => {
      const cell = hoja.cell(codigo, key);
      const matricial: CellArrayFormulaValue = {
        formula,
        result: Number(result),
        shareType: "array",
        ref: cell.address,
      };
      cell.value = matricial;
    }),
  titulo: async (espacio, file = "", label = "", value = "") =>
    edit(espacio, file, ({ sheet }) => {
      for (let row = 1; row < 6; row++) {
        for (let column = 1; column < 12; column++) {
          if (foldText(showCell(sheet.getCell(row, column))) !== foldText(label)) continue;
          typeInto(sheet.getCell(row, column + 1), value);
          return;
        }
      }
      throw new Error(`no label ${label}`);
    }),
  /** Planeación gives a row of the canonical workbook to another secretaría. */
  "cambiar-de-secretaria": async (espacio, codigo = "", id = "") =>
    edit(espacio, "canonico", (hoja) => {
      hoja.cell(codigo, "secretaria").value = espacio.secretaria(id).nombre;
    }),
  /** A cell, after what libros.txt and canonico.txt say. */
  escribir: async (espacio, file = "", codigo = "", key = "", text = "·") =>
    edit(espacio, file, (hoja) => typeInto(hoja.cell(codigo, key), text)),
  /** A colour that no other cell of the workbook has. */
  "pintar-columna": async (espacio, file = "", key = "") =>
    edit(espacio, file, (hoja) => {
      for (const row of hoja.rows()) {
        const cell = row.getCell(hoja.column(key));
        cell.style = { ...cell.style, fill: { type: "pattern", pattern: "solid", fgColor: { argb: "FFABCDEF" } } };
      }
    }),
  "agregar-columna": async (espacio, file = "", header = "", codigo = "", text = "·") =>
    edit(espacio, file, (hoja) => {
      const column = hoja.sheet.columnCount + 1;
      typeInto(hoja.sheet.getCell(hoja.headerRow, column), header);
      typeInto(hoja.row(codigo).getCell(column), text);
    }),
  /** A cell of any sheet, by its address. */
  "escribir-en": async (espacio, file = "", name = "", address = "", text = "·") => {
    const workbook = await openExcel(pathOf(espacio, file));
    const sheet = workbook.getWorksheet(name);
    if (sheet === undefined) throw new Error(`no sheet ${name}`);
    typeInto(sheet.getCell(address), text);
    await saveExcel(workbook, pathOf(espacio, file));
  },
  "agregar-hoja": async (espacio, file = "", name = "") => {
    const workbook = await openExcel(pathOf(espacio, file));
    workbook.addWorksheet(name).getCell("A1").value = "de planeación";
    await saveExcel(workbook, pathOf(espacio, file));
  },
  /** Types a decision beside its conflict in the sheet Conflictos. */
  decidir: async (espacio, codigo = "", columna = "", decision = "", valor = "·") => {
    const workbook = await openExcel(espacio.canonico);
    const sheet = workbook.getWorksheet("Conflictos");
    if (sheet === undefined) throw new Error("no sheet Conflictos");
    const places = new Map<string, number>();
    const wanted = columna === "fila" ? null : columna;
    let row = 1;
    for (; row <= sheet.rowCount; row++) {
      sheet.getRow(row).eachCell((cell, column) => {
        const header = showCell(cell);
        if (["Código", "Columna", "Decisión", "Valor final"].includes(header)) places.set(header, column);
      });
      if (places.size === 4) break;
      places.clear();
    }
    const at = (number: number, header: string): string => showCell(sheet.getCell(number, places.get(header) ?? 1));
    for (row++; row <= sheet.rowCount; row++) {
      if (at(row, "Código") !== codigo || at(row, "Columna") !== columnaNombre(wanted, espacio.plan)) continue;
      typeInto(sheet.getCell(row, places.get("Decisión") ?? 1), decision);
      typeInto(sheet.getCell(row, places.get("Valor final") ?? 1), valor);
      await saveExcel(workbook, espacio.canonico);
      return;
    }
    throw new Error(`no conflict of ${codigo} ${columna}`);
  },
  /** Decides at the command line. */
  resolver: async (espacio, codigo = "", columna = "", con = "") => {
    const listed = conflictosSchema.parse((await runMetas(["conflictos", "--json"], espacio.raiz)).json());
    const wanted = columna === "fila" ? null : columna;
    const found = listed.conflictos.find((each) => each.codigo === codigo && each.columna === wanted);
    const decided = await runMetas(
      ["conflictos", "--resolver", found?.id.slice(0, 6) ?? "", "--con", con],
      espacio.raiz,
    );
    expect({ code: decided.code, err: decided.err }).toEqual({ code: 0, err: "" });
  },
};

const conflictosSchema = z.object({
  conflictos: z.array(z.object({ id: z.string(), codigo: z.string(), columna: z.string().nullable() })),
});

/** As exceljs takes it, though its types do not say so. */
interface CellArrayFormulaValue extends CellFormulaValue {
  readonly shareType: "array";
  readonly ref: string;
}

function pathOf(espacio: Espacio, file: string): string {
  return file === "canonico" ? espacio.canonico : espacio.libro(file);
}

async function edit(espacio: Espacio, file: string, change: (hoja: HojaExcel) => void | Promise<void>): Promise<void> {
  const path = pathOf(espacio, file);
  const hoja = await HojaExcel.open(path, espacio.plan);
  await change(hoja);
  await hoja.save(path);
}
