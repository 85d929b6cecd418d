import type { ReadLimits } from "./limits.ts";
import { readError } from "./read-errors.ts";
import { partKey, type ZipEntry } from "./zip-entry.ts";

/**
 * Refuses what no spreadsheet program writes, looking at the directory only: names that climb out of a folder,
 * duplicates, encryption, overlapping data, sizes and ratios of a zip bomb.
 */
export function checkEntries(
  entries: readonly ZipEntry[],
  directoryOffset: number,
  file: string,
  limits: ReadLimits,
): void {
  const seen = new Set<string>();
  let inflated = 0;
  let compressed = 0;
  for (const entry of entries) {
    const where = `${file} › ${entry.name}`;
    if (isForbidden(entry.name)) throw readError("zip-entry-name", where);
    const key = partKey(entry.name);
    if (seen.has(key)) throw readError("zip-duplicate-entry", where);
    seen.add(key);
    if ((entry.flags & encryptedFlag) !== 0) throw readError("zip-unsupported", where);
    if (entry.method !== 0 && entry.method !== 8) throw readError("zip-unsupported", where);
    if (entry.method === 0 && entry.size !== entry.compressedSize) throw readError("zip-size-lies", where);
    inflated += entry.size;
    compressed += entry.compressedSize;
    if (inflated > limits.inflatedBytes) throw readError("zip-inflated-too-large", where, megabytes(inflated));
    if (isBomb(entry.size, entry.compressedSize, limits)) throw readError("zip-ratio", where, megabytes(entry.size));
  }
  if (isBomb(inflated, compressed, limits)) throw readError("zip-ratio", file, megabytes(inflated));
  checkOverlap(entries, directoryOffset, file);
}

export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1024 / 1024)} MB`;
}

const encryptedFlag = 1 | 64;

function isForbidden(name: string): boolean {
  if (name === "" || name.includes("\0") || /^([/\\]|[A-Za-z]:)/.test(name)) return true;
  return name.split(/[/\\]/).some((step) => step === ".." || step === "." || step === "__proto__");
}

function isBomb(size: number, compressedSize: number, limits: ReadLimits): boolean {
  return size > limits.ratioFromBytes && size > compressedSize * limits.ratio;
}

/** Entries that share their data make small files endless; each must end where the next begins, or before. */
function checkOverlap(entries: readonly ZipEntry[], directoryOffset: number, file: string): void {
  const byOffset = [...entries].sort((one, other) => one.localOffset - other.localOffset);
  let end = 0;
  for (const entry of byOffset) {
    if (entry.localOffset < end) throw readError("zip-overlap", `${file} › ${entry.name}`);
    end = entry.dataOffset + entry.compressedSize;
    if (end > directoryOffset) throw readError("zip-overlap", `${file} › ${entry.name}`);
  }
}
