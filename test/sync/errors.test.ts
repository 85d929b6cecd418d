import { expect, it } from "vitest";
import { reasonOf, SyncError } from "../../sync/errors.ts";

const wheres: readonly [where: string, reason: string][] = [
  ["hacienda.xlsx", "Por algo."],
  ["/libros/hacienda.xlsx", "Por algo."],
  ["hacienda.xlsx › Indicadores!H7", "Indicadores!H7: Por algo."],
  ["hacienda.xlsx › Hoja › 2!H7", "Hoja › 2!H7: Por algo."],
  ["metas.config.json › horario", "horario: Por algo."],
];

it.each(wheres)("of what is wrong in %s tells the place within the file alone", (where, reason) => {
  expect(reasonOf(new SyncError("algo", { where, why: "Por algo.", hint: "Haga algo." }))).toBe(reason);
});
