import { unlink } from "node:fs/promises";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { systemCode } from "../file-error.ts";

/**
 * A lock that the system itself lets go when its process ends, however it ends; a process that is merely stopped keeps it.
 *
 * @returns what lets it go, null when another process has it
 */
export type KernelLock = (key: string) => Promise<(() => Promise<void>) | null>;

/** On Linux an abstract Unix socket, on Windows a named pipe, elsewhere a socket file. */
export const kernelLock: KernelLock = async (key) => {
  const path = lockPath(key, process.platform);
  const server = (await listen(path)) ?? (isFile(path) && (await isStale(path)) ? await listen(path) : null);
  if (server === null) return null;
  // The lock alone keeps no process alive.
  server.unref();
  return () =>
    new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
};

/** @param key hexadecimal */
export function lockPath(key: string, platform: NodeJS.Platform): string {
  // Filled to the kernel's 108 bytes: Node 20 pads abstract names and later ones do not, and they are to exclude each other.
  if (platform === "linux") return `\0metas-${key}`.padEnd(108, "-").slice(0, 108);
  return platform === "win32" ? `\\\\.\\pipe\\metas-${key}` : join(tmpdir(), `metas-${key.slice(0, 24)}.sock`);
}

function isFile(path: string): boolean {
  return !path.startsWith("\0") && !path.startsWith("\\\\");
}

/** @returns null when somebody listens there already */
function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once("error", (cause) => {
      if (systemCode(cause) === "EADDRINUSE") resolve(null);
      else reject(cause);
    });
    server.listen({ path }, () => {
      resolve(server);
    });
  });
}

/** Removes a socket file that nobody listens at any more. */
async function isStale(path: string): Promise<boolean> {
  const answers = await new Promise<boolean>((resolve) => {
    const socket = connect(path);
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.once("error", (cause) => {
      resolve(systemCode(cause) !== "ECONNREFUSED");
    });
  });
  if (!answers) await unlink(path).catch(() => undefined);
  return !answers;
}
