/** Defined name by which our own consolidado is told from a secretaría's workbook. */
export const marcaConsolidado = "METAS_CONSOLIDADO";
