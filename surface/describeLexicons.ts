import { createHash } from "node:crypto";
import {
  type Definition,
  exportNames,
  type LexiconSource,
  type Node,
  type ObjectNode,
  type OperationDefinition,
  type Program,
} from "bluesky-lexgen";

/** Every definition of every lexicon: kind, exported name, and a short signature. */
export function describeLexicons(program: Program, sources: readonly LexiconSource[]): string {
  const documents = sources.flatMap((source) => source.documents.map(({ json }) => JSON.stringify(json))).sort();
  const head = [
    `sources: ${sources.map(({ name }) => name).join(", ")}`,
    `documents: ${documents.length}, sha256 ${createHash("sha256").update(documents.join("\n")).digest("hex")}`,
    'name?: may be missing; name?null: may be null; "| ...": an open union or enum',
  ];
  const sections = program.documents.map((document) => {
    const names = exportNames(document);
    const lines = document.definitions.map((definition) => {
      return `  ${names.get(definition.id)}: ${describe(definition, program)}\n`;
    });
    return `${document.nsid}\n${lines.join("")}`;
  });
  return `${head.join("\n")}\n\n${sections.join("\n")}`;
}

/** The operations that page: where the cursor goes, and which array of the output holds the items. */
export function describePaging(program: Program): string {
  const lines = program.documents
    .flatMap(({ definitions }) => definitions)
    .filter(
      (definition): definition is OperationDefinition => "paging" in definition && definition.paging !== undefined,
    )
    .map(({ nsid, kind, paging }) => `${nsid}: ${kind}, cursor in ${paging?.cursor}, items in ${paging?.items}\n`);
  return `${lines.length} operations page\n\n${lines.join("")}`;
}

function describe(definition: Definition, program: Program): string {
  const type = (node: Node | undefined): string => (node ? typeOf(node, definition.nsid, program) : "nothing");
  switch (definition.kind) {
    case "type":
      return type(definition.node);
    case "record":
      return `record (key ${definition.key}) ${type(definition.node)}`;
    case "permission-set":
      return "permission set";
    case "subscription":
      return `subscription (${type(definition.parameters)}) -> ${type(definition.message)}${errorsOf(definition.errors)}`;
    default: {
      const body = (part: OperationDefinition["input"]): string =>
        part?.schema ? type(part.schema) : (part?.encoding ?? "nothing");
      const takes = [
        ...(definition.parameters ? [`params ${type(definition.parameters)}`] : []),
        ...(definition.input ? [`input ${body(definition.input)}`] : []),
      ];
      return `${definition.kind} (${takes.join(", ")}) -> ${body(definition.output)}${errorsOf(definition.errors)}`;
    }
  }
}

function errorsOf(errors: readonly { name: string }[]): string {
  return errors.length ? `, errors ${errors.map(({ name }) => name).join(" ")}` : "";
}

function typeOf(node: Node, nsid: string, program: Program): string {
  const ref = (id: string): string => {
    const [document = "", name = ""] = id.split("#");
    return document === nsid ? `#${name}` : name === "main" ? document : id;
  };
  switch (node.kind) {
    case "ref":
      return ref(node.target);
    case "array":
      return `${typeOf(node.items, nsid, program)}[]`;
    case "union":
      return `(${[...node.targets.map(ref), ...(node.closed ? [] : ["..."])].join(" | ")})`;
    case "object":
      return objectOf(node, nsid, program);
    case "string": {
      if (node.const !== undefined) return JSON.stringify(node.const);
      const values = node.enum ?? node.knownValues;
      if (!values) return node.format ?? "string";
      return `(${[...values, ...(node.enum ? [] : ["..."])].join(" | ")})`;
    }
    case "integer":
    case "boolean": {
      if (node.const !== undefined) return String(node.const);
      return "enum" in node && node.enum ? `(${node.enum.join(" | ")})` : node.kind;
    }
    default:
      return node.kind;
  }
}

function objectOf({ properties }: ObjectNode, nsid: string, program: Program): string {
  if (properties.length === 0) return "{}";
  const fields = properties.map(({ name, node, required, nullable }) => {
    return `${name}${required ? "" : "?"}${nullable ? "null" : ""}: ${typeOf(node, nsid, program)}`;
  });
  return `{ ${fields.join(", ")} }`;
}
