import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generate } from "../../site/generate/generate.ts";
import { collectSnippets } from "./collectSnippets.ts";
import { compileSnippets } from "./compileSnippets.ts";

const { pages } = await generate("/");
const snippets = collectSnippets(pages);

describe("code on pages of the site", () => {
  it(`compiles, all of it as one program: ${snippets.length} snippets`, async () => {
    assert.ok(snippets.length > 3_500);
    assert.deepEqual(await compileSnippets(snippets), []);
  });

  it("is noticed where it does not", async () => {
    const wrong = { place: "/wrong/ 1", code: 'export const length: string = "four".length;' };
    const [error, ...more] = await compileSnippets([wrong]);
    assert.match(error ?? "", /^\/wrong\/ 1\(1,14\): error TS2322/);
    assert.deepEqual(more, []);
  });

  it("is on every page of a name that can be called, written or thrown", () => {
    const without = pages.filter(({ kind, body }) => {
      return (
        ["model", "operation", "record", "permission-set", "hook", "export"].includes(kind) && !body.includes("```ts")
      );
    });
    assert.deepEqual(
      without.map(({ path }) => path),
      [],
    );
  });
});
