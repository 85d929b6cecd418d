import { cellHallazgos } from "./cells.ts";
import type { HallazgoInfo } from "./hallazgo.ts";

/** Every kind of finding, by its stable code. */
export const hallazgos = {
  ...cellHallazgos,
} as const satisfies Record<string, HallazgoInfo>;

export type HallazgoCode = keyof typeof hallazgos;
