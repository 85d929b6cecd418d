import type { Door } from "../door.ts";
import { baseline, openDoor } from "./office-door.ts";

/** What the pane is opened in. */
export type Entorno =
  | {
      readonly kind: "excel";
      readonly door: Door;
      /** Null where Office does not say, and the system's preference counts. */
      readonly isDark: boolean | null;
    }
  /** An Excel without what the pane needs. */
  | { readonly kind: "antiguo" }
  /** Microsoft's library did not come. */
  | { readonly kind: "sin-red" }
  /** No Excel at all, as when the page is opened in a browser by itself. */
  | { readonly kind: "fuera" };

/** Waits until Office is there and opens the door to its Excel. */
export async function openOffice(): Promise<Entorno> {
  // The library comes by itself from Microsoft's address; by the page's `load` it has come, or failed to.
  if (!hasLibrary()) await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  if (!hasLibrary()) return { kind: "sin-red" };
  const { host, platform } = await Office.onReady();
  if (host !== Office.HostType.Excel) return { kind: "fuera" };
  if (!Office.context.requirements.isSetSupported("ExcelApi", baseline)) return { kind: "antiguo" };
  const isWeb = platform === Office.PlatformType.OfficeOnline;
  return { kind: "excel", door: openDoor(Excel, { isWeb }), isDark: isDarkTheme() };
}

function hasLibrary(): boolean {
  return "Office" in globalThis;
}

/** Office says its colours only on desktops. */
function isDarkTheme(): boolean | null {
  const theme: Office.OfficeTheme | undefined = Office.context.officeTheme;
  const background = theme?.bodyBackgroundColor;
  if (typeof background !== "string" || !/^#[0-9a-f]{6}$/i.test(background)) return null;
  const [red = 255, green = 255, blue = 255] = [1, 3, 5].map((at) => Number.parseInt(background.slice(at, at + 2), 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}
