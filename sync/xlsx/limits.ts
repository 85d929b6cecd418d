/** What a workbook may ask of this machine; anything above is refused before it costs memory or time. */
export interface ReadLimits {
  /** Bytes of the file itself. */
  readonly fileBytes: number;
  /** Bytes of all parts together once inflated, and so of any one of them. */
  readonly inflatedBytes: number;
  /** Inflated bytes per compressed byte; looked at only where more than `ratioFromBytes` come out. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly entries: number;
  readonly sheets: number;
  readonly definedNames: number;
  readonly tables: number;
  readonly merges: number;
  readonly sharedStrings: number;
  readonly styles: number;
  /** Cells of one sheet that hold a value or a formula; cells with a format only cost nothing and are not counted. */
  readonly cells: number;
  /** Places of one sheet's `Grid`: the sum of each row's last used column. One value far to the right fills a row. */
  readonly places: number;
  /** UTF-16 units of one cell's text or formula: Excel's own limit. */
  readonly cellChars: number;
  /** Elements inside one another. */
  readonly xmlDepth: number;
  /** Namespaces declared at one place of a part. */
  readonly namespaces: number;
}

export const defaultLimits: ReadLimits = {
  fileBytes: 64 * 1024 * 1024,
  inflatedBytes: 512 * 1024 * 1024,
  ratio: 200,
  ratioFromBytes: 10 * 1024 * 1024,
  entries: 20_000,
  sheets: 500,
  definedNames: 20_000,
  tables: 1_000,
  merges: 100_000,
  sharedStrings: 2_000_000,
  styles: 65_536,
  cells: 2_000_000,
  places: 8_000_000,
  cellChars: 32_767,
  xmlDepth: 200,
  namespaces: 1_000,
};
