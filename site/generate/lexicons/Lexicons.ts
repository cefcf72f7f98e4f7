import { type Definition, type DefinitionId, exportNames, type Node, type Program, readProgram } from "bluesky-lexgen";
import type { Model } from "../../../packages/bluesky/scripts/models/Model.ts";
import { planModels } from "../../../packages/bluesky/scripts/models/planModels.ts";
import { PAGED_ITEMS } from "../../../packages/bluesky/scripts/pagedItems.ts";
import { readLexicons } from "../../../packages/bluesky/scripts/readLexicons.ts";

/** All lexicons, the models that are made of them, and where each has its page. */
export class Lexicons {
  readonly program: Program;
  readonly models: readonly Model[];
  /** By scope and owner. */
  readonly #byOwner = new Map<string, Model>();

  constructor(program: Program, models: readonly Model[]) {
    this.program = program;
    this.models = models;
    for (const model of models) {
      const key = `${model.scope} ${model.owner}`;
      // Where the original had two names for one thing, the longer one says more.
      const known = this.#byOwner.get(key);
      if (!known || known.name.length < model.name.length) this.#byOwner.set(key, model);
    }
  }

  static async read(): Promise<Lexicons> {
    const program = readProgram({ sources: await readLexicons(), items: PAGED_ITEMS });
    return new Lexicons(program, planModels(program));
  }

  /** The model that is made of a definition, or of something in one. */
  modelOf(scope: Model["scope"], owner: string): Model | undefined {
    return this.#byOwner.get(`${scope} ${owner}`);
  }

  definition(id: DefinitionId): Definition {
    const found = this.program.definitions.get(id);
    if (!found) throw new Error(`There is no ${id}`);
    return found;
  }

  /** The schema of a definition that has one. */
  nodeOf(id: DefinitionId): Node {
    const found = this.definition(id);
    if (found.kind === "type" || found.kind === "record") return found.node;
    throw new Error(`${id} has no schema`);
  }

  /** The name under which a definition is exported by the module of its lexicon. */
  exportedName({ nsid, id }: Pick<Definition, "nsid" | "id">): string {
    const found = exportNames(this.program.documentOf(nsid)).get(id);
    if (found === undefined) throw new Error(`${id} has no name`);
    return found;
  }
}

/** How models are named after what they are: `nsid` for a main definition, `nsid#name` for others. */
export function ownerOf({ id, nsid, name }: Pick<Definition, "id" | "nsid" | "name">): string {
  return name === "main" ? nsid : id;
}

/** The module of what a lexicon's main definition is: `bluesky/app/bsky/feed`. */
export function namespaceOf(nsid: string): string {
  return `bluesky/${nsid.slice(0, nsid.lastIndexOf(".")).replaceAll(".", "/")}`;
}

/** The module of a lexicon: `bluesky/app/bsky/feed/defs`. */
export function moduleOf(nsid: string): string {
  return `bluesky/${nsid.replaceAll(".", "/")}`;
}
