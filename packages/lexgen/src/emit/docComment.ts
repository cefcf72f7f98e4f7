import type { Node } from "../ir/ir.ts";

/** A doc comment of a description and what a schema says beyond its type. Empty where there is nothing to say. */
export function docComment(indent: string, description: string | undefined, node?: Node): string {
  const lines: string[] = [];
  const text = description?.trim().replaceAll("*/", "*\\/");
  const deprecated = text !== undefined && /^deprecated\b/i.test(text);
  if (text && !deprecated) lines.push(...text.split(/\r?\n/));
  const facts = node ? factsOf(node) : [];
  if (facts.length) lines.push(...(lines.length ? [""] : []), `${facts.join(". ")}.`);
  if (node && "default" in node && node.default !== undefined) lines.push(`@default ${JSON.stringify(node.default)}`);
  if (deprecated) {
    const reason = text.replace(/^deprecated\s*[:.\-—]*\s*/i, "").split(/\r?\n/);
    lines.push(`@deprecated ${reason[0] ?? ""}`.trimEnd(), ...reason.slice(1));
  }
  if (lines.length === 0) return "";
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} *${line && ` ${line}`}\n`).join("")}${indent} */\n`;
}

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
      if (node.accept) facts.push(`Media types: ${node.accept.join(", ").replaceAll("*/", "*\\/")}`);
      if (node.maxSize !== undefined) facts.push(`At most ${node.maxSize} bytes`);
      break;
    default:
  }
  return facts;
}
