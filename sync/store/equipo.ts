import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/** Who is working, as a lock tells it to others. */
export interface Equipo {
  readonly host: string;
  readonly pid: number;
  /**
   * Where the kernel's lock is one and the same: two runs of the same ámbito exclude each other by it alone, and what it
   * says of the other's life is certain. Two containers of one machine are two ámbitos.
   */
  readonly ambito: string;
}

/** This process. */
export function thisEquipo(): Equipo {
  return { host: hostname(), pid: process.pid, ambito: ambitoOf(process.platform) };
}

function ambitoOf(platform: NodeJS.Platform): string {
  if (platform !== "linux") return `${platform} ${hostname()}`;
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `linux ${boot} ${readlinkSync("/proc/self/ns/net")}`;
  } catch {
    // Not known: then it is nobody else's, and only heartbeats tell.
    return `linux ${randomUUID()}`;
  }
}
