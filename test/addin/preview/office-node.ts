import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import { ExcelHost } from "../../../addin/preview/host/excel-host.ts";
import type { Faults } from "../../../addin/preview/host/faults.ts";
import type { WorkbookModel } from "../../../addin/preview/host/model/workbook-model.ts";
import { nativeBridge } from "../../../addin/preview/host/native-bridge.ts";

/** Microsoft's unmodified library over an emulated Excel. */
export interface OpenedOffice {
  /** The real `Excel` namespace: `Excel.run`, enums, classes. */
  readonly Excel: typeof Excel;
  readonly OfficeExtension: typeof OfficeExtension;
  readonly host: ExcelHost;
}

/**
 * Loads office.js's Excel library into a context of its own, connected to a host over the workbook the way an embedding
 * application does it. There is no `Office` object with a context: use the browser for that.
 */
export function openOffice(workbook: WorkbookModel, faults: Partial<Faults> = {}): OpenedOffice {
  const host = new ExcelHost(workbook, faults);
  const { Excel, OfficeExtension } = loadLibrary({ _richApiNativeBridge: nativeBridge(host) });
  return { Excel, OfficeExtension, host };
}

/** What the library defines globally; `globals` are there before it runs. */
export interface Library {
  readonly Excel: typeof Excel;
  readonly OfficeExtension: typeof OfficeExtension;
}

export function loadLibrary(globals: Readonly<Record<string, unknown>> = {}): Library {
  const context = vm.createContext({ ...browserGlobals(), ...globals });
  vm.runInContext("var window = globalThis; window.location = location;", context);
  (script ??= new vm.Script(readFileSync(libraryPath, "utf8"), { filename: libraryPath })).runInContext(context);
  const made: Library = vm.runInContext("({ Excel, OfficeExtension })", context);
  return made;
}

const libraryPath = createRequire(import.meta.url).resolve("@microsoft/office-js/dist/excel-web-16.00.js");
let script: vm.Script | undefined;

/** The least of a page that the library touches while it loads. */
function browserGlobals(): Record<string, unknown> {
  return {
    console,
    setTimeout,
    clearTimeout,
    setInterval,
    clearInterval,
    navigator: { userAgent: "node" },
    location: { href: "https://localhost/", search: "", hash: "", origin: "https://localhost" },
    addEventListener: () => {},
    document: {
      createElement: () => ({ setAttribute: () => {}, style: {} }),
      getElementsByTagName: () => [],
      addEventListener: () => {},
      domain: "localhost",
    },
  };
}
