import type { Arg } from "./args.ts";
import type { Run } from "./run.ts";

/**
 * The pairs of `_Register…` and `_Unregister…` methods with which office.js asks for events.
 *
 * @param targetOf   whose events: a sheet's id, or `Workbook`
 * @param eventTypes number of the pushed message by the rest of the method's name
 */
export function eventCalls<T>(
  targetOf: (target: T) => string,
  eventTypes: Readonly<Record<string, number>>,
): Record<string, (target: T, args: readonly Arg[], run: Run) => void> {
  return Object.fromEntries(
    Object.entries(eventTypes).flatMap(([name, type]) => [
      [`_Register${name}`, (target: T, _args: readonly Arg[], run: Run) => run.register(type, targetOf(target))],
      [`_Unregister${name}`, (target: T, _args: readonly Arg[], run: Run) => run.unregister(type, targetOf(target))],
    ]),
  );
}
