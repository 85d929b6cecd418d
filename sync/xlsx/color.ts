/** @throws {Error} unless the colour is six hexadecimal digits, RRGGBB */
export function checkColor(color: string): string {
  if (!/^[0-9A-Fa-f]{6}$/.test(color)) throw new Error(`not a colour RRGGBB: ${color}`);
  return color.toUpperCase();
}
