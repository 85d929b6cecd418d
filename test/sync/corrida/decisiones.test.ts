import { describe, expect, it } from "vitest";
import type { Decision } from "../../../shared/merge/conflicto.ts";
import { withHoja } from "../../../sync/corrida/decisiones.ts";

const planeacion: Decision = { gana: "planeacion" };
const secretaria: Decision = { gana: "secretaria" };
const doce: Decision = { gana: "otro", valor: 12 };

type Maybe = Decision | null;
type Case = readonly [title: string, vigente: Maybe, before: Maybe, now: Maybe, expected: Maybe];

/** What is to be applied and what the sheet said before, what it says now, what is to be applied then. */
const cases: readonly Case[] = [
  ["a first decision on the sheet", null, null, planeacion, planeacion],
  ["nothing new", planeacion, planeacion, planeacion, planeacion],
  ["another one on the sheet", planeacion, planeacion, secretaria, secretaria],
  ["another value on the sheet", doce, doce, { gana: "otro", valor: 13 }, { gana: "otro", valor: 13 }],
  ["the cell was cleared", planeacion, planeacion, null, null],
  ["by command since, and the sheet as it stood", secretaria, planeacion, planeacion, secretaria],
  ["by command since, and the cell was cleared", secretaria, planeacion, null, secretaria],
  ["by command, and then on the sheet", secretaria, null, planeacion, planeacion],
  ["by command alone", secretaria, null, null, secretaria],
];

function mapOf(decision: Maybe): Map<string, Decision> {
  return new Map(decision === null ? [] : [["x", decision]]);
}

describe("withHoja", () => {
  it.each(cases)("%s", (_, vigente, before, now, expected) => {
    const decididas = withHoja(mapOf(vigente), mapOf(before), mapOf(now));
    expect(decididas.vigentes).toEqual(mapOf(expected));
    expect(decididas.enHoja).toEqual(mapOf(now));
  });

  it("leaves all as it is when the sheet was not read again", () => {
    const vigentes = new Map([["x", secretaria]]);
    const enHoja = new Map([["x", planeacion]]);
    expect(withHoja(vigentes, enHoja, null)).toEqual({ vigentes, enHoja });
  });
});
