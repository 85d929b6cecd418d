import type { CellSkipped, SkipReason } from "./door.ts";

/** Why cells were left alone: of one, of several. */
export const skipReasons: Readonly<Record<SkipReason, readonly [string, string]>> = {
  movida: [
    "quedó en otro lugar porque se movieron filas o columnas",
    "quedaron en otro lugar porque se movieron filas o columnas",
  ],
  cambiada: ["ya tenía otra cosa", "ya tenían otra cosa"],
  perdida: [
    "no se sabe dónde quedó: su código o su encabezado ya no está, o se repite",
    "no se sabe dónde quedaron: su código o su encabezado ya no está, o se repite",
  ],
  bloqueada: [
    "está bloqueada en la hoja protegida; pida el cambio a Planeación",
    "están bloqueadas en la hoja protegida; pida el cambio a Planeación",
  ],
  "formato-protegido": [
    "tiene formato de texto y la hoja protegida no deja cambiarlo",
    "tienen formato de texto y la hoja protegida no deja cambiarlo",
  ],
};

const order = ["bloqueada", "formato-protegido", "movida", "cambiada", "perdida"] as const;

/** A sentence for each reason why cells were left alone; empty for none. */
export function explainSkipped(skipped: readonly CellSkipped[]): string {
  return order
    .flatMap((why) => {
      const cells = skipped.filter((each) => each.why === why).map(({ cell }) => cell);
      if (cells.length === 0) return [];
      const [one, several] = skipReasons[why];
      const named = cells.slice(0, 5).join(", ") + (cells.length > 5 ? ` y ${cells.length - 5} más` : "");
      return [cells.length === 1 ? `No se tocó ${named}: ${one}.` : `No se tocaron ${named}: ${several}.`];
    })
    .join(" ");
}
