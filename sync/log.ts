import { pino, type Logger } from "pino";
import type { Io } from "./cli/io.ts";

/**
 * One JSON line an event on stderr, for schedulers and those who collect their output; nothing on a terminal, where people
 * see a table. Never the text of a cell.
 */
export function makeLog({ stderr }: Pick<Io, "stderr">): Logger {
  const options = {
    enabled: !stderr.isTTY,
    base: null,
    messageKey: "evento",
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (level: string) => ({ level }) },
  };
  return pino(options, { write: (line: string) => stderr.write(line) });
}
