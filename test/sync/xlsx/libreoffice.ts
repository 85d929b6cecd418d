import { execFile, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** Whether LibreOffice can be run here; tests that need it say so and are skipped where it cannot. */
export const hasLibreOffice: boolean = spawnSync("soffice", ["--version"], { stdio: "ignore" }).status === 0;
export const hasPdfToPpm: boolean = spawnSync("pdftoppm", ["-v"], { stdio: "ignore" }).status === 0;

/** End of a test's title that says why it is skipped. */
export const withLibreOffice: string = hasLibreOffice ? "" : " (skipped: soffice is not installed)";
export const withPdfToPpm: string = hasPdfToPpm ? "" : " (skipped: pdftoppm is not installed)";

/** The workbook as LibreOffice saves it after recalculating every formula. */
export async function recalculate(file: Uint8Array): Promise<Buffer> {
  return only(await recalculateAll([file]));
}

/** Several of them at once: LibreOffice takes longer to start than to calculate. */
export async function recalculateAll(files: readonly Uint8Array[]): Promise<Buffer[]> {
  return convert(files, "xlsx:Calc MS Excel 2007 XML");
}

/** The workbook printed to PDF. */
export async function toPdf(file: Uint8Array): Promise<Buffer> {
  return only(await convert([file], "pdf"));
}

function only([file]: readonly Buffer[]): Buffer {
  if (file === undefined) throw new Error("LibreOffice wrote nothing");
  return file;
}

/** The pages of a PDF as PNG pictures. */
export async function toPictures(pdf: Uint8Array, dotsPerInch = 80): Promise<Buffer[]> {
  return inFolder(async (folder) => {
    await writeFile(join(folder, "libro.pdf"), pdf);
    await run("pdftoppm", ["-png", "-r", String(dotsPerInch), join(folder, "libro.pdf"), join(folder, "pagina")]);
    const names = (await readdir(folder)).filter((name) => name.endsWith(".png")).sort();
    return Promise.all(names.map((name) => readFile(join(folder, name))));
  });
}

const run = promisify(execFile);

/** Each run has a profile of its own: LibreOffice lets one process only use a profile. */
async function convert(files: readonly Uint8Array[], format: string): Promise<Buffer[]> {
  return inFolder(async (folder) => {
    const names = files.map((_, index) => `libro-${index}`);
    const sources = names.map((name) => join(folder, `${name}.xlsx`));
    await Promise.all(sources.map((source, index) => writeFile(source, files[index] ?? "")));
    const out = join(folder, "salida");
    const profile = `-env:UserInstallation=file://${join(folder, "perfil")}`;
    await mkdir(join(folder, "perfil", "user"), { recursive: true });
    await writeFile(join(folder, "perfil", "user", "registrymodifications.xcu"), alwaysRecalculate);
    await run("soffice", [profile, "--headless", "--norestore", "--convert-to", format, "--outdir", out, ...sources], {
      timeout: 120_000,
    });
    const extension = format.replace(/:.*/, "");
    return Promise.all(names.map((name) => readFile(join(out, `${name}.${extension}`))));
  });
}

/** OOXMLRecalcMode 0: formulas are calculated on load whatever program saved the file. */
const alwaysRecalculate = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
`;

async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), "metas-libreoffice-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
