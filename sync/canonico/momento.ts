import { serialFromIso, splitMomento } from "../../shared/corte.ts";

/**
 * Excel's date serial of a moment, in the local time that it states: `2017-10-02T08:30:00-05:00` is half past eight.
 *
 * @param momento ISO 8601 with offset
 */
export function momentoSerial(momento: string): number {
  const { dia, hora } = splitMomento(momento);
  const [hours = 0, minutes = 0] = hora.split(":").map(Number);
  return serialFromIso(dia) + (hours * 60 + minutes) / minutesPerDay;
}

/** Number format of such a serial. */
export const formatoMomento = "dd/mm/yyyy hh:mm";

const minutesPerDay = 1440;
