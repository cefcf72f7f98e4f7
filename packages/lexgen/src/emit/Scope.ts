import type { Definition, DefinitionId, Document, Node } from "../ir/ir.ts";
import { nodesOf } from "../ir/nodesOf.ts";
import type { Program } from "../ir/Program.ts";
import { exportNames, freeName, pascalCase, pascalNsid } from "./names.ts";

export interface Target {
  readonly definition: Definition;
  /** The name in this module: its own, or as imported. */
  readonly local: string;
  /** The name where it comes from. */
  readonly exported: string;
  /** The document it comes from, where that is another one. */
  readonly from: string | undefined;
  /** From another package: only its schema value is to be had. */
  readonly external: boolean;
}

/** What one module calls the definitions it refers to, and which it imports. */
export class Scope {
  readonly #targets = new Map<DefinitionId, Target>();
  readonly #types = new Set<DefinitionId>();
  readonly #checks = new Set<DefinitionId>();

  constructor(document: Document, program: Program) {
    const own = exportNames(document);
    const referred = new Set<DefinitionId>();
    for (const definition of document.definitions) {
      for (const [, node] of nodesOf(definition)) collect(node, referred);
    }
    const foreign = [...referred].filter((id) => !own.has(id)).sort();
    const exported = (id: DefinitionId): { name: string; definition: Definition } => {
      const definition = program.definitions.get(id);
      if (!definition) throw new Error(`${document.nsid} refers to ${id}, which was not linked`);
      const owner = program.documentOf(definition.nsid);
      return { definition, name: exportNames(owner).get(id) ?? pascalCase(definition.name) };
    };
    const uses = new Map<string, number>();
    for (const name of [...own.values(), ...NAMES_IN_USE]) uses.set(name, 1);
    // Beside a definition its check is imported, which must not be called like something of this module.
    for (const name of own.values()) if (name.startsWith("check")) uses.set(name.slice("check".length), 1);
    for (const id of foreign) uses.set(exported(id).name, (uses.get(exported(id).name) ?? 0) + 1);
    for (const [id, local] of own) {
      const definition = program.definitions.get(id);
      if (definition) this.#targets.set(id, { definition, local, exported: local, from: undefined, external: false });
    }
    const taken = new Set(uses.keys());
    for (const id of foreign) {
      const { name, definition } = exported(id);
      // `com.my-site.a` and `com.mySite.a` would both be `ComMySiteA`.
      const long = `${pascalNsid(definition.nsid)}${suffix(definition, name)}`;
      const local = (uses.get(name) ?? 0) > 1 ? freeName(long, taken) : name;
      const external = program.external.has(definition.nsid);
      this.#targets.set(id, { definition, local, exported: name, from: definition.nsid, external });
    }
  }

  /** What is being written. */
  target(id: DefinitionId): Target {
    const target = this.#targets.get(id);
    if (!target) throw new Error(`${id} is not in scope`);
    return target;
  }

  /** The name of a definition's type; it will be imported. */
  type(id: DefinitionId): string {
    const target = this.target(id);
    if (target.from) this.#types.add(id);
    return target.local;
  }

  /** An expression for a definition's check; it will be imported. */
  check(id: DefinitionId): string {
    const target = this.target(id);
    if (target.from) this.#checks.add(id);
    return target.external ? `${target.local}["~check"]` : `check${target.local}`;
  }

  /** What the module imports from other documents, sorted by document. */
  imports(): { from: string; types: string[]; values: string[] }[] {
    const byDocument = new Map<string, { types: Set<string>; values: Set<string> }>();
    const add = (id: DefinitionId, kind: "types" | "values", prefix: string): void => {
      const { from, local, exported } = this.target(id);
      if (!from) return;
      const entry = byDocument.get(from) ?? { types: new Set(), values: new Set() };
      byDocument.set(from, entry);
      entry[kind].add(local === exported ? prefix + local : `${prefix}${exported} as ${prefix}${local}`);
    };
    for (const id of this.#checks) add(id, "values", this.target(id).external ? "" : "check");
    for (const id of this.#types) add(id, "types", "");
    return [...byDocument]
      .map(([from, { types, values }]) => ({ from, types: [...types].sort(), values: [...values].sort() }))
      .sort((a, b) => (a.from < b.from ? -1 : 1));
  }
}

/** Names that generated modules import from the runtime, or that an operation's namespace takes. */
const NAMES_IN_USE = [
  "Params",
  "Input",
  "Output",
  "ErrorName",
  "Argument",
  "Item",
  "Message",
  "BinaryInput",
  "BinaryOutput",
  "BlobRef",
  "Bytes",
  "CidLink",
  "Context",
  "LegacyBlob",
  "LinesOutput",
  "PagedProcedure",
  "PagedQuery",
  "PermissionSet",
  "Procedure",
  "Query",
  "RecordSchema",
  "Schema",
  "Subscription",
  "TokenSchema",
  "UnknownVariant",
];

function suffix(definition: Definition, exported: string): string {
  return definition.name === "main" ? "" : exported;
}

function collect(node: Node, found: Set<DefinitionId>): void {
  if (node.kind === "ref") found.add(node.target);
  else if (node.kind === "union") for (const id of node.targets) found.add(id);
  else if (node.kind === "array") collect(node.items, found);
  else if (node.kind === "object") for (const { node: child } of node.properties) collect(child, found);
}
