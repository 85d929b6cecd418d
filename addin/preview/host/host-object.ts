import type { Arg } from "./args.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Run } from "./run.ts";

/** An object of the API as the protocol sees it: members by their names on the wire. */
export interface HostObject {
  readonly className: string;
  /** What `Instantiate` and items of a collection say of it: `{ Id }`, or nothing. */
  identity(run: Run): JsonObject;
  /** Ranges live under a reference until the add-in lets them go; other objects are found again by their path. */
  readonly isReferenced: boolean;
  scalarNames(): readonly string[];
  /** Wire name of a member written in any case, and what it is; null when the host has none such. */
  findMember(name: string): { readonly name: string; readonly kind: "scalar" | "navigation" } | null;
  read(name: string, run: Run): Json;
  write(name: string, value: Arg, run: Run): void;
  navigate(name: string, run: Run): HostObject | null;
  /** Result of a method that gives an object, null for a null object. */
  find(name: string, args: readonly Arg[], run: Run): HostObject | null;
  /** Result of a method that gives plain data or nothing. */
  call(name: string, args: readonly Arg[], run: Run): Json;
  /** Members of a collection, or null for an object that is none. */
  items(run: Run): readonly HostObject[] | null;
  /** A collection's member by key. */
  item(args: readonly Arg[], run: Run): HostObject;
  /** What the object stands for, when it is cells. */
  readonly target: unknown;
}
