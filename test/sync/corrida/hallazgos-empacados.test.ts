import { expect, it } from "vitest";
import type { Finding } from "../../../shared/finding.ts";
import { desempacarHallazgos, empacarHallazgos } from "../../../sync/corrida/hallazgos-empacados.ts";

const finding: Finding = {
  code: "numero-como-texto",
  severity: "warning",
  secretaria: "salud",
  file: "salud.xlsx",
  sheet: "Indicadores",
  cell: "L9",
  indicador: "S-01",
  message: "«5» es un texto",
  reason: "Excel no suma los textos.",
};
const dispensa = { motivo: "Así lo da el sistema", por: "Planeación", fecha: "2017-10-02" };
const findings: readonly Finding[] = [
  finding,
  { ...finding, cell: null, indicador: null, secretaria: null },
  { ...finding, cell: "L10", fix: { cell: "L10", value: 5 } },
  { ...finding, cell: "L11", dispensa },
  { ...finding, cell: "L12", fix: { cell: "L12", value: null }, dispensa },
];

it("gives findings back as they were", () => {
  expect(desempacarHallazgos(empacarHallazgos(findings))).toStrictEqual(findings);
});

it("has what findings have in common once", () => {
  const comunes = empacarHallazgos(findings).map(({ comun }) => comun);
  expect(new Set(comunes).size).toBe(3);
});
