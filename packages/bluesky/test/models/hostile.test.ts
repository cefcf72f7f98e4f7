import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type LexiconSource, lineComment, readProgram } from "bluesky-lexgen";
import fc from "fast-check";
import { soak } from "../../../../scripts/test/soak.ts";
import { compareSources } from "../../../lexgen/test/support/compareSources.ts";
import { hostileText } from "../../../lexgen/test/support/hostileText.ts";
import { emitModels } from "../../scripts/models/emitModels.ts";
import { PAGED_ITEMS } from "../../scripts/pagedItems.ts";
import { readLexicons } from "../../scripts/readLexicons.ts";

const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const sources = await readLexicons();

type Json = { [key: string]: unknown };

/**
 * The lexicons with a text of our own in everything that models are made of: descriptions, names and values of enums, errors,
 * and properties that hold enums and unions. Each is told from all others by its number, which is a name in `PascalCase` too.
 */
function rewrite(text: (number: string) => string): LexiconSource[] {
  let count = 0;
  const next = (): string => text(`x${count++}x`);
  const rewriteNode = (node: Json): Json => {
    const made: Json = { ...node };
    if ("description" in node) made.description = next();
    for (const list of ["enum", "knownValues"]) {
      if (node.type === "string" && Array.isArray(node[list]) && !("maxLength" in node))
        made[list] = [...node[list], next()];
    }
    if (Array.isArray(node.errors)) {
      const errors = node.errors.map((error: Json) => ({ ...error, description: next() }));
      made.errors = [...errors, { name: next().replaceAll(/\s/g, "") }];
    }
    for (const field of ["parameters", "input", "output", "schema", "record", "items", "message"]) {
      if (typeof node[field] === "object") made[field] = rewriteNode(node[field] as Json); // a schema, or what has one
    }
    if (node.type === "object") {
      const properties = Object.entries(node.properties as { [name: string]: Json }); // an object has them
      const more: [string, Json][] = [
        [next(), { type: "string", description: next(), knownValues: [next()] }],
        [next(), { type: "array", items: { type: "union", refs: ["com.atproto.repo.strongRef"] } }],
      ];
      made.properties = Object.fromEntries([
        ...properties.map(([name, child]) => [name, rewriteNode(child)] as const),
        ...more,
      ]);
    }
    return made;
  };
  return sources.map(({ name, documents }) => ({
    name: `${name} ${next()}`,
    documents: documents.map(({ json, source }) => {
      const { defs, ...rest } = json as { defs: { [name: string]: Json } }; // the compiler reads them
      const made = Object.entries(defs).map(([id, definition]) => [id, rewriteNode(definition)] as const);
      return { json: { ...rest, defs: Object.fromEntries(made) }, source };
    }),
  }));
}

function emit(rewritten: readonly LexiconSource[]): Map<string, string> {
  const banner = lineComment(`Generated from ${rewritten.map(({ name }) => name).join(", ")}`);
  return emitModels(readProgram({ sources: rewritten, items: PAGED_ITEMS }), banner);
}

describe(`text of a lexicon stays text in models (seed ${seed})`, () => {
  it("in descriptions, enums, errors and names of properties", () => {
    const harmless = emit(rewrite((number) => `- ${number}`));
    const all = [...harmless.values()].join("\n");
    assert.ok((all.match(/x\d+x/g) ?? []).length > 5000);
    const texts = fc.array(hostileText.map(withoutWords), { minLength: 50, maxLength: 50, size: "max" });
    fc.assert(
      fc.property(texts, (list) => {
        const textOf = (number: string): string => `${list[Number(number.slice(1, -1)) % list.length]}- ${number}`;
        const expected = (text: string): string => {
          const made = text
            .replaceAll(/- (x\d+x)/g, (_, number: string) => textOf(number))
            .replaceAll(/-(x\d+x)/g, (_, number: string) => textOf(number).replaceAll(/\s/g, ""));
          // In the id of a schema a slash of a property's name is a step, too.
          return /^[a-z]+(?:\.\w+)+[#.]/.test(text) ? made.replaceAll("/", ".") : made;
        };
        const files = emit(rewrite(textOf));
        assert.deepEqual([...files.keys()], [...harmless.keys()]);
        for (const [file, text] of files) compareSources(file, harmless.get(file) ?? "", text, expected);
      }),
      { seed, numRuns: soak(3, 50) },
    );
  });
});

/** Letters and digits would become names of models and of values, which are others then. */
function withoutWords(text: string): string {
  return text
    .replaceAll(/[a-zA-Z0-9]/g, "")
    .replaceAll("#", "")
    .replaceAll("!", "");
}
