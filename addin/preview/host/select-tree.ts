import type { QueryInfo } from "./protocol.ts";

/** What a `load` asks for, as a tree of members in lower case. */
export interface SelectTree {
  /** Every scalar, because nothing is named or `*` is. */
  all: boolean;
  readonly members: Map<string, SelectTree>;
}

/** `["values", "format/fill/color"]` → a tree; nothing at all asks for every scalar. */
export function selectTree({ Select = [], Expand = [] }: QueryInfo): SelectTree {
  const tree: SelectTree = { all: Select.length === 0, members: new Map() };
  for (const path of [...Select, ...Expand]) {
    let node = tree;
    for (const part of path.split(/[/.]/)) {
      const name = part.trim().toLowerCase();
      if (name === "*" || name === "$all") node.all = true;
      else node = childOf(node, name);
    }
  }
  return tree;
}

function childOf(node: SelectTree, name: string): SelectTree {
  const known = node.members.get(name);
  if (known !== undefined) return known;
  const child: SelectTree = { all: false, members: new Map() };
  node.members.set(name, child);
  return child;
}
