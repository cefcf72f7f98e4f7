import type { DefinitionId, Node, Program } from "bluesky-lexgen";

/** One step into a schema. */
export type Step =
  | { readonly kind: "property"; readonly name: string }
  | { readonly kind: "item" }
  | { readonly kind: "variant"; readonly id: DefinitionId }
  | { readonly kind: "ref"; readonly id: DefinitionId };

/** A way from a schema to a definition inside it. */
export interface Way {
  readonly from: Node;
  readonly steps: readonly Step[];
  readonly to: DefinitionId;
}

export type MakeValue = (node: Node) => unknown;

/** The definitions that can hold themselves, at whatever depth. */
export function recursiveDefinitions(program: Program): Way[] {
  return [...program.definitions.values()].flatMap((definition) => {
    if (definition.kind !== "type" && definition.kind !== "record") return [];
    const way = findWay(program, definition.node, (id) => id === definition.id);
    return way ? [way] : [];
  });
}

/** The shortest way from a schema to a definition that is asked for. */
export function findWay(program: Program, from: Node, wanted: (id: DefinitionId) => boolean): Way | undefined {
  const seen = new Set<DefinitionId>();
  let ways: { node: Node; steps: readonly Step[] }[] = [{ node: from, steps: [] }];
  while (ways.length > 0) {
    const next: typeof ways = [];
    for (const { node, steps } of ways) {
      for (const [step, child] of stepsInto(program, node)) {
        const longer = [...steps, step];
        if ("id" in step) {
          if (wanted(step.id)) return { from, steps: longer, to: step.id };
          if (seen.has(step.id)) continue;
          seen.add(step.id);
        }
        next.push({ node: child, steps: longer });
      }
    }
    ways = next;
  }
  return undefined;
}

function stepsInto(program: Program, node: Node): [Step, Node][] {
  const to = (id: DefinitionId): Node[] => {
    const definition = program.definitions.get(id);
    return definition?.kind === "type" || definition?.kind === "record" ? [definition.node] : [];
  };
  switch (node.kind) {
    case "object":
      return node.properties.map(({ name, node: child }) => [{ kind: "property", name }, child]);
    case "array":
      return [[{ kind: "item" }, node.items]];
    case "ref":
      return to(node.target).map((child) => [{ kind: "ref", id: node.target }, child]);
    case "union":
      return node.targets.flatMap((id) => to(id).map((child): [Step, Node] => [{ kind: "variant", id }, child]));
    default:
      return [];
  }
}

/** Makes a function that puts a value at the end of a way, into the least valid value around it. */
export function wrapper(program: Program, way: Way, make: MakeValue): (inner: unknown) => unknown {
  // What is around is made once, and the objects on the way copied for each value.
  const layers: ((inner: unknown) => unknown)[] = [];
  let node = way.from;
  for (const step of way.steps) {
    const here = node;
    if (step.kind === "property") {
      const around = make(here);
      layers.push((inner) => ({ ...(around as object), [step.name]: inner })); // the value of an object node
    } else if (step.kind === "item") {
      layers.push((inner) => [inner]);
    } else if (step.kind === "variant") {
      const $type = step.id.replace("#main", "");
      layers.push((inner) => ({ ...(inner as object), $type })); // a variant is an object
    }
    const found = stepsInto(program, here).find(([other]) => JSON.stringify(other) === JSON.stringify(step));
    if (!found) throw new Error(`no step ${JSON.stringify(step)} into ${here.kind}`);
    node = found[1];
  }
  return (inner) => layers.reduceRight((value, layer) => layer(value), inner);
}

/** Puts a value into itself again and again, by a loop. */
export function nest(wrap: (inner: unknown) => unknown, inmost: unknown, depth: number): unknown {
  let value = inmost;
  for (let level = 0; level < depth; level++) value = wrap(value);
  return value;
}
