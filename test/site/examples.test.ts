import assert from "node:assert/strict";
import { it } from "node:test";
import { runInNewContext } from "node:vm";
import * as components from "bluesky/models/components";
import * as operations from "bluesky/models/operations";
import type { Schema } from "bluesky/schema";
import { Lexicons } from "../../site/generate/lexicons/Lexicons.ts";
import { modelPages } from "../../site/generate/lexicons/modelPages.ts";

const scopes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { components, operations };

/** Examples as they stand on pages: the module, the model, and the value as code. */
const EXAMPLE =
  /import \{ (\w+) \} from "bluesky\/models\/(components|operations)";\n[\s\S]*?\nlet value: \w+ = ([\s\S]*?);\n```/g;

it("the example of every model is valid, by its own schema, strictly", async () => {
  const pages = modelPages(await Lexicons.read());
  const wrong: string[] = [];
  let count = 0;
  for (const { path, body } of pages) {
    for (const [, name = "", scope = "", value = ""] of body.matchAll(EXAMPLE)) {
      const schema = scopes[scope]?.[name] as Schema<unknown> | undefined; // every model is one
      count++;
      try {
        // Of this realm: what another makes is no plain object here.
        const example = structuredClone(runInNewContext(`(${value})`, { variant: (given: unknown) => given }));
        schema?.parse(JSON.parse(JSON.stringify(example)));
        if (!schema) wrong.push(`${path}: no schema`);
      } catch (error) {
        wrong.push(`${path}: ${error}`);
      }
    }
  }
  assert.ok(count > 1_200, `${count} examples`);
  assert.deepEqual(wrong, []);
});
