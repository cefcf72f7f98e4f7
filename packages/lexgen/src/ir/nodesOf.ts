import type { Definition, Node } from "./ir.ts";

/** Every schema at the top of a definition, with its path. */
export function nodesOf(definition: Definition): [string, Node][] {
  const found: [string, Node | undefined][] =
    definition.kind === "type"
      ? [["", definition.node]]
      : definition.kind === "record"
        ? [["record", definition.node]]
        : definition.kind === "subscription"
          ? [
              ["parameters", definition.parameters],
              ["message.schema", definition.message],
            ]
          : definition.kind === "permission-set"
            ? []
            : [
                ["parameters", definition.parameters],
                ["input.schema", definition.input?.schema],
                ["output.schema", definition.output?.schema],
              ];
  return found.filter((entry): entry is [string, Node] => entry[1] !== undefined);
}
