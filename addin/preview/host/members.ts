import { ApiError } from "./api-error.ts";
import type { Arg } from "./args.ts";
import type { HostObject } from "./host-object.ts";
import type { Json, JsonObject } from "./json.ts";
import type { Run } from "./run.ts";

/** Members of an API class that the host answers for, by their names on the wire; nothing else exists. */
export interface MemberTable<T> {
  readonly className: string;
  readonly isReferenced?: boolean;
  readonly identity?: (target: T, run: Run) => JsonObject;
  readonly read?: Readonly<Record<string, (target: T, run: Run) => Json>>;
  readonly write?: Readonly<Record<string, (target: T, value: Arg, run: Run) => void>>;
  readonly navigate?: Readonly<Record<string, (target: T, run: Run) => HostObject | null>>;
  readonly find?: Readonly<Record<string, (target: T, args: readonly Arg[], run: Run) => HostObject | null>>;
  readonly call?: Readonly<Record<string, (target: T, args: readonly Arg[], run: Run) => Json | void>>;
  readonly items?: (target: T, run: Run) => readonly HostObject[];
  readonly item?: (target: T, args: readonly Arg[], run: Run) => HostObject;
}

/** An API object of a class that stands for something of the model. */
export function bind<T>(table: MemberTable<T>, target: T): HostObject {
  return new BoundObject(table, target);
}

/** Every member of a table, for the contract with the real library. */
export function memberNames<T>(table: MemberTable<T>): Record<"properties" | "methods", string[]> {
  return { properties: names(table.read, table.write, table.navigate), methods: names(table.find, table.call) };
}

class BoundObject<T> implements HostObject {
  readonly className: string;
  readonly isReferenced: boolean;
  readonly target: T;
  private readonly table: MemberTable<T>;

  constructor(table: MemberTable<T>, target: T) {
    this.table = table;
    this.target = target;
    this.className = table.className;
    this.isReferenced = table.isReferenced ?? false;
  }

  identity(run: Run): JsonObject {
    return this.table.identity?.(this.target, run) ?? {};
  }

  scalarNames(): readonly string[] {
    return Object.keys(this.table.read ?? {});
  }

  findMember(name: string): { name: string; kind: "scalar" | "navigation" } | null {
    const scalar = keyLike(this.table.read, name);
    if (scalar !== undefined) return { name: scalar, kind: "scalar" };
    const navigation = keyLike(this.table.navigate, name);
    return navigation === undefined ? null : { name: navigation, kind: "navigation" };
  }

  read(name: string, run: Run): Json {
    return this.member(this.table.read, name, run)(this.target, run);
  }

  write(name: string, value: Arg, run: Run): void {
    this.member(this.table.write, name, run)(this.target, value, run);
  }

  navigate(name: string, run: Run): HostObject | null {
    return this.member(this.table.navigate, name, run)(this.target, run);
  }

  find(name: string, args: readonly Arg[], run: Run): HostObject | null {
    return this.member(this.table.find, name, run)(this.target, args, run);
  }

  call(name: string, args: readonly Arg[], run: Run): Json {
    return this.member(this.table.call, name, run)(this.target, args, run) ?? null;
  }

  items(run: Run): readonly HostObject[] | null {
    return this.table.items?.(this.target, run) ?? null;
  }

  item(args: readonly Arg[], run: Run): HostObject {
    const { item } = this.table;
    if (item === undefined) throw unknownMember(this.className, "[indexer]", run);
    return item(this.target, args, run);
  }

  private member<M>(members: Readonly<Record<string, M>> | undefined, name: string, run: Run): M {
    const member = members !== undefined && Object.hasOwn(members, name) ? members[name] : undefined;
    if (member === undefined) throw unknownMember(this.className, name, run);
    return member;
  }
}

/** Records what the host has not got; an honest refusal instead of a silent nothing. */
export function unknownMember(className: string, member: string, run: Run): ApiError {
  run.recordUnknown(className, member);
  return new ApiError("ApiNotFound", `The emulated Excel has no ${className}.${member}.`);
}

function keyLike(record: Readonly<Record<string, unknown>> | undefined, name: string): string | undefined {
  return Object.keys(record ?? {}).find((key) => key.toLowerCase() === name.toLowerCase());
}

function names(...records: readonly (Readonly<Record<string, unknown>> | undefined)[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record ?? {})))];
}
