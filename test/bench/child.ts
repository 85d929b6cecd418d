import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export interface Corrida {
  /** From start to end of the process. */
  readonly seconds: number;
  /** Most memory it held at once, or null where the system does not tell. */
  readonly megabytes: number | null;
}

/** Runs a program to its end and measures it. */
export async function runChild(
  command: string,
  args: readonly string[],
  { input = "", allowed = [0] }: { readonly input?: string; readonly allowed?: readonly number[] } = {},
): Promise<Corrida> {
  const start = performance.now();
  const child = spawn(command, args, { stdio: ["pipe", "ignore", "pipe"] });
  child.stdin.end(input);
  const memory = new MemoryWatch(child);
  let complaint = "";
  child.stderr.on("data", (chunk: Buffer) => (complaint = `${complaint}${chunk.toString()}`.slice(-2000)));
  const [status] = await once(child, "close");
  const seconds = (performance.now() - start) / 1000;
  memory.stop();
  if (typeof status !== "number" || !allowed.includes(status)) {
    throw new Error(`${command} ${args.join(" ").slice(0, 200)} ended with ${String(status)}: ${complaint}`);
  }
  return { seconds, megabytes: memory.megabytes };
}

/** A program that answers each line with a line, so that programs can take turns while they are warm. */
export class Peer {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;
  readonly #memory: MemoryWatch;

  constructor(command: string, args: readonly string[]) {
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    this.#memory = new MemoryWatch(child);
  }

  async ask(question: string): Promise<string> {
    this.#child.stdin?.write(`${question}\n`);
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`${this.#child.spawnargs.join(" ")} ended without an answer`);
    return value;
  }

  /** @returns the most memory it held, in MB */
  async end(): Promise<number | null> {
    this.#memory.stop();
    const closed = once(this.#child, "close");
    this.#child.stdin?.end();
    await closed;
    return this.#memory.megabytes;
  }
}

/**
 * High-water mark of a process's memory, from /proc. `ru_maxrss` will not do: it counts what the parent held when it
 * forked.
 */
class MemoryWatch {
  megabytes: number | null = null;
  readonly #child: ChildProcess;
  readonly #timer: NodeJS.Timeout;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#timer = setInterval(() => this.#look(), 10);
  }

  stop(): void {
    this.#look();
    clearInterval(this.#timer);
  }

  #look(): void {
    let status: string;
    try {
      status = readFileSync(`/proc/${this.#child.pid}/status`, "utf8");
    } catch {
      return; // ended, or no Linux
    }
    const kilobytes = /VmHWM:\s+(\d+)/.exec(status)?.[1];
    if (kilobytes !== undefined) this.megabytes = Number(kilobytes) / 1024;
  }
}
