import type { Finding } from "../../shared/finding.ts";

/** A finding in two: of what many have in common there is one object, which an engine also takes up again as one. */
export interface HallazgoEmpacado {
  readonly comun: Omit<Finding, keyof Propio>;
  readonly propio: Propio;
}

type Propio = Pick<Finding, "cell" | "indicador" | "message" | "fix">;

export function empacarHallazgos(findings: readonly Finding[]): HallazgoEmpacado[] {
  const comunes = new Map<string, HallazgoEmpacado["comun"]>();
  return findings.map(({ cell, indicador, message, fix, ...comun }) => {
    const key = JSON.stringify(comun);
    const known = comunes.get(key) ?? comun;
    comunes.set(key, known);
    return { comun: known, propio: { cell, indicador, message, ...(fix === undefined ? {} : { fix }) } };
  });
}

export function desempacarHallazgos(empacados: readonly HallazgoEmpacado[]): Finding[] {
  return empacados.map(({ comun, propio }) => {
    const { code, severity, secretaria, file, sheet, reason, dispensa } = comun;
    const { cell, indicador, message, fix } = propio;
    const base = { code, severity, secretaria, file, sheet, cell, indicador, message, reason };
    if (fix === undefined && dispensa === undefined) return base;
    return { ...base, ...(fix === undefined ? {} : { fix }), ...(dispensa === undefined ? {} : { dispensa }) };
  });
}
