import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Facts, readFacts } from "../../../packages/bluesky/test/models/readFacts.ts";
import { code, name, paragraphs, table } from "../page/markdown.ts";
import type { Page } from "../page/Page.ts";
import { root } from "./repositoryPage.ts";

/** The differences that a test holds the models to: by kind, why and where. */
type Differences = Readonly<Record<string, readonly { readonly why: string; readonly where: readonly string[] }[]>>;

/** Why an example of the original, which gives what it required and no more, does not compile. */
interface Misfit {
  readonly model: string;
  readonly field: string;
  readonly reason: keyof typeof REASONS;
}

const REASONS = {
  variant: {
    title: "Members of unions without `$type`",
    why: "Servers and validators tell the variants of a union apart by their `$type`, and refuse one that has none. The original left it out, and guessed from the fields which variant came: that is how it refused real timelines. Add the `$type`.",
  },
  object: {
    title: "Strings or bytes where the lexicon says object",
    why: 'The lexicon says that any object, or a blob, may stand there. The original took anything, or bytes, and its pages show `"<value>"`. No server takes or gives that. Give the object.',
  },
  constant: {
    title: "Constants and defaults that it filled in",
    why: "The lexicon requires the field. The original made it optional and filled it in by itself, which a type cannot do. Give the value: it is always the same.",
  },
} as const;

/** The page that says which of the original's documented examples do not compile, on purpose. */
export async function originalPage(): Promise<Page> {
  const facts = await readFacts();
  const misfits = findMisfits(facts, readDifferences());
  const models = new Set(misfits.map(({ model }) => model));
  const documented = facts.operations.size + facts.components.size;
  const sections = (Object.keys(REASONS) as (keyof typeof REASONS)[]).map((reason) => {
    const rows = misfits.filter((misfit) => misfit.reason === reason);
    const { title, why } = REASONS[reason];
    const cells = rows.map(({ model, field }) => [name(model, `/models/${model}/`), `\`${field}\``]);
    return paragraphs(`## ${title}`, why, table(["Model", "Field"], cells));
  });
  return {
    kind: "document",
    path: "/docs/original/",
    title: "Examples of the original that do not compile",
    description: "Which of the original SDK's documented models do not compile here on purpose, and why.",
    body: paragraphs(
      `The models have the names, fields and required marks of the original SDK (\`bluesky\` 0.4.0), so programs of it compile. An example on one of its pages gives what it required and no more, and leaves lists empty. For ${models.size} of its ${documented} documented models such an example does not compile here, because of the fields below. Where a list is filled with one of these models, its example does not compile for the same reason.`,
      "It is on purpose: each of these values would be refused by a server, or is something else than what servers send.",
      "A date is another thing: the original made a `Date` of it. Here it is a string as it was sent, so that what was received can be sent on unchanged: `new Date(value.indexedAt)` is a `Date`.",
      code("ts", EXAMPLE),
      ...sections,
      "## All other differences",
      table(["What", "Where", "Why"], differenceRows()),
    ),
    names: ["original", "0.4.0"],
  };
}

const EXAMPLE = `import type { Writes } from "bluesky/models/operations";

// The original had no \`$type\` here, and a string as \`value\`.
export const write: Writes = {
  $type: "com.atproto.repo.applyWrites#create",
  collection: "app.bsky.feed.post",
  value: { $type: "app.bsky.feed.post", text: "Hello", createdAt: "2026-01-02T12:00:00.000Z" },
};`;

function readDifferences(): Differences {
  return JSON.parse(readFileSync(join(root, "packages/bluesky/test/models/differences.json"), "utf8"));
}

/**
 * The first field of each model for which an example does not compile: of those that the original required, also inside of other
 * models, and of those that only we require. Its examples leave lists empty.
 */
export function findMisfits(facts: Facts, differences: Differences): Misfit[] {
  const required = new Set(differences.required?.flatMap(({ where }) => where));
  const others = new Set(differences.type?.flatMap(({ where }) => where));
  const find = (scope: Scope, model: string, seen: readonly string[]): Omit<Misfit, "model"> | undefined => {
    const fact = facts[scope].get(model);
    if (fact?.kind !== "fields" || seen.includes(model)) return;
    for (const { name: field, type, required: needed } of fact.fields) {
      if (required.has(`${scope}.${model}.${field}`)) return { field, reason: "constant" };
      if (!needed || type.endsWith("[]")) continue;
      if (type === "any" || others.has(`${scope}.${model}.${field}`)) return { field, reason: "object" };
      const [, inner, own = ""] = /^(operations|components)\.(\w+)$/.exec(type) ?? [];
      if (inner !== "operations" && inner !== "components") continue;
      if (facts[inner].get(own)?.kind === "variants") return { field, reason: "variant" };
      const deeper = find(inner, own, [...seen, model]);
      if (deeper) return { ...deeper, field: `${field}.${deeper.field}` };
    }
    return;
  };
  return (["operations", "components"] as const).flatMap((scope) =>
    [...facts[scope].keys()].flatMap((model) => {
      const found = find(scope, model, []);
      return found ? [{ model, ...found }] : [];
    }),
  );
}

type Scope = "operations" | "components";

function differenceRows(): string[][] {
  return Object.entries(readDifferences()).flatMap(([kind, list]) =>
    list.map(({ why, where }) => [
      KINDS[kind] ?? kind,
      where.map((place) => `\`${place.replace(/^\w+\./, "")}\``).join(", "),
      why,
    ]),
  );
}

const KINDS: Readonly<Record<string, string>> = {
  missing: "Not there",
  required: "Required",
  optional: "Optional",
  type: "Another type",
  value: "Value not listed",
  variant: "Variant not listed",
  "no-lexicon": "A type of its own",
};
