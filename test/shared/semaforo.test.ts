import * as fc from "fast-check";
import { expect, test } from "vitest";
import { semaforoInfo, semaforoOf, semaforos } from "../../shared/semaforo.ts";
import { makePlan } from "./sheet.ts";

const plan = makePlan();

test.each<[number | null, string]>([
  [null, "sin-dato"],
  [-0.5, "critico"],
  [0, "critico"],
  [0.3999999, "critico"],
  [0.4, "bajo"],
  [0.5999999, "bajo"],
  [0.6, "medio"],
  [0.6999999, "medio"],
  [0.7, "satisfactorio"],
  [0.7999999, "satisfactorio"],
  [0.8, "sobresaliente"],
  [3, "sobresaliente"],
])("%j is %s", (avance, semaforo) => {
  expect(semaforoOf(avance, plan)).toBe(semaforo);
});

test("the bounds are the plan's", () => {
  const strict = makePlan({ semaforo: { bajo: 0.5, medio: 0.8, satisfactorio: 0.9, sobresaliente: 1 } });
  expect([0.49, 0.5, 0.8, 0.9, 1].map((avance) => semaforoOf(avance, strict))).toEqual(semaforos.slice(0, 5));
});

test("a better avance never has a worse band", () => {
  const avance = fc.double({ min: -2, max: 3, noNaN: true });
  fc.assert(
    fc.property(avance, avance, (a, b) => {
      const [worse, better] = [Math.min(a, b), Math.max(a, b)].map((each) => semaforos.indexOf(semaforoOf(each, plan)));
      expect(worse).toBeLessThanOrEqual(better ?? -1);
    }),
  );
});

test("bands differ in name and mark, and are legible", () => {
  const infos = Object.values(semaforoInfo);
  expect(new Set(infos.map((info) => info.nombre)).size).toBe(infos.length);
  expect(new Set(infos.map((info) => info.marca)).size).toBe(infos.length);
  for (const { fondo, texto } of infos) expect(contrast(fondo, texto)).toBeGreaterThanOrEqual(4.5);
});

/** WCAG contrast of two colours `RRGGBB`. */
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
