import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

const script = fileURLToPath(new URL("../../addin/dev/serve.js", import.meta.url));
let folder = "";
let taken: Server | null = null;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "metas-addin-"));
});

afterEach(() => {
  taken?.close();
  taken = null;
  rmSync(folder, { recursive: true, force: true });
});

describe("npm run addin ends with what to do, and without a stack, when", () => {
  it("the port is taken; before it asks for anything else", async () => {
    taken = createServer();
    const port = await listen(taken);
    const { code, stdout, stderr } = await run([String(port)]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`El puerto ${port} está ocupado`);
    expect(stderr).toContain(`Port ${port} is in use`);
    expect(stderr).toContain(`npm run addin -- ${port + 1}`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  it.each(["80", "tres mil", "70000"])("«%s» is no port", async (port) => {
    const { code, stderr } = await run([port]);
    expect(code).toBe(1);
    expect(stderr).toContain(`«${port}» no es un puerto`);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  // Elsewhere a window of the system asks, which nobody here can refuse.
  it.runIf(process.platform === "linux")("whoever is asked for the password does not give it", async () => {
    const sudo = join(folder, "sudo");
    writeFileSync(sudo, "#!/bin/sh\necho 'sudo: 3 incorrect password attempts' >&2\nexit 1\n");
    chmodSync(sudo, 0o755);
    const server = createServer();
    const port = await listen(server);
    server.close();
    await once(server, "close");
    // A home of its own: a certificate of whoever runs the tests is neither used nor replaced.
    const { code, stderr } = await run([String(port)], {
      HOME: folder,
      PATH: `${folder}${delimiter}${process.env["PATH"] ?? ""}`,
    });
    expect(code).toBe(1);
    expect(stderr).toContain("No se instaló el certificado");
    expect(stderr).toContain("The certificate of https://localhost was not installed");
    expect(stderr).toContain("sudo: 3 incorrect password attempts");
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

async function listen(server: Server): Promise<number> {
  server.listen({ port: 0, host: "localhost" });
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ code: unknown; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [script, ...args], { env: { ...process.env, ...env } });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const [code]: unknown[] = await once(child, "close");
  return { code, stdout, stderr };
}
