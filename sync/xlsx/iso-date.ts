/**
 * Excel's serial of an ISO 8601 date, date and time, or time of day, as cells of type `d` (strict files) hold it.
 *
 * @returns days since 1899-12-30, or null when the text is no such thing. Before 1900-03-01 one less, because Excel
 *   counts a 29 February 1900 that never was
 */
export function isoSerial(text: string): number | null {
  const match = isoPattern.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = "0", minute = "0", second = "0"] = match;
  const time = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) / 86_400;
  if (Number(hour) > 24 || Number(minute) > 59 || Number(second) >= 61) return null;
  if (year === undefined) return match[4] === undefined ? null : time;
  const utc = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const date = new Date(utc);
  const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!isReal || Number(year) < 1900) return null;
  const days = (utc - Date.UTC(1899, 11, 30)) / 86_400_000;
  return (days <= 60 ? days - 1 : days) + time;
}

const isoPattern = /^(?:(\d{4})-(\d\d)-(\d\d))?(?:T?(\d\d):(\d\d)(?::(\d\d(?:\.\d{1,9})?))?)?Z?$/;
