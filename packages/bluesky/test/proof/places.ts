import type { Definition, Node, Program } from "bluesky-lexgen";
import { definitionOf, type Target } from "./targets.ts";

export type Path = readonly (string | number)[];

/** Where a value, or a property that it could have, meets a schema. */
export interface Place {
  readonly path: Path;
  /** What the lexicon says of it; a reference is followed. */
  readonly node: Exclude<Node, { kind: "ref" }>;
  /** The definition that a reference led to, or that the whole value is of. */
  readonly definition: Definition | undefined;
  /** Whether it is the whole value, and of a definition that has a name. */
  readonly named: boolean;
  /** Undefined where it is missing. */
  readonly value: unknown;
  readonly required: boolean;
  readonly nullable: boolean;
  /** Whether the schema is written in the target itself, not in a definition that it refers to. */
  readonly own: boolean;
}

type Flags = Pick<Place, "named" | "required" | "nullable" | "own">;

/** All places of a value, outermost first. */
export function placesOf(program: Program, target: Target, value: unknown): Place[] {
  const places: Place[] = [];
  visit(target.node, definitionOf(target), value, [], {
    named: definitionOf(target) !== undefined,
    required: true,
    nullable: false,
    own: true,
  });
  return places;

  function visit(start: Node, owner: Definition | undefined, found: unknown, path: Path, flags: Flags): void {
    let node = start;
    let definition = owner;
    let { own } = flags;
    while (node.kind === "ref") {
      definition = program.definitions.get(node.target);
      if (definition?.kind !== "type" && definition?.kind !== "record") throw new Error(`${node.target} has no schema`);
      ({ node } = definition);
      own = false;
    }
    places.push({ ...flags, path, node, definition, value: found });
    if (node.kind === "object") properties(node, found, path, own);
    else if (node.kind === "array" && Array.isArray(found)) {
      const { items } = node;
      found.forEach((item, index) => {
        visit(items, undefined, item, [...path, index], { named: false, required: true, nullable: false, own });
      });
    } else if (node.kind === "union") {
      const type = (found as { $type?: unknown } | null | undefined)?.$type;
      const id = node.targets.find((name) => name === type || name === `${type}#main`);
      const variant = id && program.definitions.get(id);
      if (variant?.kind === "record" || (variant?.kind === "type" && variant.node.kind === "object")) {
        properties(variant.node, found, path, false);
      }
    }
  }

  function properties(node: Node, found: unknown, path: Path, own: boolean): void {
    if (node.kind !== "object" || typeof found !== "object" || found === null || Array.isArray(found)) return;
    for (const { name, node: child, required, nullable } of node.properties) {
      const value = (found as { [key: string]: unknown })[name]; // an object, as just tested
      visit(child, undefined, value, [...path, name], { named: false, required, nullable, own });
    }
  }
}

/** What is at a path, or undefined. */
export function valueAt(value: unknown, path: Path): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = (found as { [key: string]: unknown })[key]; // an object, as just tested
  }
  return found;
}

/** Puts a value at a path; undefined takes out what is there. What lies beside the path is shared, not copied. */
export function withValueAt(value: unknown, path: Path, put: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    const changed = withValueAt(value[Number(key)], rest, put);
    return changed === undefined ? value.toSpliced(Number(key), 1) : value.with(Number(key), changed);
  }
  const copy: { [key: string]: unknown } = { ...(value as object) }; // a path leads through objects and arrays
  const changed = withValueAt(copy[key], rest, put);
  if (changed === undefined) delete copy[key];
  else copy[key] = changed;
  return copy;
}
