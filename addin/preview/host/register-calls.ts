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

/** Events of a sheet, which the collection of them has too: each member's name without its verb, and its type. */
export const sheetEvents: Readonly<Record<string, number>> = {
  ActivatedEvent: 11,
  DeactivatedEvent: 12,
  DataChangedEvent: 10,
  FormatChangedEvent: 18,
  SelectionChangedEvent: 14,
  CalculatedEvent: 16,
  ProtectionChangedEvent: 24,
  EventNameChanged: 25,
};
