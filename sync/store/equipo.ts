import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname, uptime } from "node:os";
import { sha256 } from "../sha256.ts";

/** Who is working, as a lock tells it to others. */
export interface Equipo {
  readonly host: string;
  readonly pid: number;
  /**
   * Where the kernel's lock is one and the same: two runs of the same ámbito exclude each other by it alone, and what it
   * says of the other's life is certain. Two containers of one machine are two ámbitos.
   */
  readonly ambito: string;
  /** Null where it cannot be told. */
  readonly arranque: Arranque | null;
}

/** A machine's start: what ran on it before is dead. */
export interface Arranque {
  readonly maquina: string;
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly desde: number;
}

/** This process. */
export function thisEquipo(): Equipo {
  const { pid, platform } = process;
  return { host: hostname(), pid, ambito: ambitoOf(platform), arranque: platform === "linux" ? findArranque() : null };
}

function findArranque(): Arranque | null {
  try {
    const machine = readFileSync("/etc/machine-id", "utf8").trim();
    if (!/^[0-9a-f]{32}$/.test(machine)) return null;
    // Never the id itself, which is confidential by its manual, in a folder that others read.
    return { maquina: sha256(`metas ${machine}`), id: bootId(), desde: Date.now() - uptime() * 1000 };
  } catch {
    return null;
  }
}

function bootId(): string {
  return readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
}

function ambitoOf(platform: NodeJS.Platform): string {
  if (platform !== "linux") return `${platform} ${hostname()}`;
  try {
    return `linux ${bootId()} ${readlinkSync("/proc/self/ns/net")}`;
  } catch {
    // Not known: then it is nobody else's, and only heartbeats tell.
    return `linux ${randomUUID()}`;
  }
}
