import { ExcelHost } from "../../../addin/preview/host/excel-host.ts";
import { openPane, type OpenPane } from "../../../addin/preview/host/transport-web.ts";
import { hoja, libro } from "./libro-prueba.ts";

/** What the test page around the pane offers to the test: a workbook of two sheets, and the pane's conversation. */
export function openTestPane(frame: Parameters<typeof openPane>[0]): { host: ExcelHost; pane: OpenPane } {
  const workbook = libro([
    hoja("Metas", [
      ["Código", "Meta"],
      ["1.1", 10],
    ]),
    hoja("Otra", [["x"]]),
  ]);
  workbook.settings.set("corte", "2026-09-30");
  const host = new ExcelHost(workbook);
  return { host, pane: openPane(frame, "/pane.html", host) };
}
