import { execFileSync, spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { mkdir, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { makeProgramas } from "../../../sync/corrida/programa.ts";
import { errorCode, makeFolder, runMetas } from "./run.ts";

const schema = z.strictObject({
  horario: z.string(),
  service: z.string(),
  timer: z.string(),
  cron: z.string(),
  windows: z.string(),
});
const tarea = { node: "/usr/bin/node", metas: "/opt/metas/dist/bin/metas.js", carpeta: "/datos/plan" };

describe("metas programar", () => {
  const horarios: readonly [horario: string, systemd: string, windows: string][] = [
    ["0 6 * * 1-5", "Mon,Tue,Wed,Thu,Fri *-*-* 06:00:00 America/Bogota", "/SC WEEKLY /D MON,TUE,WED,THU,FRI /ST 06:00"],
    ["30 18 * * *", "*-*-* 18:30:00 America/Bogota", "/SC DAILY /ST 18:30"],
    ["5 0 * * 1,3,5", "Mon,Wed,Fri *-*-* 00:05:00 America/Bogota", "/SC WEEKLY /D MON,WED,FRI /ST 00:05"],
    ["0 7 * * 7", "Sun *-*-* 07:00:00 America/Bogota", "/SC WEEKLY /D SUN /ST 07:00"],
    ["0 7 * * 0-6", "*-*-* 07:00:00 America/Bogota", "/SC DAILY /ST 07:00"],
    ["59 23 * * 5-7", "Sun,Fri,Sat *-*-* 23:59:00 America/Bogota", "/SC WEEKLY /D SUN,FRI,SAT /ST 23:59"],
  ];

  it.each(horarios)("puts «%s» in the words of each scheduler", (horario, systemd, windows) => {
    const { timer, windows: task, cron } = makeProgramas({ ...tarea, horario });
    expect(timer).toContain(`OnCalendar=${systemd}\n`);
    expect(task).toContain(windows);
    expect(cron).toBe(
      `CRON_TZ=America/Bogota\n${horario} cd /datos/plan && /usr/bin/node /opt/metas/dist/bin/metas.js sincronizar`,
    );
  });

  const hasSystemd = spawnSync("systemd-analyze", ["--version"], { stdio: "ignore" }).status === 0;
  it.runIf(hasSystemd).each(horarios)("writes «%s» so that systemd reads it", (_, systemd) => {
    expect(execFileSync("systemd-analyze", ["calendar", systemd], { encoding: "utf8" })).toContain("Next elapse");
  });

  const folders: readonly string[] = [
    "/datos/plan",
    "/datos/Plan de desarrollo 2016",
    "/datos/d'Ana",
    "/datos/$HOME `x`",
    '/datos/100% "meta"',
  ];

  it.each(folders)("keeps the folder %s in one piece for a shell", async (name) => {
    const root = await makeFolder();
    const carpeta = join(root, name);
    await mkdir(carpeta, { recursive: true });
    // The command that cron would run, with a program that says where it is.
    const { cron } = makeProgramas({ node: "/bin/pwd", metas: "-P", carpeta, horario: "0 6 * * *" });
    const command = (cron.split("\n")[1] ?? "")
      .replace("0 6 * * * ", "")
      .replace(" sincronizar", "")
      .replaceAll("\\%", "%");
    expect(execFileSync("/bin/sh", ["-c", command], { encoding: "utf8" })).toBe(`${carpeta}\n`);
    // What cron takes for the end of a line must not stand there bare.
    expect(cron.split("\n")[1]).not.toMatch(/(?<!\\)%/);
  });

  const bad = [
    "*/5 * * * *",
    "0 6 1 * *",
    "0 6 * 1 *",
    "0 24 * * *",
    "60 6 * * *",
    "0 6 * * 8",
    "0 6 * * 5-1",
    "0 6 * *",
    "0 6 * * * *",
    "mañana",
    "",
  ];

  it.each(bad)("refuses «%s», which not every scheduler can be told", (horario) => {
    expect(() => makeProgramas({ ...tarea, horario })).toThrow(
      expect.objectContaining({ code: "horario-no-programable", exitCode: 2 }),
    );
  });

  it("prints them for the workspace's own schedule", async () => {
    const cwd = await makeFolder();
    await runMetas(["iniciar"], cwd);
    const said = await runMetas(["programar", "--imprimir", "--json"], cwd);
    const { horario, service, cron } = schema.parse(said.json());
    expect({ code: said.code, horario }).toEqual({ code: 0, horario: "0 6 * * 1-5" });
    expect(service).toContain(`WorkingDirectory=${cwd}\n`);
    expect(service).toContain(`ExecStart="${process.execPath}"`);
    expect(cron).toContain(dirname(process.execPath));
    expect((await runMetas(["programar", "--imprimir"], cwd)).out).toContain("systemctl --user");
  });

  const orders: readonly [argv: readonly string[], horario: string, error: string][] = [
    [["programar"], "0 6 * * *", "opcion-obligatoria"],
    [["programar", "--imprimir"], "*/5 * * * *", "horario-no-programable"],
  ];

  it.each(orders)("%s with «%s» ends with 2 and %s", async (argv, horario, error) => {
    const cwd = await makeFolder();
    await runMetas(["iniciar"], cwd);
    await writeFile(join(cwd, "metas.config.json"), JSON.stringify({ horario }));
    const said = await runMetas([...argv, "--json"], cwd);
    expect({ code: said.code, error: errorCode(said) }).toEqual({ code: 2, error });
  });
});
