/** One file inside a zip, as the central directory has it. */
export interface ZipEntry {
  /** As stored; compare with `find`, which forgives case and backslashes. */
  readonly name: string;
  /** 0 stored, 8 deflated: no other gets here. */
  readonly method: number;
  readonly flags: number;
  readonly crc: number;
  readonly compressedSize: number;
  /** Bytes once inflated, as declared; `inflate` fails where it lies. */
  readonly size: number;
  readonly localOffset: number;
  /** Where the compressed bytes begin. */
  readonly dataOffset: number;
  /** Place and length of its record in the central directory. */
  readonly recordOffset: number;
  readonly recordLength: number;
}

/** What makes two names the same part. */
export function partKey(name: string): string {
  return name.replaceAll("\\", "/").toLowerCase();
}
