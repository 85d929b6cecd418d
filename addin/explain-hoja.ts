/** What the pane says of a sheet that it can do little or nothing with. */
export const hojaSentences = {
  otra: "Esta no es una hoja de indicadores",
  vacia: "La hoja está vacía",
  protegida: "La hoja está protegida: se pueden cambiar solo las celdas desbloqueadas.",
} as const;
