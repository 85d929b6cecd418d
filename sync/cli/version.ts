import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as z from "zod";

const packageSchema = z.object({ name: z.literal("metas-al-dia"), version: z.string() });

/** Version of the package this file belongs to, wherever it was built to. */
export async function findVersion(): Promise<string> {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const text = await readFile(join(folder, "package.json"), "utf8").catch(() => null);
    const found = text === null ? null : packageSchema.safeParse(JSON.parse(text));
    if (found?.success === true) return found.data.version;
    const above = dirname(folder);
    if (above === folder) throw new Error("package.json not found");
    folder = above;
  }
}
