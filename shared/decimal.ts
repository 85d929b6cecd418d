/**
 * a + b as people add decimals, to the 15 digits that Excel shows: 0,7 + 0,1 is 0,8 and not 0,7999999999999999, which
 * would leave a meta unmet or a band short by nothing.
 */
export function add(a: number, b: number): number {
  const sum = a + b;
  if (Number.isInteger(sum)) return sum + 0;
  const size = Math.max(Math.abs(a), Math.abs(b));
  return Number(sum.toFixed(Math.min(100, Math.max(0, 14 - Math.floor(Math.log10(size)))))) + 0;
}

/** a ÷ b as a raw ratio; of decimals to 15 digits, so that 0,07 ÷ 0,1 is 0,7 as 7 ÷ 10 is. `b` is not zero. */
export function divide(a: number, b: number): number {
  const ratio = a / b;
  return (Number.isInteger(a) && Number.isInteger(b) ? ratio : Number(ratio.toPrecision(15))) + 0;
}
