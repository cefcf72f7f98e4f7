import type { Findings } from "./Findings.ts";
import type { Definition, DefinitionId, Document, Node, ObjectNode, OperationDefinition, Paging } from "./ir.ts";
import { nodesOf } from "./nodesOf.ts";
import type { Program } from "./Program.ts";

export interface LinkOptions {
  /** Documents that are referred to but not compiled. */
  readonly external?: readonly Document[] | undefined;
  /** Which array of an output is what an operation pages through, where it has several: NSID to property. */
  readonly items?: { readonly [nsid: string]: string } | undefined;
}

/** Resolves references across documents and finds out how operations page. */
export function linkDocuments(documents: readonly Document[], options: LinkOptions, findings: Findings): Program {
  const external = options.external ?? [];
  const definitions = new Map<DefinitionId, Definition>();
  const seen = new Map<string, string>();
  for (const document of [...documents, ...external]) {
    const known = seen.get(document.nsid.toLowerCase());
    if (known === document.nsid) {
      findings.problems.push({ document: document.nsid, path: "", reason: "two documents have this id" });
    } else if (known !== undefined) {
      // Not every file system tells their modules apart.
      const reason = `differs from ${known} in capitals only`;
      findings.problems.push({ document: document.nsid, path: "id", reason });
    }
    seen.set(document.nsid.toLowerCase(), document.nsid);
    for (const definition of document.definitions) definitions.set(definition.id, definition);
  }
  const linked = documents.map((document) => ({
    ...document,
    definitions: document.definitions.map((definition) => {
      const linker = new Linker(definition, definitions, findings);
      for (const [path, node] of nodesOf(definition)) linker.check(node, path);
      if (definition.kind !== "query" && definition.kind !== "procedure") return definition;
      const operation: Definition = { ...definition, paging: linker.pagingOf(definition, options.items) };
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
  const { warnings } = findings;
  return { documents: linked, definitions, external: new Set(external.map(({ nsid }) => nsid)), warnings, documentOf };
}

/** Links one definition. */
class Linker {
  readonly #owner: Definition;
  readonly #definitions: ReadonlyMap<DefinitionId, Definition>;
  readonly #findings: Findings;

  constructor(owner: Definition, definitions: ReadonlyMap<DefinitionId, Definition>, findings: Findings) {
    this.#owner = owner;
    this.#definitions = definitions;
    this.#findings = findings;
  }

  /** Notes what a schema at the top of the definition refers to wrongly. */
  check(node: Node, path: string): void {
    this.#targets(node, path);
    if (path === "" || node.kind !== "ref") return;
    const target = this.#definitions.get(node.target);
    // What does not exist is reported where it is referred to.
    if (target?.kind === "type" && target.node.kind !== "object")
      this.#report("problems", path, "a body is an object or a union");
  }

  #targets(node: Node, path: string): void {
    if (node.kind === "ref") {
      const target = this.#definitions.get(node.target);
      const refuse = (reason: string): void => this.#report("problems", path, reason);
      if (!target) refuse(`refers to ${node.target}, which does not exist`);
      else if (target.kind !== "type" && target.kind !== "record") refuse(`refers to a ${target.kind}, ${node.target}`);
      else if (target.node.kind === "token") {
        this.#report("warnings", path, `refers to a token, ${node.target}: its name is then the only value`);
      }
    } else if (node.kind === "union") {
      for (const id of node.targets) {
        const target = this.#definitions.get(id);
        if (!target) this.#report("problems", path, `has a variant ${id}, which does not exist`);
        else if (target.kind !== "record" && !(target.kind === "type" && target.node.kind === "object")) {
          this.#report("problems", path, `has a variant ${id}, which is no object`);
        }
      }
    } else if (node.kind === "array") {
      this.#targets(node.items, within(path, "items"));
    } else if (node.kind === "object") {
      for (const { name, node: property } of node.properties)
        this.#targets(property, within(path, `properties.${name}`));
    }
  }

  /** How an operation pages, if it does. `choices` says which array holds its items, where there are several. */
  pagingOf(operation: OperationDefinition, choices: LinkOptions["items"]): Paging | undefined {
    const { nsid, parameters, input } = operation;
    const chosen = choices && Object.hasOwn(choices, nsid) ? choices[nsid] : undefined;
    const output = this.#objectOf(operation.output?.schema);
    if (!output || !this.#hasCursor(output)) return undefined;
    const cursor = this.#hasCursor(parameters) ? "parameters" : this.#hasCursor(input?.schema) ? "input" : undefined;
    if (!cursor) return undefined;
    const arrays = output.properties.filter(({ node }) => this.#isArray(node)).map(({ name }) => name);
    const list = arrays.join(", ");
    if (chosen !== undefined && !arrays.includes(chosen)) {
      const what = arrays.length > 0 ? `has the arrays ${list}` : "has no array";
      this.#report("problems", "output.schema", `pages, and ${what}: none is called ${chosen}, as --items says`);
    } else if (chosen === undefined && arrays.length > 1) {
      const reason = `pages, and has the arrays ${list}: it has no .items until --items ${nsid}=NAME says which one holds them`;
      this.#report("warnings", "output.schema", reason);
    }
    if (chosen === undefined && arrays.length === 0) return undefined;
    return { cursor, items: chosen ?? (arrays.length === 1 ? arrays[0] : undefined) };
  }

  #hasCursor(node: Node | undefined): boolean {
    const properties = this.#objectOf(node)?.properties ?? [];
    return properties.some(({ name, node: { kind } }) => name === "cursor" && kind === "string");
  }

  #isArray(node: Node): boolean {
    if (node.kind === "array") return true;
    if (node.kind !== "ref") return false;
    const target = this.#definitions.get(node.target);
    return target?.kind === "type" && target.node.kind === "array";
  }

  #objectOf(node: Node | undefined): ObjectNode | undefined {
    if (node?.kind === "object") return node;
    if (node?.kind !== "ref") return undefined;
    const target = this.#definitions.get(node.target);
    return target?.kind === "type" && target.node.kind === "object" ? target.node : undefined;
  }

  #report(kind: keyof Findings, path: string, reason: string): void {
    const { nsid, name } = this.#owner;
    this.#findings[kind].push({ document: nsid, path: `defs.${name}${path && `.${path}`}`, reason });
  }
}

function within(path: string, field: string): string {
  return path ? `${path}.${field}` : field;
}
