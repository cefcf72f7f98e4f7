import type { Node } from "../ir/ir.ts";
import { type CommentLine, comment } from "./comment.ts";

/** A doc comment of a description, what a schema says beyond its type, and more lines. Empty where there is nothing to say. */
export function docComment(
  indent: string,
  description: string | undefined,
  node?: Node,
  more: readonly CommentLine[] = [],
): string {
  return comment([...commentLines(description, node), ...more], indent);
}

/** The lines of such a comment. */
export function commentLines(description: string | undefined, node?: Node): readonly CommentLine[] {
  const text = description?.trim();
  const deprecated = text !== undefined && DEPRECATED.test(text);
  const lines: CommentLine[] = text && !deprecated ? [text] : [];
  const facts = node ? factsOf(node) : [];
  if (facts.length) lines.push(...(lines.length ? [""] : []), `${facts.join(". ")}.`);
  if (node && "default" in node && node.default !== undefined) {
    lines.push({ tag: "default", text: JSON.stringify(node.default) });
  }
  if (deprecated) lines.push({ tag: "deprecated", text: text.replace(DEPRECATED, "") });
  return lines;
}

/** How descriptions begin that say so. */
const DEPRECATED = /^deprecated\b\s*[:.\-—]*\s*/i;

function factsOf(node: Node): string[] {
  const facts: string[] = [];
  const limits = (min: number | undefined, max: number | undefined, unit: string): void => {
    if (min !== undefined && max !== undefined)
      facts.push(min === max ? `Exactly ${min}${unit}` : `${min} to ${max}${unit}`);
    else if (min !== undefined) facts.push(`At least ${min}${unit}`);
    else if (max !== undefined) facts.push(`At most ${max}${unit}`);
  };
  switch (node.kind) {
    case "string":
      if (node.format) facts.push(`Format: ${node.format}`);
      limits(node.minGraphemes, node.maxGraphemes, " graphemes");
      limits(node.minLength, node.maxLength, " bytes of UTF-8");
      break;
    case "integer":
      limits(node.minimum, node.maximum, "");
      break;
    case "bytes":
      limits(node.minLength, node.maxLength, " bytes");
      break;
    case "array":
      limits(node.minLength, node.maxLength, " items");
      facts.push(...factsOf(node.items).map((fact) => `Items: ${fact.charAt(0).toLowerCase()}${fact.slice(1)}`));
      break;
    case "blob":
      if (node.accept) facts.push(`Media types: ${node.accept.join(", ")}`);
      if (node.maxSize !== undefined) facts.push(`At most ${node.maxSize} bytes`);
      break;
    default:
  }
  return facts;
}
