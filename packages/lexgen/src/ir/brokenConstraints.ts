import { FORMATS } from "./formats.ts";
import type { BooleanNode, IntegerNode, StringNode } from "./ir.ts";

/**
 * What a schema says of a value and the value does not keep: `maxLength 1`, `format did`. For what a lexicon itself gives as a
 * value: a default, a constant, a value of an enum.
 */
export function brokenConstraints(
  node: StringNode | IntegerNode | BooleanNode,
  value: string | number | boolean,
): string[] {
  const broken: string[] = [];
  if (node.const !== undefined && value !== node.const) broken.push(`const ${JSON.stringify(node.const)}`);
  if (node.kind === "boolean") return broken;
  // A list of strings for strings, of integers for integers.
  if (node.enum && !(node.enum as readonly unknown[]).includes(value)) broken.push("enum");
  const hold = (limits: object, amount: number): void => {
    for (const [name, limit] of Object.entries(limits)) {
      if (limit !== undefined && (name.startsWith("min") ? amount < limit : amount > limit)) {
        broken.push(`${name} ${limit}`);
      }
    }
  };
  if (typeof value === "string" && node.kind === "string") {
    const { minLength, maxLength, minGraphemes, maxGraphemes, format } = node;
    hold({ minLength, maxLength }, Buffer.byteLength(value));
    if ((minGraphemes ?? maxGraphemes) !== undefined) hold({ minGraphemes, maxGraphemes }, countGraphemes(value));
    if (format !== undefined && FORMATS.get(format)?.(value) === false) broken.push(`format ${format}`);
  } else if (typeof value === "number" && node.kind === "integer") {
    const { minimum, maximum } = node;
    hold({ minimum, maximum }, value);
  }
  return broken;
}

function countGraphemes(text: string): number {
  return [...new Intl.Segmenter().segment(text)].length;
}
