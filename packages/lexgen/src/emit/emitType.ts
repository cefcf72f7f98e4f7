import type { Node, ObjectNode, Property } from "../ir/ir.ts";
import { docComment } from "./docComment.ts";
import { isDeclared } from "./isInherited.ts";
import { propertyKey, stringLiteral } from "./literal.ts";
import { typeNameOf } from "./names.ts";
import type { Runtime } from "./Runtime.ts";
import type { Scope } from "./Scope.ts";

/** Which blobs there may be: also those of the first days, as in records and objects, or only those of today. */
export type BlobForm = "any" | "new";

export interface TypeOptions {
  readonly scope: Scope;
  readonly runtime: Runtime;
  readonly indent: string;
  readonly blobs: BlobForm;
}

/** The TypeScript type of a schema. */
export function emitType(node: Node, options: TypeOptions): string {
  const { scope, runtime, blobs } = options;
  switch (node.kind) {
    case "string":
      if (node.const !== undefined || node.enum) return fixedType(node);
      if (node.knownValues?.length) return `${node.knownValues.map(stringLiteral).join(" | ")} | (string & {})`;
      return "string";
    case "integer":
      return node.const !== undefined || node.enum ? fixedType(node) : "number";
    case "boolean":
      return node.const === undefined ? "boolean" : String(node.const);
    case "bytes":
      return runtime.type("Bytes");
    case "cid-link":
      return runtime.type("CidLink");
    case "blob":
      return blobs === "new" ? runtime.type("BlobRef") : `${runtime.type("BlobRef")} | ${runtime.type("LegacyBlob")}`;
    case "unknown":
      return "{ [key: string]: unknown }";
    case "token":
      return "string";
    case "ref":
      return scope.type(node.target);
    case "array": {
      const item = emitType(node.items, options);
      return /^[\w.]+$/.test(item) || node.items.kind === "object" || node.items.kind === "unknown"
        ? `${item}[]`
        : `(${item})[]`;
    }
    case "union": {
      const variants = node.targets.map(
        (target) => `(${scope.type(target)} & { $type: ${stringLiteral(typeNameOf(target))} })`,
      );
      if (!node.closed) variants.push(runtime.type("UnknownVariant"));
      return variants.length > 0 ? variants.join(" | ") : "never";
    }
    case "object":
      return emitObjectType(node, options);
  }
}

/** The values of a constant or an enum. */
function fixedType(node: Extract<Node, { kind: "string" | "integer" }>): string {
  const list: readonly (string | number)[] | undefined = node.enum;
  const values = node.const === undefined ? (list ?? []) : list && !list.includes(node.const) ? [] : [node.const];
  const types = values.map((value) => (typeof value === "string" ? stringLiteral(value) : String(value)));
  return types.join(" | ") || "never";
}

interface ObjectTypeOptions extends TypeOptions {
  /** Its `$type`, where it can have one. */
  readonly type?: string | undefined;
  /** Programs write it: they know what they put into it. */
  readonly written?: boolean | undefined;
}

/** The members of an object between braces. */
export function emitObjectType(
  node: ObjectNode,
  { type: name, written = false, ...options }: ObjectTypeOptions,
): string {
  const { indent } = options;
  const inner = `${indent}  `;
  const lines: string[] = [];
  if (name && !node.properties.some((property) => property.name === "$type")) {
    lines.push(`${inner}$type?: ${stringLiteral(name)} | undefined;\n`);
  }
  for (const property of node.properties) {
    const type = emitType(property.node, { ...options, indent: inner });
    const optional = !property.required;
    const inherited = optional ? inheritedType(property.name) : "";
    const whole = `${type}${inherited}${property.nullable ? " | null" : ""}${optional ? " | undefined" : ""}`;
    const description = written ? property.node.description : describe(property);
    lines.push(docComment(inner, description, property.node, inherited ? [INHERITED_NOTE] : []));
    lines.push(`${inner}${propertyKey(property.name)}${optional ? "?" : ""}: ${whole};\n`);
  }
  return lines.length ? `{\n${lines.join("")}${indent}}` : "{ readonly [key: string]: never }";
}

/**
 * What is read in place of a property that is not there, because every object inherits something of the name. To TypeScript
 * an object without it would not fit otherwise.
 */
function inheritedType(name: string): string {
  return isDeclared(name) ? ` | {}[${stringLiteral(name)}]` : "";
}

const INHERITED_NOTE =
  "Every object inherits something of this name: `Object.hasOwn` tells whether this one has its own.";

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
