/** A protected sheet: which changes it still lets through. */
export interface Protection {
  readonly password: string | null;
  readonly options: ProtectionOptions;
}

export type ProtectionOptions = Readonly<Record<ProtectionOption, boolean>> & { readonly selectionMode: string };

export const protectionOptions = [
  "allowAutoFilter",
  "allowDeleteColumns",
  "allowDeleteRows",
  "allowEditObjects",
  "allowEditScenarios",
  "allowFormatCells",
  "allowFormatColumns",
  "allowFormatRows",
  "allowInsertColumns",
  "allowInsertHyperlinks",
  "allowInsertRows",
  "allowPivotTables",
  "allowSort",
] as const;
export type ProtectionOption = (typeof protectionOptions)[number];

/** What `protect()` without options allows: nothing but looking and typing into unlocked cells. */
export const strictOptions: ProtectionOptions = {
  allowAutoFilter: false,
  allowDeleteColumns: false,
  allowDeleteRows: false,
  allowEditObjects: false,
  allowEditScenarios: false,
  allowFormatCells: false,
  allowFormatColumns: false,
  allowFormatRows: false,
  allowInsertColumns: false,
  allowInsertHyperlinks: false,
  allowInsertRows: false,
  allowPivotTables: false,
  allowSort: false,
  selectionMode: "Normal",
};
