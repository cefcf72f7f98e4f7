import type { Node, ObjectNode, Property } from "../ir/ir.ts";
import { docComment } from "./docComment.ts";
import { propertyKey, typeNameOf } from "./names.ts";
import type { Runtime } from "./Runtime.ts";
import type { Scope } from "./Scope.ts";

/** The TypeScript type of a schema. */
export function emitType(node: Node, scope: Scope, runtime: Runtime, indent: string): string {
  switch (node.kind) {
    case "string":
      if (node.const !== undefined) return JSON.stringify(node.const);
      if (node.enum) return node.enum.map((value) => JSON.stringify(value)).join(" | ");
      if (node.knownValues?.length) {
        return `${node.knownValues.map((value) => JSON.stringify(value)).join(" | ")} | (string & {})`;
      }
      return "string";
    case "integer":
      if (node.const !== undefined) return String(node.const);
      return node.enum ? node.enum.join(" | ") : "number";
    case "boolean":
      return node.const === undefined ? "boolean" : String(node.const);
    case "bytes":
      return runtime.type("Bytes");
    case "cid-link":
      return runtime.type("CidLink");
    case "blob":
      return runtime.type("BlobRef");
    case "unknown":
      return "{ [key: string]: unknown }";
    case "token":
      return "string";
    case "ref":
      return scope.type(node.target);
    case "array": {
      const item = emitType(node.items, scope, runtime, indent);
      return /^[\w.]+$/.test(item) || item.startsWith("{") ? `${item}[]` : `(${item})[]`;
    }
    case "union": {
      const variants = node.targets.map(
        (target) => `(${scope.type(target)} & { $type: ${JSON.stringify(typeNameOf(target))} })`,
      );
      if (!node.closed) variants.push(runtime.type("UnknownVariant"));
      return variants.length > 0 ? variants.join(` | `) : "never";
    }
    case "object":
      return emitObjectType(node, scope, runtime, indent);
  }
}

interface ObjectTypeOptions {
  /** Its `$type`, where it can have one. */
  readonly type?: string;
  /** Programs write it: they know what they put into it. */
  readonly written?: boolean;
}

/** The members of an object between braces. */
export function emitObjectType(
  node: ObjectNode,
  scope: Scope,
  runtime: Runtime,
  indent: string,
  { type: name, written = false }: ObjectTypeOptions = {},
): string {
  const inner = `${indent}  `;
  const lines: string[] = [];
  if (name) lines.push(`${inner}$type?: ${JSON.stringify(name)} | undefined;\n`);
  for (const property of node.properties) {
    const type = emitType(property.node, scope, runtime, inner);
    const optional = !property.required;
    const whole = `${type}${property.nullable ? " | null" : ""}${optional ? " | undefined" : ""}`;
    const description = written ? property.node.description : describe(property);
    lines.push(docComment(inner, description, property.node));
    lines.push(`${inner}${propertyKey(property.name)}${optional ? "?" : ""}: ${whole};\n`);
  }
  return lines.length ? `{\n${lines.join("")}${indent}}` : "{ readonly [key: string]: never }";
}

/** A property's description. Where its lexicon leaves it open what it holds, it says how to get at a record. */
function describe({ name, node }: Property): string | undefined {
  if (node.kind !== "unknown") return node.description;
  const open = "Any object: its lexicon does not say which.";
  if (!HOLDS_RECORDS.has(name)) return node.description ?? open;
  const example = `if (Post.is(view.${name})) view.${name}.text`;
  const help = `${open} A schema tells, such as \`Post\` of \`bluesky/app/bsky/feed\`: \`${example}\`.`;
  return node.description ? `${node.description.trim()}\n\n${help}` : help;
}

/** What lexicons call the records in their views. */
const HOLDS_RECORDS: ReadonlySet<string> = new Set(["record", "value"]);
