import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { AuthError } from "../auth/errors/AuthError.ts";
import { InvalidDataError } from "../data/InvalidDataError.ts";
import { IdentityError } from "../identity/IdentityError.ts";
import { RecordsError } from "../records/single/RecordsError.ts";
import { ValidationError } from "../schema/issues/ValidationError.ts";
import { InvalidSyntaxError } from "../syntax/InvalidSyntaxError.ts";
import { CallError } from "../xrpc/errors/CallError.ts";
import { AbortedError, abortedError } from "./AbortedError.ts";
import { BlueskyError, type ErrorKind } from "./BlueskyError.ts";
import { createError, reasonOf } from "./createError.ts";
import { InvalidOptionError, invalidOption } from "./InvalidOptionError.ts";
import { showText } from "./toShown.ts";

/** Another copy of the package, as a program may come to have two. */
const copy: typeof import("./createError.ts") = await import(`${import.meta.resolve("./createError.ts")}?copy`);

describe("kinds of errors", () => {
  it("hold for errors of other copies of the package, and for nothing else", () => {
    const kinds: [ErrorKind<BlueskyError>, string, BlueskyError["code"]][] = [
      [AuthError, "AuthError", "session_expired"],
      [IdentityError, "IdentityError", "handle_not_found"],
      [RecordsError, "RecordsError", "no_repo"],
      [InvalidDataError, "InvalidDataError", "invalid_data"],
      [InvalidSyntaxError, "InvalidSyntaxError", "invalid_syntax"],
      [ValidationError, "ValidationError", "validation_failed"],
      [InvalidOptionError, "InvalidOptionError", "invalid_option"],
    ];
    for (const [kind, name, code] of kinds) {
      const foreign: unknown = copy.createError<BlueskyError>(name, { code, message: "from another copy" });
      assert.ok(foreign instanceof kind && foreign instanceof BlueskyError && foreign instanceof Error);
      assert.equal(`${foreign}`, `${name}: from another copy (see bluesky/docs/errors/${code}.md)`);
      assert.ok(!(Object.assign(new Error("x"), { code }) instanceof kind));
      for (const [other] of kinds) assert.equal(foreign instanceof other, other === kind);
      assert.throws(() => assert.throws(() => assert.fail(), kind));
      assert.throws(() => {
        throw foreign;
      }, kind);
    }
    for (const nothing of [undefined, null, 1, "x", {}, () => {}])
      assert.ok(!((nothing as unknown) instanceof BlueskyError));
  });

  it("tell an aborted call from another wait that was aborted", () => {
    const error = abortedError("waiting for a lock", AbortSignal.abort("enough"));
    assert.ok(error instanceof AbortedError && !((error as unknown) instanceof CallError));
    assert.equal(error.name, "AbortError");
    assert.equal(error.cause, "enough");
  });
});

describe("an error", () => {
  it("prints under its own name, with its fields, and is plain data as JSON", () => {
    const error = invalidOption("port", "Expected a port, got 99999.");
    assert.match(inspect(error), /^InvalidOptionError: Expected a port, got 99999\. \(see .*\.md\)\n/);
    assert.match(inspect(error), /option: 'port'/);
    assert.deepEqual(JSON.parse(JSON.stringify(error)), {
      name: "InvalidOptionError",
      message: "Expected a port, got 99999. (see bluesky/docs/errors/invalid_option.md)",
      code: "invalid_option",
      option: "port",
      docs: "bluesky/docs/errors/invalid_option.md",
    });
    assert.ok(structuredClone(error) instanceof Error);
  });

  it("can be quoted without its page", () => {
    const inner = invalidOption("a", "inner");
    const outer = invalidOption("b", `outer: ${reasonOf(inner)}`);
    assert.equal(outer.message, "outer: inner (see bluesky/docs/errors/invalid_option.md)");
    assert.equal(reasonOf(outer), "outer: inner");
  });

  it("passes all its texts through one place, also those in lists and objects", () => {
    const token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.c2ln";
    const error = createError<InvalidOptionError & { readonly list: readonly object[]; readonly at: Date }>("Some", {
      code: "invalid_option",
      message: `it was ${token}`,
      option: token,
      list: [{ text: `a ${token}\u001b[31m\nb` }],
      at: new Date(0),
    });
    const shown = inspect(error, { depth: 9 }) + JSON.stringify(error);
    assert.ok(!shown.includes(token), shown);
    assert.deepEqual(error.list, [{ text: "a [token] [31m b" }]);
    assert.ok(error.at instanceof Date);
  });

  it("bounds what it shows", () => {
    assert.equal(showText("x".repeat(5000)).length, 2001);
    assert.equal(showText("plain"), "plain");
    assert.equal(showText("a\u0000\r\n\u2028b"), "a b");
  });
});
