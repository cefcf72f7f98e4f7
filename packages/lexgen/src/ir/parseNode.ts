import { brokenConstraints } from "./brokenConstraints.ts";
import { FORMATS } from "./formats.ts";
import type { BooleanNode, DefinitionId, IntegerNode, Node, ObjectNode, Property, StringNode } from "./ir.ts";
import { isNsid } from "./isNsid.ts";
import type { Reader } from "./Reader.ts";

const COMMON = ["type", "description"];

/** The fields that each type of schema may have. */
const FIELDS: { readonly [type: string]: readonly string[] } = {
  string: [
    "format",
    "minLength",
    "maxLength",
    "minGraphemes",
    "maxGraphemes",
    "enum",
    "knownValues",
    "const",
    "default",
  ],
  integer: ["minimum", "maximum", "enum", "const", "default"],
  boolean: ["const", "default"],
  bytes: ["minLength", "maxLength"],
  "cid-link": [],
  blob: ["accept", "maxSize"],
  unknown: [],
  token: [],
  array: ["items", "minLength", "maxLength"],
  ref: ["ref"],
  union: ["refs", "closed"],
  object: ["properties", "required", "nullable"],
};

/** Parses a schema; what is wrong goes to the reader's problems. `named` is one that is a definition. */
export function parseNode(reader: Reader, named = false): Node | undefined {
  const kind = reader.string("type");
  if (kind === undefined) return undefined;
  const fields = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined;
  if (!fields) {
    reader.problem("type", `unknown type ${JSON.stringify(kind)}; known are ${Object.keys(FIELDS).join(", ")}`);
    return undefined;
  }
  reader.only([...COMMON, ...fields]);
  if (named && ["ref", "union", "unknown"].includes(kind)) {
    reader.problem("type", `${kind} cannot be a definition: write it where it is needed, as a property or as items`);
  } else if (!named && kind === "token") {
    reader.problem("type", "a token is a definition of its own; its name is a value of a string, as in knownValues");
  }
  const description = reader.optionalString("description");
  switch (kind) {
    case "string":
      return parseString(reader, description);
    case "integer":
      return parseInteger(reader, description);
    case "boolean": {
      const preset = reader.value("default", "boolean");
      const node: BooleanNode = { kind, description, const: reader.value("const", "boolean"), default: preset };
      checkValues(reader, node);
      return node;
    }
    case "bytes": {
      const { minLength, maxLength } = lengths(reader);
      return { kind, description, minLength, maxLength };
    }
    case "blob":
      return { kind, description, accept: parseAccept(reader), maxSize: reader.size("maxSize") };
    case "cid-link":
    case "unknown":
    case "token":
      return { kind, description };
    case "array": {
      const { minLength, maxLength } = lengths(reader);
      const child = reader.object("items");
      const items = child && parseNode(child);
      return items && { kind, description, items, minLength, maxLength };
    }
    case "ref": {
      const ref = reader.string("ref");
      const target = ref === undefined ? undefined : resolve(reader, "ref", ref);
      return target && { kind, description, target };
    }
    case "union":
      return parseUnion(reader, description);
    default:
      if (!reader.has("properties"))
        reader.problem("properties", "missing; expected an object, {} where there are none");
      return parseProperties(reader, description);
  }
}

function lengths(reader: Reader): { minLength: number | undefined; maxLength: number | undefined } {
  const minLength = reader.size("minLength");
  const maxLength = reader.size("maxLength");
  reader.ordered("minLength", minLength, "maxLength", maxLength);
  return { minLength, maxLength };
}

function parseString(reader: Reader, description: string | undefined): Node {
  const { minLength, maxLength } = lengths(reader);
  const format = reader.optionalString("format");
  if (format !== undefined && !FORMATS.has(format)) {
    reader.problem("format", `unknown format ${JSON.stringify(format)}; known are ${[...FORMATS.keys()].join(", ")}`);
  }
  const minGraphemes = reader.size("minGraphemes");
  const maxGraphemes = reader.size("maxGraphemes");
  reader.ordered("minGraphemes", minGraphemes, "maxGraphemes", maxGraphemes);
  const node: StringNode = {
    kind: "string",
    description,
    format,
    minLength,
    maxLength,
    minGraphemes,
    maxGraphemes,
    enum: reader.list("enum", "string"),
    knownValues: reader.list("knownValues", "string"),
    const: reader.value("const", "string"),
    default: reader.value("default", "string"),
  };
  if (node.const !== undefined && node.default !== undefined) {
    reader.problem("default", "is given beside const, which leaves nothing else: a string has one of them");
  }
  checkValues(reader, node);
  return node;
}

