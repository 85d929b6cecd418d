import { describe, expect, it } from "vitest";
import { comandos } from "../../../sync/cli/commands.ts";
import { errorCode, makeFolder, runMetas } from "./run.ts";

describe("the command line", () => {
  const mistakes: readonly [argv: string[], code: string, hint: RegExp][] = [
    [["valida"], "comando-desconocido", /«validar»/],
    [["qwerty"], "comando-desconocido", /^[^¿]*$/],
    [["--verison"], "opcion-desconocida", /--version/],
    [["validar", "x.xlsx", "--plna", "p"], "opcion-desconocida", /--plan/],
    [["validar", "x.xlsx", "--plan"], "opcion-sin-valor", /--plan/],
    [["plantilla", "--secretaria", "--salida", "x"], "opcion-sin-valor", /--secretaria/],
    [["validar", "--json=si", "x"], "opcion-con-valor", /--json/],
    [["validar"], "falta-argumento", /LIBRO/],
    [["consolidar", "x.xlsx"], "opcion-obligatoria", /--salida/],
    [["demo", "a", "b"], "argumento-de-sobra", /«b»/],
  ];

  it.each(mistakes)("answers %j with exit code 2, in words and in JSON", async (argv, code, message) => {
    const cwd = await makeFolder();
    const said = await runMetas(argv, cwd);
    expect(said).toMatchObject({ code: 2, out: "" });
    expect(said.err).toMatch(message);
    expect(said.err).not.toMatch(/\n {4}at /);
    if (argv.some((word) => word.startsWith("--json"))) return;
    const asJson = await runMetas([...argv.slice(0, 1), "--json", ...argv.slice(1)], cwd);
    expect(asJson.code).toBe(2);
    expect(errorCode(asJson)).toBe(code);
  });

  it("shows help for every command by its name and alias, and for all of them", async () => {
    const cwd = await makeFolder();
    for (const { nombre, alias, opciones, salidas } of comandos) {
      for (const name of alias === undefined ? [nombre] : [nombre, alias]) {
        const { code, out } = await runMetas([name, "--help"], cwd);
        expect(code).toBe(0);
        expect(out).toContain(`metas ${nombre}`);
        for (const option of Object.keys(opciones)) expect(out).toContain(`--${option}`);
        for (const meaning of Object.values(salidas)) expect(words(out)).toContain(meaning);
      }
    }
    const { code, out } = await runMetas([], cwd);
    expect(code).toBe(0);
    for (const { nombre } of comandos) expect(out).toContain(nombre);
    expect((await runMetas(["ayuda", "validar"], cwd)).out).toBe((await runMetas(["validar", "-h"], cwd)).out);
    expect((await runMetas(["--help", "--json"], cwd)).json()).toMatchObject({ comandos: { length: comandos.length } });
  });

  it("keeps within a narrow terminal, and without colour unless it is a terminal that wants it", async () => {
    const cwd = await makeFolder();
    const terminal = terminalOf();
    await runMetas(["plantilla", "--help"], cwd, terminal.stdout);
    expect(terminal.text.join("")).toContain("\u001B[");
    const plain = terminalOf();
    await runMetas(["plantilla", "--help"], cwd, { ...plain.stdout, env: { NO_COLOR: "1" } });
    expect(plain.text.join("")).not.toContain("\u001B");
    const wide = plain.text
      .join("")
      .split("\n")
      .filter((line) => line.length > 62 && !/^ {2}metas|^Uso/.test(line));
    expect(wide).toEqual([]);
  });

  it("says its version", async () => {
    const cwd = await makeFolder();
    expect((await runMetas(["--version"], cwd)).out).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect((await runMetas(["--version", "--json"], cwd)).json()).toEqual({ version: expect.any(String) });
  });

  it("ends with 130 when interrupted, and says that nothing was left half done", async () => {
    const cwd = await makeFolder();
    const { code, err } = await runMetas(["demo"], cwd, { signal: AbortSignal.abort() });
    expect({ code, err }).toMatchObject({ code: 130, err: expect.stringContaining("Cancelado") });
  });

  it("shows a bug in one line with how to report it, and its stack only when asked", async () => {
    const cwd = await makeFolder();
    const stdout = {
      write: (): void => undefined,
      isTTY: false,
      get columns(): number {
        throw new TypeError("boom");
      },
    };
    const quiet = await runMetas(["--help"], cwd, { stdout });
    expect(quiet.code).toBe(1);
    expect(quiet.err).toMatch(/boom[^]*METAS_DEBUG=1/);
    expect(quiet.err).not.toMatch(/ at /);
    const debug = await runMetas(["--help"], cwd, { stdout, env: { METAS_DEBUG: "1" } });
    expect(debug.err).toMatch(/TypeError: boom\n +at /);
  });
});

/** A terminal of 62 columns, and what was printed on it. */
function terminalOf(): { text: string[]; stdout: Parameters<typeof runMetas>[2] } {
  const text: string[] = [];
  return { text, stdout: { stdout: { write: (part) => void text.push(part), isTTY: true, columns: 62 } } };
}

/** A text without its line breaks. */
function words(text: string): string {
  return text.replace(/\s+/g, " ");
}
