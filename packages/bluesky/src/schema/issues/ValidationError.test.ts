import assert from "node:assert/strict";
import { suite, test } from "node:test";
import { isBlueskyError } from "../../errors/BlueskyError.ts";
import type { Issue } from "./Issue.ts";
import { ValidationError, validationError } from "./ValidationError.ts";

function issue(name: string): Issue {
  const message = `${name}: expected a string, got 5`;
  return { path: [name], code: "type", expected: "a string", received: "5", message };
}

suite("ValidationError", () => {
  test("its message names the schema and the first three issues", () => {
    const error = validationError("com.example.note", ["a", "b", "c", "d", "e"].map(issue));
    assert.equal(
      error.message,
      "com.example.note: a: expected a string, got 5; b: expected a string, got 5; c: expected a string, got 5; 2 more (see bluesky/docs/errors/validation_failed.md)",
    );
    assert.equal(
      validationError("x", [issue("a")]).message,
      "x: a: expected a string, got 5 (see bluesky/docs/errors/validation_failed.md)",
    );
    assert.doesNotMatch(validationError("x", ["a", "b", "c"].map(issue)).message, /more/);
  });

  test("is an Error of this SDK, with a code", () => {
    const error = validationError("com.example.note", [issue("a")]);
    assert.ok(error instanceof Error && isBlueskyError(error) && error instanceof ValidationError);
    assert.equal(error.code, "validation_failed");
    assert.equal(error.name, "ValidationError");
    assert.match(String(error.stack), /^ValidationError: com\.example\.note: a/);
    assert.equal(error.schema, "com.example.note");
  });

  test("toJSON survives structuredClone and JSON", () => {
    const error = validationError("com.example.note", [issue("a"), issue("b")]);
    const json = error.toJSON();
    assert.deepEqual(structuredClone(json), json);
    assert.deepEqual(JSON.parse(JSON.stringify(error)), json);
    assert.deepEqual(json.issues, error.issues);
    assert.equal(json.code, "validation_failed");
    assert.equal(json.name, "ValidationError");
    assert.equal(json.schema, "com.example.note");
  });

  test("the error itself survives structuredClone as an Error", () => {
    const clone = structuredClone(validationError("x", [issue("a")]));
    assert.ok(clone instanceof Error);
    assert.equal(clone.message, "x: a: expected a string, got 5 (see bluesky/docs/errors/validation_failed.md)");
  });
});
