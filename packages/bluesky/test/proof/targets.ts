import { type Definition, type Node, type Program, readProgram } from "bluesky-lexgen";
import { readLexicons } from "../../scripts/readLexicons.ts";
import type { Schema } from "../../src/schema/index.ts";

/** Which schema of an operation or a subscription. */
export type Part = "params" | "input" | "output" | "message";

/** One schema of the lexicons, and what was compiled of it. */
export interface Target {
  /** `app.bsky.feed.defs#postView`, `app.bsky.feed.getTimeline output`. */
  readonly name: string;
  readonly definition: Definition;
  /** Absent of types and records. */
  readonly part: Part | undefined;
  readonly node: Node;
  readonly schema: Schema<unknown>;
}

export interface Subject {
  readonly program: Program;
  /** The documents as they were read. */
  readonly documents: readonly unknown[];
  /** Every schema of every document, by namespace. */
  readonly targets: readonly Target[];
}

/** Which array pages, where an output has several: the proof does not depend on it, but the compiler asks. */
const ITEMS = { "app.bsky.feed.searchPostsV2": "posts", "chat.bsky.convo.getMessages": "messages" };

/** Reads the lexicons, and imports everything that was generated of them. */
export async function readSubject(): Promise<Subject> {
  const sources = await readLexicons();
  const program = readProgram({ sources, items: ITEMS });
  const targets: Target[] = [];
  for (const document of program.documents) {
    const path = document.nsid.replaceAll(".", "/");
    const module = (await import(`../../src/lexicons/${path}.ts`)) as { [name: string]: unknown };
    // Schemas have an id, operations an NSID.
    const values = Object.values(module).filter(isValue);
    for (const definition of document.definitions) {
      const name = definition.id.replace("#main", "");
      const value = values.find(({ id, nsid }) => (id ?? nsid) === name);
      for (const [part, node] of nodesOf(definition)) {
        const schema = part === undefined ? value : value?.[part];
        if (!isSchema(schema)) throw new Error(`nothing was generated of ${name} ${part ?? ""}`);
        targets.push({ name: part ? `${name} ${part}` : name, definition, part, node, schema });
      }
    }
  }
  return { program, documents: sources.flatMap((source) => source.documents.map(({ json }) => json)), targets };
}

/** The definition that a target's value is of: none of what is written inside an operation. */
export function definitionOf({ definition, part }: Target): Definition | undefined {
  return part === undefined ? definition : undefined;
}

function nodesOf(definition: Definition): [Part | undefined, Node][] {
  const { kind } = definition;
  if (kind === "permission-set") return [];
  if (kind === "type" || kind === "record") return [[undefined, definition.node]];
  const parts: [Part, Node | undefined][] =
    kind === "subscription"
      ? [
          ["params", definition.parameters],
          ["message", definition.message],
        ]
      : [
          ["params", definition.parameters],
          ["input", definition.input?.schema],
          ["output", definition.output?.schema],
        ];
  return parts.filter((entry): entry is [Part, Node] => entry[1] !== undefined);
}

type Value = { readonly [key: string]: unknown };

function isValue(value: unknown): value is Value {
  return (typeof value === "object" && value !== null) || typeof value === "function";
}

function isSchema(value: unknown): value is Schema<unknown> {
  return isValue(value) && typeof value.safeParse === "function";
}
