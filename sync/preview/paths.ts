import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { SyncError } from "../errors.ts";

/** Folders that the preview serves. */
export interface PreviewFolders {
  /** The page around the pane, built. */
  readonly page: string;
  /** The pane, built for production. */
  readonly pane: string;
  /** Microsoft's office.js as npm has it. */
  readonly office: string;
}

/**
 * Finds what was built, and office.js, wherever this file was built to.
 *
 * @throws SyncError `vista-sin-construir`, `vista-sin-office`
 */
export function findFolders(): PreviewFolders {
  const root = findRoot();
  const page = join(root, "dist/preview");
  const pane = join(root, "dist/addin-pane");
  if (!existsSync(join(page, "index.html")) || !existsSync(join(pane, "taskpane.html"))) {
    throw new SyncError("vista-sin-construir", {
      where: join(root, "dist"),
      why: "Falta la vista previa o el panel construidos.",
      hint: "Corra «npm run build» en la carpeta del programa.",
    });
  }
  return { page, pane, office: findOffice() };
}

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    const above = dirname(folder);
    if (above === folder) throw new Error("package.json not found");
    folder = above;
  }
  return folder;
}

function findOffice(): string {
  try {
    return dirname(createRequire(import.meta.url).resolve("@microsoft/office-js/dist/office.js"));
  } catch (cause) {
    throw new SyncError("vista-sin-office", {
      where: "@microsoft/office-js",
      why: "La vista previa usa la biblioteca Office.js de Microsoft, y no está instalada.",
      hint: "Corra «npm ci» (con las dependencias de desarrollo) en la carpeta del programa.",
      cause,
    });
  }
}
