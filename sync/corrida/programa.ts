import { usageError } from "../errors.ts";

export interface TareaProgramada {
  /** Absolute paths of Node and of the program. */
  readonly node: string;
  readonly metas: string;
  /** The workspace. */
  readonly carpeta: string;
  /** Cron pattern of five fields, in Bogotá's time. */
  readonly horario: string;
}

/** Entries for the schedulers that systems come with. */
export interface Programas {
  readonly service: string;
  readonly timer: string;
  readonly cron: string;
  readonly windows: string;
}

/**
 * Writes a schedule the way each scheduler wants it.
 *
 * @throws SyncError with exit code 2 for a pattern that systemd or Windows cannot be told: only a minute, an hour and days
 *   of the week can
 */
export function makeProgramas({ node, metas, carpeta, horario }: TareaProgramada): Programas {
  const { minuto, hora, dias } = parseHorario(horario);
  const time = `${hora.padStart(2, "0")}:${minuto.padStart(2, "0")}`;
  const systemdDays = dias.length === 7 ? "" : `${dias.map((dia) => semana[dia]?.systemd ?? "").join(",")} `;
  const windowsDays =
    dias.length === 7 ? "/SC DAILY" : `/SC WEEKLY /D ${dias.map((dia) => semana[dia]?.windows ?? "").join(",")}`;
  return {
    service: [
      "[Unit]",
      "Description=Metas al Día: sincroniza los libros de las secretarías",
      "[Service]",
      "Type=oneshot",
      `WorkingDirectory=${carpeta.replaceAll("%", "%%")}`,
      `ExecStart=${quoted(node)} ${quoted(metas)} sincronizar`,
      "# 3: algún libro se omitió; 4: hay conflictos por decidir. No son fallas del servicio.",
      "SuccessExitStatus=3 4",
      "",
    ].join("\n"),
    timer: [
      "[Unit]",
      "Description=Horario de Metas al Día",
      "[Timer]",
      `OnCalendar=${systemdDays}*-*-* ${time}:00 America/Bogota`,
      "Persistent=true",
      "[Install]",
      "WantedBy=timers.target",
      "",
    ].join("\n"),
    // To cron a bare % ends the line.
    cron: `CRON_TZ=America/Bogota\n${horario} ${`cd ${shellQuoted(carpeta)} && ${shellQuoted(node)} ${shellQuoted(metas)} sincronizar`.replaceAll("%", String.raw`\%`)}`,
    windows: `schtasks /Create /TN "Metas al Dia" ${windowsDays} /ST ${time} /TR "cmd /c cd /d \\"${carpeta}\\" && \\"${node}\\" \\"${metas}\\" sincronizar"`,
  };
}

/** Days as cron numbers them, Sunday first. */
const semana = [
  { systemd: "Sun", windows: "SUN" },
  { systemd: "Mon", windows: "MON" },
  { systemd: "Tue", windows: "TUE" },
  { systemd: "Wed", windows: "WED" },
  { systemd: "Thu", windows: "THU" },
  { systemd: "Fri", windows: "FRI" },
  { systemd: "Sat", windows: "SAT" },
] as const;

function parseHorario(horario: string): { minuto: string; hora: string; dias: readonly number[] } {
  const [minuto = "", hora = "", dia, mes, dias = "", ...more] = horario.trim().split(/\s+/);
  const days = parseDias(dias);
  const isSimple = /^\d{1,2}$/.test(minuto) && Number(minuto) < 60 && /^\d{1,2}$/.test(hora) && Number(hora) < 24;
  if (isSimple && dia === "*" && mes === "*" && more.length === 0 && days !== null) return { minuto, hora, dias: days };
  throw usageError("horario-no-programable", {
    where: `horario «${horario}»`,
    why: "Ese horario no se puede pasar a todos los programadores de tareas.",
    hint: "Use una hora fija y días de la semana, como «0 6 * * 1-5», o deje corriendo «metas sincronizar --vigilar».",
  });
}

/** `*`, `1-5`, `1,3,5`: the days in order, or null. */
function parseDias(text: string): number[] | null {
  if (text === "*") return [0, 1, 2, 3, 4, 5, 6];
  const days = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^([0-7])(?:-([0-7]))?$/.exec(part);
    if (match === null) return null;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (to < from) return null;
    for (let day = from; day <= to; day++) days.add(day % 7);
  }
  return [...days].sort((a, b) => a - b);
}

/** For systemd, to which a % begins a variable. */
function quoted(text: string): string {
  return `"${text.replaceAll("%", "%%").replaceAll('"', '\\"')}"`;
}

function shellQuoted(text: string): string {
  return /^[\w./-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
