/** Namespaces of OOXML, transitional and strict: files of either kind mean the same to us. */
export const spreadsheet: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
]);

export const packageRelations: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/package/2006/relationships",
]);

/** Namespaces of the attribute `r:id`, and the start of every relation's type. */
export const documentRelations: ReadonlySet<string> = new Set([
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "http://purl.oclc.org/ooxml/officeDocument/relationships",
]);

/** What Excel 2010 added to worksheets: newer conditional formats and validations, sparklines. */
export const x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main";
