import type { Finding } from "../../shared/finding.ts";

/** A finding for programs. */
export function findingJson({
  code,
  severity,
  sheet,
  cell,
  indicador,
  message,
  reason,
  fix,
  dispensa,
}: Finding): object {
  return {
    code,
    severity,
    sheet,
    cell,
    indicador,
    message,
    reason,
    ...(fix === undefined ? {} : { fix }),
    ...(dispensa === undefined ? {} : { dispensa }),
  };
}