function parseInteger(reader: Reader, description: string | undefined): Node {
  const minimum = reader.limit("minimum");
  const maximum = reader.limit("maximum");
  reader.ordered("minimum", minimum, "maximum", maximum);
  const node: IntegerNode = {
    kind: "integer",
    description,
    minimum,
    maximum,
    enum: reader.list("enum", "number"),
    const: reader.value("const", "number"),
    default: reader.value("default", "number"),
  };
  checkValues(reader, node);
  return node;
}

/**
 * Holds the values that a lexicon gives itself to its constraints. A default that breaks them is wrong. Of a constant or an
 * enum the specification does not say so: what is compiled holds data to both, so that nothing, or less, is valid.
 */
function checkValues(reader: Reader, node: StringNode | IntegerNode | BooleanNode): void {
  const check = (value: string | number | boolean | undefined): string | undefined => {
    const broken = value === undefined ? [] : brokenConstraints(node, value);
    return broken.length > 0 ? `${JSON.stringify(value)} breaks ${broken.join(", ")}` : undefined;
  };
  const preset = check(node.default);
  if (preset !== undefined) reader.problem("default", preset);
  const fixed = check(node.const);
  if (fixed !== undefined) reader.warning("const", `${fixed}: nothing is valid`);
  if (node.kind === "boolean") return;
  if (node.enum?.length === 0) reader.warning("enum", "is empty: nothing is valid");
  const known = node.kind === "string" ? node.knownValues : undefined;
  for (const [field, list] of [
    ["enum", node.const === undefined ? node.enum : undefined],
    ["knownValues", known],
  ] as const) {
    for (const [index, value] of (list ?? []).entries()) {
      const broken = check(value);
      if (broken !== undefined) reader.warning(`${field}[${index}]`, `${broken}: it is never valid`);
    }
  }
}

function parseAccept(reader: Reader): readonly string[] | undefined {
  const accept = reader.list("accept", "string");
  if (accept?.length === 0) reader.warning("accept", "is empty: no blob is valid");
  for (const [index, type] of (accept ?? []).entries()) {
    if (/^(?:\*\/\*|[^/*\s]+\/(?:\*|[^/*\s]+))$/.test(type)) continue;
    reader.warning(`accept[${index}]`, `${JSON.stringify(type)} is no media type, nor one like image/* or */*`);
  }
  return accept;
}

function parseUnion(reader: Reader, description: string | undefined): Node {
  const refs = reader.list("refs", "string");
  if (!reader.has("refs")) reader.problem("refs", "missing; expected an array of references");
  const targets = (refs ?? []).map((ref, index) => resolve(reader, `refs[${index}]`, ref));
  const closed = reader.value("closed", "boolean") ?? false;
  if (closed && refs?.length === 0) reader.problem("refs", "are none, and the union is closed: nothing is valid");
  const known = targets.filter((target) => target !== undefined);
  return { kind: "union", description, targets: [...new Set(known)], closed };
}

/** An object's, or a query's parameters', properties. Parameters cannot be null. */
export function parseProperties(reader: Reader, description: string | undefined, params = false): ObjectNode {
  const required = new Set(reader.list("required", "string") ?? []);
  const nullable = new Set((params ? undefined : reader.list("nullable", "string")) ?? []);
  const properties: Property[] = [];
  for (const [name, child] of reader.entries("properties")) {
    if (name === "$type") child.warning("", "$type is what the protocol itself puts into an object");
    const node = parseNode(child);
    if (node) properties.push({ name, node, required: required.has(name), nullable: nullable.has(name) });
  }
  const names = new Set(reader.keys("properties"));
  const unknown = (name: string): string => `names ${JSON.stringify(name)}, which is not among the properties`;
  for (const name of required) if (!names.has(name)) reader.problem("required", unknown(name));
  for (const name of nullable) if (!names.has(name)) reader.warning("nullable", unknown(name));
  return { kind: "object", description, properties };
}

/** A reference as it stands in a document: `#name`, `nsid` or `nsid#name`, with or without the prefix `lex:`. */
function resolve(reader: Reader, field: string, text: string): DefinitionId | undefined {
  const ref = text.startsWith("lex:") ? text.slice(4) : text;
  const [document = "", name = "main", ...rest] = ref.split("#");
  const nsid = document || reader.nsid;
  if (rest.length || !isNsid(nsid) || !/^[a-zA-Z][a-zA-Z0-9]*$/.test(name)) {
    reader.problem(field, `${JSON.stringify(text)} is no reference; expected "#name", "nsid" or "nsid#name"`);
    return undefined;
  }
  return `${nsid}#${name}`;
}
