import type { Findings } from "./Findings.ts";
import { FORMATS, isRecordKey } from "./formats.ts";
import type { Body, DeclaredError, Definition, DefinitionId, Document, ObjectNode } from "./ir.ts";
import { isNsid } from "./isNsid.ts";
import { parseNode, parseProperties } from "./parseNode.ts";
import { Reader, shown } from "./Reader.ts";

const MAIN_ONLY = new Set(["query", "procedure", "subscription", "record", "permission-set"]);

/** Parses one lexicon document. `source` names it in problems until its id is known. */
export function parseDocument(json: unknown, source: string, findings: Findings): Document | undefined {
  const problem = (path: string, reason: string): void => {
    findings.problems.push({ document: source, path, reason });
  };
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    problem("", "expected an object with lexicon, id and defs");
    return undefined;
  }
  const plain = json as { [key: string]: unknown }; // just tested
  if (!isNsid(plain.id)) {
    problem("id", `expected an NSID, got ${shown(plain.id)}`);
    return undefined;
  }
  const nsid = plain.id;
  const reader = new Reader(nsid, plain, "", findings);
  if (plain.lexicon !== 1) reader.problem("lexicon", `expected 1, got ${shown(plain.lexicon)}`);
  reader.only(["$type", "lexicon", "id", "revision", "description", "defs"]);
  reader.value("revision", "number");
  if (!reader.has("defs")) reader.problem("defs", "missing; expected an object");
  else if (Object.keys(Object(plain.defs)).length === 0 && reader.object("defs")) {
    reader.problem("defs", "is empty; expected one definition or more");
  }
  const definitions: Definition[] = [];
  for (const [name, child] of reader.entries("defs")) {
    if (!/^[a-zA-Z][a-zA-Z0-9]*$/.test(name)) child.problem("", "a definition's name is letters and digits");
    try {
      const definition = parseDefinition(child, name);
      if (definition) definitions.push(definition);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      child.problem("", "nested too deeply");
    }
  }
  return { nsid, description: reader.optionalString("description"), definitions };
}

function parseDefinition(reader: Reader, name: string): Definition | undefined {
  const kind = reader.string("type");
  const { nsid } = reader;
  const id: DefinitionId = `${nsid}#${name}`;
  if (kind !== undefined && MAIN_ONLY.has(kind) && name !== "main") {
    reader.problem("type", `a ${kind} can only be the main definition`);
  }
  switch (kind) {
    case "query":
    case "procedure": {
      reader.only(["type", "description", "parameters", "input", "output", "errors"]);
      if (kind === "query" && reader.has("input")) reader.problem("input", "a query has no input");
      const description = reader.optionalString("description");
      const parameters = parseParameters(reader);
      const input = parseBody(reader, "input");
      const output = parseBody(reader, "output");
      return { kind, id, nsid, name, description, parameters, input, output, errors: parseErrors(reader) };
    }
    case "subscription": {
      reader.only(["type", "description", "parameters", "message", "errors"]);
      const description = reader.optionalString("description");
      const parameters = parseParameters(reader);
      const message = reader.object("message");
      message?.only(["description", "schema"]);
      message?.optionalString("description");
      const schema = message?.object("schema");
      const node = schema && parseNode(schema);
      if (node && node.kind !== "union") schema?.problem("type", "the messages of a subscription are a union");
      return { kind, id, nsid, name, description, parameters, message: node, errors: parseErrors(reader) };
    }
    case "record": {
      reader.only(["type", "description", "key", "record"]);
      const key = reader.string("key") ?? "any";
      if (!["tid", "any", "nsid"].includes(key) && !(key.startsWith("literal:") && isRecordKey(key.slice(8)))) {
        reader.problem("key", `expected tid, nsid, any or literal:..., got ${shown(key)}`);
      }
      const child = reader.object("record");
      const node = child && parseNode(child);
      if (node && node.kind !== "object") child.problem("type", "a record is an object");
      const description = reader.optionalString("description");
      return node?.kind === "object" ? { kind, id, nsid, name, description, key, node } : undefined;
    }
    case "permission-set": {
      const { type: _, ...body } = reader.raw();
      checkPermissionSet(reader);
      return { kind, id, nsid, name, description: reader.optionalString("title"), body };
    }
    default: {
      const node = parseNode(reader, true);
      return node && { kind: "type", id, nsid, name, description: node.description, node };
    }
  }
}

function parseParameters(reader: Reader): ObjectNode | undefined {
  if (!reader.has("parameters")) return undefined;
  const child = reader.object("parameters");
  if (!child) return undefined;
  child.only(["type", "description", "properties", "required"]);
  if (child.string("type") !== "params") child.problem("type", 'expected "params"');
  const node = parseProperties(child, child.optionalString("description"), true);
  for (const { name, node: property } of node.properties) {
    const plain = property.kind === "array" ? property.items.kind : property.kind;
    if (!["boolean", "integer", "string"].includes(plain)) {
      child.problem(`properties.${name}`, `a parameter is a boolean, integer, string or array of those, not ${plain}`);
    }
  }
  return node;
}

function parseBody(reader: Reader, field: string): Body | undefined {
  if (!reader.has(field)) return undefined;
  const child = reader.object(field);
  if (!child) return undefined;
  child.only(["description", "encoding", "schema"]);
  const encoding = child.string("encoding") ?? "*/*";
  const schema = child.has("schema") ? child.object("schema") : undefined;
  const node = schema && parseNode(schema);
  if (node && !["object", "ref", "union"].includes(node.kind)) {
    schema.problem("type", `a body is an object, a ref or a union, not ${node.kind}`);
  }
  return { encoding, description: child.optionalString("description"), schema: node };
}

function parseErrors(reader: Reader): readonly DeclaredError[] {
  return reader.objects("errors").flatMap((entry) => {
    entry.only(["name", "description"]);
    const { name } = entry.raw();
    const description = entry.optionalString("description");
    if (typeof name === "string" && /^\S+$/.test(name)) return [{ name, description }];
    entry.problem("name", `expected a name without spaces, got ${shown(name)}`);
    return [];
  });
}

/** The body is handed on as it is: what a permission may say grows with the protocol. */
function checkPermissionSet(reader: Reader): void {
  reader.only(["type", "description", "title", "title:lang", "detail", "detail:lang", "permissions"]);
  reader.optionalString("description");
  reader.optionalString("detail");
  for (const field of ["title:lang", "detail:lang"]) {
    for (const language of reader.keys(field)) {
      const texts = reader.object(field);
      texts?.string(language);
      if (!FORMATS.get("language")?.(language)) texts?.problem(language, "is no language tag");
    }
  }
  if (!reader.has("permissions")) reader.problem("permissions", "missing; expected an array");
  for (const permission of reader.objects("permissions")) {
    if (permission.string("type") !== "permission") permission.problem("type", 'expected "permission"');
    if (permission.string("resource") === "") permission.problem("resource", "is empty; expected a name");
  }
}
