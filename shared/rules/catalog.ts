import { acrossHallazgos } from "./across.ts";
import { cellHallazgos } from "./cells.ts";
import type { HallazgoInfo } from "./hallazgo.ts";
import { layoutHallazgos } from "./layout.ts";
import { rowHallazgos } from "./rows.ts";

/** Every kind of finding, by its stable code. */
export const hallazgos = {
  ...layoutHallazgos,
  ...cellHallazgos,
  ...rowHallazgos,
  ...acrossHallazgos,
} as const satisfies Record<string, HallazgoInfo>;

export type HallazgoCode = keyof typeof hallazgos;

export function isHallazgoCode(text: string): text is HallazgoCode {
  return Object.hasOwn(hallazgos, text);
}

/** What is known of a code. */
export function hallazgoInfo(code: HallazgoCode): HallazgoInfo {
  return hallazgos[code];
}
