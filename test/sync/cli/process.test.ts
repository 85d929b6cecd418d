import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { cp, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { validarSchema } from "./run.ts";

/** The command as people run it, built before the tests. */
const metas = fileURLToPath(new URL("../../../dist/bin/metas.js", import.meta.url));

describe("metas as a process of its own", () => {
  const folder = mkdtempSync(join(tmpdir(), "metas-process-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  const start = (argv: readonly string[], env: Record<string, string> = {}): ReturnType<typeof spawn> =>
    spawn(process.execPath, [metas, ...argv], {
      cwd: folder,
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });

  it("prints one JSON document on stdout and ends with its exit code", async () => {
    expect(await finish(start(["demo", "ejemplo"]))).toMatchObject({ code: 0, err: "" });
    const said = await finish(start(["validar", "ejemplo/libros", "--json"]));
    expect({ code: said.code, err: said.err }).toEqual({ code: 1, err: "" });
    expect(validarSchema.parse(JSON.parse(said.out)).workbooks).toHaveLength(8);
  });

  it("keeps messages for people off stdout", async () => {
    const said = await finish(start(["validar"]));
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.err).toContain("metas validar --help");
  });

  it("stops at Ctrl+C with 130 and leaves no file half written", async () => {
    const child = start(["demo", "cortada"]);
    const ended = finish(child);
    const libros = join(folder, "cortada", "libros");
    while (child.exitCode === null && (await readdir(libros).catch(() => [])).length === 0) await sleep(2);
    child.kill("SIGINT");
    expect((await ended).code).toBe(130);
    const left = await readdir(libros);
    expect(left.filter((name) => !name.endsWith(".xlsx") || name.startsWith("."))).toEqual([]);
    expect(left.length).toBeLessThan(8);
  });

  it("does not mind a reader that goes away", async () => {
    const child = start(["validar", "ejemplo/libros"]);
    child.stdout?.destroy();
    const { err } = await finish(child);
    expect(err).not.toContain("EPIPE");
  });

  it("starts quickly: help loads no command", async () => {
    await finish(start(["--help"]));
    const before = performance.now();
    expect((await finish(start(["--help"]))).code).toBe(0);
    expect(performance.now() - before).toBeLessThan(1500);
  });

  it("starts from the code compiled when it was built", async () => {
    const tells = `import vm from "node:vm";
      import { syncBuiltinESMExports } from "node:module";
      vm.Script = class extends vm.Script {
        constructor(code, options) {
          super(code, options);
          console.error(options.cachedData !== undefined && this.cachedDataRejected === false);
        }
      };
      syncBuiltinESMExports();`;
    const said = await finish(
      start(["--help"], { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(tells)}` }),
    );
    expect({ code: said.code, files: new Set(said.err.trim().split("\n")) }).toEqual({
      code: 0,
      files: new Set(["true"]),
    });
  });

  it("works without that code, and with code that does not fit", async () => {
    for (const damage of ["absent", "other"] as const) {
      const bin = join(folder, damage);
      await cp(dirname(metas), bin, { recursive: true });
      const compiled = join(bin, "compiled");
      if (damage === "absent") await rm(compiled, { recursive: true });
      else await damageAll(compiled);
      await writeFile(
        join(folder, "package.json"),
        JSON.stringify({ name: "metas-al-dia", version: "1.2.3", type: "module" }),
      );
      const child = spawn(process.execPath, [join(bin, "metas.js"), "--version"], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      expect(await finish(child)).toEqual({ code: 0, out: "1.2.3\n", err: "" });
    }
  });
});

/** Cuts every file short, as a full disk would. */
async function damageAll(folder: string): Promise<void> {
  for (const { name, parentPath } of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (name.endsWith(".cjs")) await truncate(join(parentPath, name), 1000);
  }
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

async function finish(child: ReturnType<typeof spawn>): Promise<Ended> {
  let [out, err] = ["", ""];
  child.stdout?.on("data", (part: Buffer) => (out += part.toString("utf8")));
  child.stderr?.on("data", (part: Buffer) => (err += part.toString("utf8")));
  const code = await new Promise<number | null>((resolve) => {
    child.on("close", resolve);
  });
  return { code, out, err };
}
