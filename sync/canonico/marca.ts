/** Defined name by which the canonical workbook is told from a secretaría's workbook. */
export const marcaCanonico = "METAS_CANONICO";
