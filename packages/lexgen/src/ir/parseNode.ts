import type { DefinitionId, Node, ObjectNode, Property } from "./ir.ts";
import { isNsid } from "./isNsid.ts";
import type { Reader } from "./Reader.ts";

const FORMATS = new Set([
  "at-identifier",
  "at-uri",
  "cid",
  "datetime",
  "did",
  "handle",
  "language",
  "nsid",
  "record-key",
  "tid",
  "uri",
]);

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

/** Parses a schema; what is wrong goes to the reader's problems. */
export function parseNode(reader: Reader): Node | undefined {
  const kind = reader.string("type");
  if (kind === undefined) return undefined;
  const fields = Object.hasOwn(FIELDS, kind) ? FIELDS[kind] : undefined;
  if (!fields) {
    reader.problem("type", `unknown type ${JSON.stringify(kind)}; known are ${Object.keys(FIELDS).join(", ")}`);
    return undefined;
  }
  reader.only([...COMMON, ...fields]);
  const description = reader.optionalString("description");
  switch (kind) {
    case "string":
      return parseString(reader, description);
    case "integer": {
      const minimum = reader.integer("minimum");
      const maximum = reader.integer("maximum");
      reader.ordered("minimum", minimum, "maximum", maximum);
      const allowed = reader.list("enum", "number");
      const fixed = reader.value("const", "number");
      const preset = reader.value("default", "number");
      return { kind, description, minimum, maximum, enum: allowed, const: fixed, default: preset };
    }
    case "boolean":
      return {
        kind,
        description,
        const: reader.value("const", "boolean"),
        default: reader.value("default", "boolean"),
      };
    case "bytes": {
      const { minLength, maxLength } = lengths(reader);
      return { kind, description, minLength, maxLength };
    }
    case "blob":
      return { kind, description, accept: reader.list("accept", "string"), maxSize: reader.size("maxSize") };
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
    case "union": {
      const refs = reader.list("refs", "string");
      if (!refs) reader.problem("refs", "missing; expected an array of references");
      const targets = (refs ?? []).map((ref, index) => resolve(reader, `refs[${index}]`, ref));
      const closed = reader.value("closed", "boolean") ?? false;
      return { kind, description, targets: targets.filter((target) => target !== undefined), closed };
    }
    default:
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
    reader.problem("format", `unknown format ${JSON.stringify(format)}; known are ${[...FORMATS].join(", ")}`);
  }
  const minGraphemes = reader.size("minGraphemes");
  const maxGraphemes = reader.size("maxGraphemes");
  reader.ordered("minGraphemes", minGraphemes, "maxGraphemes", maxGraphemes);
  return {
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
}

/** An object's, or a query's parameters', properties. */
export function parseProperties(reader: Reader, description: string | undefined): ObjectNode {
  const required = new Set(reader.list("required", "string") ?? []);
  const nullable = new Set(reader.list("nullable", "string") ?? []);
  const properties: Property[] = [];
  for (const [name, child] of reader.entries("properties")) {
    const node = parseNode(child);
    if (node) properties.push({ name, node, required: required.has(name), nullable: nullable.has(name) });
  }
  const names = new Set(reader.keys("properties"));
  for (const [field, listed] of [
    ["required", required],
    ["nullable", nullable],
  ] as const) {
    for (const name of listed) {
      if (!names.has(name)) reader.problem(field, `names ${JSON.stringify(name)}, which is not among the properties`);
    }
  }
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
