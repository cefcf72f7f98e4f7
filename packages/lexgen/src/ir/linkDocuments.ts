import type { LexiconProblem } from "../errors/LexiconError.ts";
import type { Definition, DefinitionId, Document, Node, ObjectNode, OperationDefinition, Paging } from "./ir.ts";
import { nodesOf } from "./nodesOf.ts";
import type { Program } from "./Program.ts";

export interface LinkOptions {
  /** Documents that are referred to but not compiled. */
  readonly external?: readonly Document[] | undefined;
  /** Which array of an output is what an operation pages through, where it has several: NSID to property. */
  readonly items?: { readonly [nsid: string]: string } | undefined;
  /** Leave it open which array that is, where nothing says so: for reading lexicons, not for compiling them. */
  readonly ambiguous?: boolean | undefined;
}

/** Resolves references across documents and finds out how operations page. */
export function linkDocuments(
  documents: readonly Document[],
  options: LinkOptions,
  problems: LexiconProblem[],
): Program {
  const external = options.external ?? [];
  const definitions = new Map<DefinitionId, Definition>();
  const seen = new Map<string, string>();
  for (const document of [...documents, ...external]) {
    const known = seen.get(document.nsid.toLowerCase());
    if (known === document.nsid) {
      problems.push({ document: document.nsid, path: "", reason: "two documents have this id" });
    } else if (known !== undefined) {
      // Not every file system tells their modules apart.
      problems.push({ document: document.nsid, path: "id", reason: `differs from ${known} in capitals only` });
    }
    seen.set(document.nsid.toLowerCase(), document.nsid);
    for (const definition of document.definitions) definitions.set(definition.id, definition);
  }
  const linked = documents.map((document) => ({
    ...document,
    definitions: document.definitions.map((definition) => {
      if (isCircle(definition, definitions)) {
        problems.push({ document: document.nsid, path: `defs.${definition.name}`, reason: "is a ref to itself" });
      }
      for (const [path, node] of nodesOf(definition)) {
        checkTargets(node, path, definition, definitions, problems);
        if (path !== "" && node.kind === "ref" && !isObjectLike(definitions.get(node.target))) {
          problems.push({
            document: document.nsid,
            path: `defs.main.${path}`,
            reason: "a body is an object or a union",
          });
        }
      }
      if (definition.kind !== "query" && definition.kind !== "procedure") return definition;
      const paging = pagingOf(definition, definitions, options, problems);
      const operation: Definition = { ...definition, paging };
      definitions.set(operation.id, operation);
      return operation;
    }),
  }));
  const byNsid = new Map([...linked, ...external].map((document) => [document.nsid, document]));
  const documentOf = (nsid: string): Document => {
    const document = byNsid.get(nsid);
    if (!document) throw new Error(`no document ${nsid} in this run`);
    return document;
  };
  return { documents: linked, definitions, external: new Set(external.map(({ nsid }) => nsid)), documentOf };
}

function checkTargets(
  node: Node,
  path: string,
  owner: Definition,
  definitions: ReadonlyMap<DefinitionId, Definition>,
  problems: LexiconProblem[],
): void {
  const report = (reason: string): void => {
    problems.push({ document: owner.nsid, path: `defs.${owner.name}${path && `.${path}`}`, reason });
  };
  if (node.kind === "ref") {
    const target = definitions.get(node.target);
    if (!target) report(`refers to ${node.target}, which does not exist`);
    else if (target.kind !== "type" && target.kind !== "record") report(`refers to a ${target.kind}, ${node.target}`);
  } else if (node.kind === "union") {
    for (const id of node.targets) {
      const target = definitions.get(id);
      if (!target) report(`has a variant ${id}, which does not exist`);
      else if (target.kind !== "record" && !(target.kind === "type" && target.node.kind === "object")) {
        report(`has a variant ${id}, which is no object`);
      }
    }
  } else if (node.kind === "array") {
    checkTargets(node.items, within(path, "items"), owner, definitions, problems);
  } else if (node.kind === "object") {
    for (const property of node.properties) {
      checkTargets(property.node, within(path, `properties.${property.name}`), owner, definitions, problems);
    }
  }
}

function within(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}

function pagingOf(
  operation: OperationDefinition,
  definitions: ReadonlyMap<DefinitionId, Definition>,
  { items: choices, ambiguous }: LinkOptions,
  problems: LexiconProblem[],
): Paging | undefined {
  const chosen = choices?.[operation.nsid];
  const output = objectOf(operation.output?.schema, definitions);
  const has = (node: Node | undefined): boolean =>
    objectOf(node, definitions)?.properties.some(
      ({ name, node: { kind } }) => name === "cursor" && kind === "string",
    ) ?? false;
  if (!output || !has(output)) return undefined;
  const cursor = has(operation.parameters) ? "parameters" : has(operation.input?.schema) ? "input" : undefined;
  if (!cursor) return undefined;
  const arrays = output.properties.filter(({ node }) => isArray(node, definitions)).map(({ name }) => name);
  const items = chosen ?? (arrays.length === 1 ? arrays[0] : undefined);
  if (items !== undefined && arrays.includes(items)) return { cursor, items };
  if ((arrays.length === 0 || ambiguous) && chosen === undefined) return undefined;
  problems.push({
    document: operation.nsid,
    path: "defs.main.output.schema",
    reason: `pages, and has the arrays ${arrays.join(", ")}: say with --items ${operation.nsid}=NAME which one holds the items`,
  });
  return undefined;
}

/** Whether refs lead from a definition back to it, with nothing between them. */
function isCircle(definition: Definition, definitions: ReadonlyMap<DefinitionId, Definition>): boolean {
  const passed = new Set<Definition>();
  for (let next: Definition | undefined = definition; next?.kind === "type" && next.node.kind === "ref"; ) {
    if (passed.has(next)) return next === definition;
    passed.add(next);
    next = definitions.get(next.node.target);
  }
  return false;
}

function isObjectLike(target: Definition | undefined): boolean {
  // What does not exist is reported where it is referred to.
  return target?.kind !== "type" || target.node.kind === "object" || target.node.kind === "union";
}

function isArray(node: Node, definitions: ReadonlyMap<DefinitionId, Definition>): boolean {
  if (node.kind === "array") return true;
  if (node.kind !== "ref") return false;
  const target = definitions.get(node.target);
  return target?.kind === "type" && target.node.kind === "array";
}

function objectOf(node: Node | undefined, definitions: ReadonlyMap<DefinitionId, Definition>): ObjectNode | undefined {
  if (node?.kind === "object") return node;
  if (node?.kind !== "ref") return undefined;
  const target = definitions.get(node.target);
  return target?.kind === "type" && target.node.kind === "object" ? target.node : undefined;
}
