/** A place to print to. */
export interface Salida {
  write(text: string): void;
  readonly isTTY: boolean;
  /** Width in characters. */
  readonly columns: number;
}

/** What a command may use of the world besides files; tests put their own in its place. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Salida;
  readonly stderr: Salida;
  /** Aborted when the person interrupts. */
  readonly signal: AbortSignal;
  /** The day it is, as `2017-09-30`. */
  readonly today: string;
  readonly now: () => Date;
  /** Asks for memory to be spared, at the price of some time: a run that nobody watches shares its machine. */
  readonly spareMemory: () => void;
}

/** How texts for people are to look. */
export interface Look {
  readonly width: number;
  readonly color: boolean;
}

/** How people call the program here: under npm it is not on their path. */
export function programName({ env }: Pick<Io, "env">): string {
  return env["npm_execpath"] === undefined ? "metas" : "npx metas";
}

/** Colour on a terminal only, and never when NO_COLOR asks for none. */
export function lookOf({ stdout, env }: Pick<Io, "stdout" | "env">): Look {
  const noColor = env["NO_COLOR"] !== undefined && env["NO_COLOR"] !== "";
  return { width: Math.min(160, Math.max(60, stdout.columns)), color: stdout.isTTY && !noColor };
}

export type Tinta = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

const codes: Readonly<Record<Tinta, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

export function paint(text: string, tinta: Tinta, look: Look): string {
  const [on, off] = codes[tinta];
  return look.color ? `\u001B[${on}m${text}\u001B[${off}m` : text;
}

/** Says how far long work has come: one line on a terminal's stderr that goes away, nothing elsewhere. */
export class Progreso {
  private shown = 0;
  private readonly salida: Salida;

  constructor({ stderr }: Pick<Io, "stderr">) {
    this.salida = stderr;
  }

  /** @param total how many there will be, where that is known */
  show(done: number, total: number | undefined, what: string): void {
    if (!this.salida.isTTY) return;
    const text = `${done + 1}${total === undefined ? "" : ` de ${total}`} · ${what}`.slice(0, this.salida.columns - 1);
    this.salida.write(`\r${text.padEnd(this.shown)}`);
    this.shown = text.length;
  }

  clear(): void {
    if (this.shown > 0) this.salida.write(`\r${" ".repeat(this.shown)}\r`);
    this.shown = 0;
  }
}
