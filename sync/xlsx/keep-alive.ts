/**
 * Keeps an idle object of a kind whose last one would otherwise go with each workbook. V8 forgets the code it compiled
 * for a kind of object when the last of them is collected, and would compile it anew for the next workbook: measured, a
 * third of the time of reading one.
 */
export function keepAlive(idle: object): void {
  kept.push(idle);
}

const kept: object[] = [];
