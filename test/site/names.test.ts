import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generate } from "../../site/generate/generate.ts";
import { readNames } from "./readNames.ts";

const { pages } = await generate("/");
const names = readNames();

/** The titles of the pages below a path. */
function titles(prefix: string): string[] {
  const below = pages.filter(({ path }) => path.startsWith(prefix) && path !== prefix);
  return below.map(({ title }) => title).sort();
}

describe("pages of the site", () => {
  it("are there for every public name, and for nothing else", () => {
    const found = pages.filter(({ kind }) => kind === "export");
    const own = found.map(({ path, title }) => `${path.replace(/^\/api\/|\/[^/]+\/$/g, "")} ${title}`).sort();
    assert.ok(own.length > 600);
    assert.deepEqual(own, names.exports);
  });

  it("are there for every operation, record and permission set of the lexicons, and for nothing else", () => {
    assert.ok(names.operations.length > 300 && names.records.length > 20 && names.permissionSets.length > 5);
    assert.deepEqual(titles("/operations/"), names.operations);
    assert.deepEqual(titles("/records/"), names.records);
    assert.deepEqual(titles("/permission-sets/"), names.permissionSets);
  });

  it("are there for every model, with all that the original SDK had, and for nothing else", () => {
    const own = titles("/models/");
    assert.deepEqual(own, names.models);
    assert.equal(names.original.length, 717);
    assert.deepEqual(
      names.original.filter((name) => !own.includes(name)),
      [],
    );
  });

  it("are there for every code of an error, and for nothing else", () => {
    assert.ok(names.errors.length > 50);
    assert.deepEqual(titles("/errors/"), names.errors);
  });

  it("are there for options and hooks", () => {
    const options = titles("/options/");
    assert.ok(options.length > 150);
    for (const name of ["timeout", "deadline", "retry", "whoCanReply", "images", "signal"]) {
      assert.ok(options.includes(name), name);
    }
    assert.deepEqual(titles("/hooks/"), [
      "beforeRequest",
      "onError",
      "onRequest",
      "onResponse",
      "onRetry",
      "requestError",
      "response",
    ]);
  });

  it("would be missed", () => {
    const without = pages.filter(({ path }) => path !== "/models/AppBskyFeedDefsPostView/");
    const left = without.filter(({ path }) => path.startsWith("/models/")).map(({ title }) => title);
    assert.deepEqual(
      names.models.filter((name) => !left.includes(name)),
      ["AppBskyFeedDefsPostView"],
    );
  });
});
