import { beforeAll, describe, expect, it } from "vitest";
import { finishWorkbook } from "../../../sync/xlsx/write.ts";
import { writeZip } from "../../../sync/xlsx/zip-write.ts";
import { everything } from "./everything.ts";
import { ownFaults, unzip, type FaultCode } from "./own-checks.ts";
import { bytesOf } from "../../bytes-of.ts";

const resumen = "xl/worksheets/sheet1.xml";
const indicadores = "xl/worksheets/sheet2.xml";
const programas = "xl/worksheets/sheet3.xml";

describe("ownFaults", () => {
  let parts: ReadonlyMap<string, string>;
  beforeAll(async () => {
    const { workbook, additions } = everything();
    parts = unzip(await bytesOf(finishWorkbook(workbook, additions)));
  });

  /** Codes found after a part was changed; a change to null takes the part away. */
  async function faultsAfter(part: string, change: (xml: string) => string | null): Promise<FaultCode[]> {
    const changed = new Map(parts);
    const before = parts.get(part) ?? "";
    const after = change(before);
    expect(after).not.toBe(before);
    if (after === null) changed.delete(part);
    else changed.set(part, after);
    const file = await bytesOf(writeZip([...changed].map(([name, content]) => ({ name, content }))));
    return [...new Set(ownFaults(file, ["cell-error"]).map(({ code }) => code))];
  }

  it.each<[FaultCode, string, (xml: string) => string | null]>([
    [
      "validation-overlap",
      indicadores,
      (xml) => xml.replace("</dataValidations>", '<dataValidation type="list" sqref="F60:F90"/></dataValidations>'),
    ],
    ["merge-overlap", indicadores, (xml) => xml.replace("</mergeCells>", '<mergeCell ref="B1:C2"/></mergeCells>')],
    [
      "name-twice",
      "xl/workbook.xml",
      (xml) => xml.replace("</definedNames>", '<definedName name="metas_codigos">1</definedName></definedNames>'),
    ],
    ["name-scope", "xl/workbook.xml", (xml) => xml.replace('localSheetId="1"', 'localSheetId="9"')],
    ["name-scope", "xl/workbook.xml", (xml) => xml.replace('"METAS_CODIGOS">Indicadores', '"METAS_CODIGOS">Otra')],
    ["sheet-name", "xl/workbook.xml", (xml) => xml.replace('name="Historia"', 'name="historia/2"')],
    ["sheet-name", "xl/workbook.xml", (xml) => xml.replace('name="Historia"', 'name="RESUMEN"')],
    ["drawing-id-twice", "xl/drawings/drawing2.xml", (xml) => xml.replace(/cNvPr id="\d+"/g, 'cNvPr id="2"')],
    [
      "table-name-twice",
      "xl/tables/table1.xml",
      (xml) => xml.replace('displayName="Programas"', 'displayName="metas_codigos"'),
    ],
    ["table-header", "xl/tables/table1.xml", (xml) => xml.replace('name="Avance"', 'name="Otro"')],
    ["table-header", "xl/tables/table1.xml", (xml) => xml.replace(' ref="A2:B7"', ' ref="A2:C7"')],
    ["string-index", indicadores, (xml) => xml.replace(/t="s"><v>\d+/, 't="s"><v>99999')],
    ["style-index", indicadores, (xml) => xml.replace(/(<c r="[^"]*") s="\d+"/, '$1 s="999"')],
    ["style-index", indicadores, (xml) => xml.replace(/<row r="3"(.*?) s="\d+"/, '<row r="3"$1 s="999"')],
    ["style-index", resumen, (xml) => xml.replace("<col ", '<col style="999" ')],
    ["style-index", indicadores, (xml) => xml.replace(/ dxfId="\d+"/, ' dxfId="99"')],
    ["text-long", "xl/sharedStrings.xml", (xml) => xml.replace("aaaa", "aaaaa")],
    ["formula-long", indicadores, (xml) => xml.replace("<f>D4", `<f>${"1+".repeat(5000)}D4`)],
    ["external-reference", indicadores, (xml) => xml.replace("<f>D4", "<f>[1]Hoja!D4")],
    ["relationship-missing", resumen, (xml) => xml.replace(/<drawing r:id="[^"]*"/, '<drawing r:id="rId99"')],
    ["relationship-dangling", "xl/drawings/_rels/drawing2.xml.rels", (xml) => xml.replace("chart3.xml", "chart33.xml")],
    [
      "content-type-missing",
      "[Content_Types].xml",
      (xml) => xml.replace(/<Override PartName="\/xl\/charts\/chart2.xml"[^>]*>/, ""),
    ],
    [
      "content-type-dangling",
      "[Content_Types].xml",
      (xml) => xml.replace("</Types>", '<Override PartName="/xl/nada.xml" ContentType="a/b"/></Types>'),
    ],
    ["element-order", programas, (xml) => xml.replace(/(<sheetFormatPr[^>]*>)(.*)<\/worksheet>/s, "$2$1</worksheet>")],
    ["cell-order", indicadores, (xml) => xml.replace('r="B5"', 'r="A5"')],
    ["cell-order", indicadores, (xml) => xml.replace('<row r="6"', '<row r="5"')],
    ["dimension", indicadores, (xml) => xml.replace('<dimension ref="A1:G63"', '<dimension ref="A1:F63"')],
  ])("finds %s in %s", async (code, part, change) => {
    expect(await faultsAfter(part, change)).toContain(code);
  });

  it("finds a part that is gone", async () => {
    expect(await faultsAfter("xl/charts/chart1.xml", () => null)).toEqual([
      "content-type-dangling",
      "relationship-dangling",
    ]);
  });

  it("finds a table id given twice", async () => {
    const { workbook, additions } = everything();
    const columns = [{ name: "Otra" }];
    workbook.addWorksheet("Tabla").addTable({ name: "Otra", ref: "A1", headerRow: true, columns, rows: [[1]] });
    const two = unzip(await bytesOf(finishWorkbook(workbook, additions)));
    two.set("xl/tables/table2.xml", (two.get("xl/tables/table2.xml") ?? "").replace(' id="2"', ' id="1"'));
    const file = await bytesOf(writeZip([...two].map(([name, content]) => ({ name, content }))));
    expect(ownFaults(file, ["cell-error"]).map(({ code }) => code)).toEqual(["table-id-twice"]);
  });

  it("finds an error value unless it is allowed", async () => {
    const file = await bytesOf(writeZip([...parts].map(([name, content]) => ({ name, content }))));
    expect(ownFaults(file)).toEqual([{ code: "cell-error", where: "Indicadores F5" }]);
    expect(ownFaults(file, ["cell-error"])).toEqual([]);
  });
});
