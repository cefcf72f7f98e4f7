import {
  CheckEmitter,
  type Definition,
  type DefinitionId,
  type Document,
  exportNames,
  type Node,
  type Program,
  Runtime,
  Scope,
  stringLiteral,
} from "bluesky-lexgen";
import type { Part } from "./Model.ts";

/** Where generated modules are, seen from one file of models. */
export interface Paths {
  /** The specifier of the runtime. */
  readonly runtime: string;
  /** The specifier of a document's module. */
  readonly document: (nsid: string) => string;
}

/** One file of models while it is written: what it imports, under which names, and the checks of its own. */
export class ModelFile {
  readonly #program: Program;
  readonly #paths: Paths;
  readonly #imports = new Map<string, Set<string>>();
  readonly #namespaces = new Map<string, string>();
  readonly #runtime: Runtime;
  readonly #scope: Scope;
  readonly #checks: CheckEmitter;

  /** `own` are the schemas that need a check written here, by name. */
  constructor(program: Program, paths: Paths, own: ReadonlyMap<string, Node> = new Map()) {
    this.#program = program;
    this.#paths = paths;
    const { document, extended } = asDocument(own, program);
    this.#runtime = new Runtime(own.keys());
    this.#scope = new Scope(document, extended);
    this.#checks = new CheckEmitter(this.#scope, this.#runtime, true);
  }

  /** Something of the schema runtime. */
  value(name: string): string {
    return this.#runtime.value(name);
  }

  type(name: string): string {
    return this.#runtime.type(name);
  }

  /** Writes a check of this file's own, and returns its name. */
  ownCheck(name: string, node: Node): string {
    return this.#checks.reference(`check${name}`, node, false);
  }

  functions(): readonly string[] {
    return this.#checks.functions();
  }

  /** The name that a definition's module exports it under. */
  exported(id: DefinitionId): string {
    const [nsid = ""] = id.split("#");
    const name = exportNames(this.#program.documentOf(nsid)).get(id);
    if (name === undefined) throw new Error(`${id} is not in this run`);
    return name;
  }

  specifier(nsid: string): string {
    return this.#paths.document(nsid);
  }

  /** The type of a definition, reached through its module's namespace. */
  definitionType(id: DefinitionId): string {
    const [nsid = ""] = id.split("#");
    const alias = `in_${nsid.slice(nsid.lastIndexOf(".") + 1)}`;
    this.#namespaces.set(alias, nsid);
    return `${alias}.${this.exported(id)}`;
  }

  /** The type of an operation's part: `getTimeline.Output`. */
  partType(nsid: string, part: Part): string {
    const name = this.exported(`${nsid}#main`);
    this.#add(this.specifier(nsid), `type ${name}`);
    return `${name}.${part}`;
  }

  /** A definition's check. Its name is made of the whole NSID: a file refers to definitions from everywhere. */
  definitionCheck(id: DefinitionId): string {
    const [nsid = ""] = id.split("#");
    const name = `check${this.exported(id)}`;
    const alias = `${name}_${nsid.replaceAll(".", "_")}`;
    this.#add(this.specifier(nsid), `${name} as ${alias}`);
    return alias;
  }

  /** The check of an operation's part. */
  partCheck(nsid: string, part: Part): string {
    const alias = `check${part}_${nsid.slice(nsid.lastIndexOf(".") + 1)}`;
    this.#add(this.specifier(nsid), `check${part} as ${alias}`);
    return alias;
  }

  imports(): string {
    const { types, values } = this.#runtime.imports();
    for (const name of types) this.#add(this.#paths.runtime, `type ${name}`);
    for (const name of values) this.#add(this.#paths.runtime, name);
    for (const { from, values: checks } of this.#scope.imports()) {
      for (const name of checks) this.#add(this.specifier(from), name);
    }
    const named = [...this.#imports].map(([from, names]) => {
      const isType = (name: string): boolean => name.startsWith("type ");
      const sorted = [...names].sort();
      const list = [...sorted.filter(isType), ...sorted.filter((name) => !isType(name))];
      const onlyTypes = list.every(isType);
      const text = list.map((name) => (onlyTypes ? name.slice("type ".length) : name)).join(", ");
      return `import ${onlyTypes ? "type " : ""}{ ${text} } from ${stringLiteral(from)};\n`;
    });
    const whole = [...this.#namespaces].map(
      ([alias, nsid]) => `import type * as ${alias} from ${stringLiteral(this.specifier(nsid))};\n`,
    );
    return [...named, ...whole].sort().join("");
  }

  #add(from: string, name: string): void {
    this.#imports.set(from, (this.#imports.get(from) ?? new Set()).add(name));
  }
}

/** What an operation answers, as if it were a definition: its module exports the check of it. */
export function outputOf(nsid: string): DefinitionId {
  return `${nsid}#Output`;
}

/** The lexicon compiler writes checks for a document: this makes one of a file's models. */
function asDocument(own: ReadonlyMap<string, Node>, program: Program): { document: Document; extended: Program } {
  const nsid = "models";
  const definitions = [...own].map(
    ([name, node]) => ({ kind: "type", id: `${nsid}#${name}`, nsid, name, node }) as const,
  );
  const all = new Map<DefinitionId, Definition>(program.definitions);
  for (const definition of definitions) all.set(definition.id, definition);
  for (const [id, definition] of program.definitions) {
    if (definition.kind !== "query" && definition.kind !== "procedure") continue;
    const node = definition.output?.schema;
    const output = outputOf(definition.nsid);
    if (node && !all.has(output)) all.set(output, { kind: "type", id, nsid: definition.nsid, name: "Output", node });
  }
  return { document: { nsid, definitions }, extended: { ...program, definitions: all } };
}
