import { dirname, relative, sep } from "node:path";
import type { Config } from "../config.ts";

/** A path seen from the workspace, the same on every system, so that a workspace can be moved. */
export function relativePath(config: Pick<Config, "path">, path: string): string {
  return relative(dirname(config.path), path).split(sep).join("/");
}
