import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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
});

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
