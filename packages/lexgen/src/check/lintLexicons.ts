import type { LexiconProblem } from "../errors/LexiconError.ts";
import type { Node } from "../ir/ir.ts";
import { nodesOf } from "../ir/nodesOf.ts";
import type { Program } from "../ir/Program.ts";

/**
 * What compiles but makes a lexicon hard to use or to evolve. The rules follow the style guide of the specification
 * (https://atproto.com/guides/lexicon-style-guide).
 *
 * @example
 * ```ts
 * for (const { document, path, reason } of lintLexicons(readProgram({ sources }))) console.log(document, path, reason);
 * ```
 */
export function lintLexicons(program: Program): LexiconProblem[] {
  const problems: LexiconProblem[] = [];
  for (const document of program.documents) {
    for (const definition of document.definitions) {
      const report = (path: string, reason: string): void => {
        problems.push({ document: document.nsid, path: `defs.${definition.name}${path && `.${path}`}`, reason });
      };
      const described = definition.kind !== "type" && definition.kind !== "permission-set";
      if (described && !definition.description) report("", `a ${definition.kind} without a description`);
      if (definition.kind === "query" && !definition.output) report("", "a query without an output");
      for (const [path, node] of nodesOf(definition)) lintNode(node, path, report);
    }
  }
  return problems;
}

function lintNode(node: Node, path: string, report: (path: string, reason: string) => void): void {
  switch (node.kind) {
    case "string":
      if (node.enum) report(path, "a closed enum can never gain a value: use knownValues");
      if (node.maxGraphemes !== undefined && node.maxLength === undefined) {
        report(path, "maxGraphemes without maxLength: a grapheme has no bound in bytes");
      }
      if (node.maxGraphemes !== undefined && node.maxLength !== undefined && node.maxLength < node.maxGraphemes) {
        report(path, `maxLength ${node.maxLength} (bytes) is below maxGraphemes ${node.maxGraphemes}`);
      }
      break;
    case "union":
      if (node.closed) report(path, "a closed union can never gain a variant");
      break;
    case "array":
      lintNode(node.items, `${path && `${path}.`}items`, report);
      break;
    case "object":
      for (const property of node.properties) {
        const inner = `${path && `${path}.`}properties.${property.name}`;
        if (!/^[a-z][a-zA-Z0-9]*$/.test(property.name)) report(inner, "a property's name is lowerCamelCase");
        if (property.required && "default" in property.node && property.node.default !== undefined) {
          report(inner, "required and has a default: one of them is without effect");
        }
        lintNode(property.node, inner, report);
      }
      break;
    default:
  }
}
