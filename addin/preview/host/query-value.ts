import type { HostObject } from "./host-object.ts";
import type { Json, JsonObject } from "./json.ts";
import { unknownMember } from "./members.ts";
import type { QueryInfo } from "./protocol.ts";
import type { Run } from "./run.ts";
import { selectTree, type SelectTree } from "./select-tree.ts";

/**
 * What a `load` of an object answers: scalars by name, objects nested, a collection's members under `_Items`.
 *
 * @param identityOf what each answered object says of itself beside its members
 * @throws ApiError ApiNotFound for a member that the host has not got
 */
export function queryValue(
  object: HostObject,
  query: QueryInfo,
  run: Run,
  identityOf: (object: HostObject) => JsonObject,
): Json {
  const answer = (each: HostObject, tree: SelectTree, skip: number, top: number): JsonObject => {
    const items = each.items(run);
    if (items === null) return { ...identityOf(each), ...membersOf(each, tree) };
    const { own, rest } = splitTree(each, tree);
    return {
      ...(own.members.size === 0 ? {} : membersOf(each, own)),
      _Items: items.slice(skip, skip + top).map((item) => answer(item, rest, 0, Infinity)),
    };
  };

  const membersOf = (each: HostObject, tree: SelectTree): JsonObject => {
    const values: Record<string, Json> = {};
    if (tree.all || tree.members.size === 0) {
      for (const name of each.scalarNames()) values[name] = each.read(name, run);
    }
    for (const [key, subtree] of tree.members) {
      if (nullTests.has(key)) continue;
      const member = each.findMember(key);
      if (member === null) throw unknownMember(each.className, key, run);
      if (member.kind === "scalar") {
        values[member.name] = each.read(member.name, run);
      } else {
        const child = each.navigate(member.name, run);
        values[member.name] = child === null ? null : answer(child, subtree, 0, Infinity);
      }
    }
    return values;
  };

  return answer(object, selectTree(query), query.Skip ?? 0, query.Top ?? Infinity);
}

/** office.js knows them without an answer. */
const nullTests = new Set(["isnull", "isnullobject"]);

/** A collection's own scalars (`count`) apart from what is asked of its members, with or without `items` before it. */
function splitTree(collection: HostObject, tree: SelectTree): { own: SelectTree; rest: SelectTree } {
  const own: SelectTree = { all: false, members: new Map() };
  const rest: SelectTree = { all: tree.all, members: new Map() };
  const asked = [...tree.members].flatMap(([key, subtree]) => {
    if (key !== "items") return [[key, subtree] as const];
    if (subtree.all || subtree.members.size === 0) rest.all = true;
    return [...subtree.members];
  });
  for (const [key, subtree] of asked) {
    const isOwn = collection.findMember(key)?.kind === "scalar";
    (isOwn ? own : rest).members.set(key, subtree);
  }
  if (own.members.size > 0 && rest.members.size === 0 && !tree.all) rest.members.set("isnull", noTree);
  return { own, rest };
}

const noTree: SelectTree = { all: false, members: new Map() };
