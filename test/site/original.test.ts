import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { it } from "node:test";
import { type Facts, readFacts } from "../../packages/bluesky/test/models/readFacts.ts";
import { findMisfits } from "../../site/generate/texts/originalPage.ts";
import { root } from "../workspace/listFiles.ts";
import { compileSnippets } from "./compileSnippets.ts";

const facts = await readFacts();
const differences = JSON.parse(readFileSync(join(root, "packages/bluesky/test/models/differences.json"), "utf8"));

type Scope = "operations" | "components";

/** A value as the original's pages had it: what it required, texts for all that may be anything, lists empty, no `$type`. */
function exampleOf(type: string, from: Facts): string {
  if (type.endsWith("[]")) return "[]";
  const [, scope, name = ""] = /^(operations|components)\.(\w+)$/.exec(type) ?? [];
  if (scope === undefined) {
    const plain: Readonly<Record<string, string>> = { number: "1", boolean: "true" };
    return plain[type] ?? '"<value>"';
  }
  const fact = from[scope as Scope].get(name);
  if (fact?.kind === "values") return JSON.stringify(fact.values[0]);
  if (fact?.kind === "variants") return exampleOf(`components.${fact.variants[0]}`, from);
  if (fact?.kind !== "fields") return "{}";
  const needed = fact.fields.filter(({ required }) => required);
  return `{ ${needed.map((field) => `${field.name}: ${exampleOf(field.type, from)}`).join(", ")} }`;
}

it("the page of the original's examples names those that do not compile, and no others", async () => {
  const snippets = (["operations", "components"] as const).flatMap((scope) =>
    [...facts[scope]].flatMap(([name, { kind }]) => {
      if (kind !== "fields") return [];
      const value = exampleOf(`${scope}.${name}`, facts);
      const code = `import type { ${name} } from "bluesky/models/${scope}";\n\nexport const value: ${name} = ${value};\n`;
      return [{ place: `${name} `, code }];
    }),
  );
  assert.ok(snippets.length > 400);
  const errors = await compileSnippets(snippets);
  const failing = [...new Set(errors.map((line) => line.split(" ")[0] ?? ""))].sort();
  const named = findMisfits(facts, differences).map(({ model }) => model);
  assert.deepEqual(failing, named.sort());
});
