import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { authError } from "../../auth/errors/AuthError.ts";
import { isEndedSession } from "./endedSession.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

/** As the official clients have them: they set no name. */
class OfficialError extends Error {
  readonly sub: string;

  constructor(sub: string, message = `The session for "${sub}" is invalid`) {
    super(message);
    this.sub = sub;
  }
}
class TokenRefreshError extends OfficialError {}
class TokenRevokedError extends OfficialError {}
class TokenInvalidError extends OfficialError {}
class AuthMethodUnsatisfiableError extends Error {}

const official = [
  ...[TokenRefreshError, TokenRevokedError, TokenInvalidError].map((kind) => new kind(did)),
  new AuthMethodUnsatisfiableError(),
];

describe("isEndedSession", () => {
  it("knows the errors of the official OAuth clients, themselves, as a cause, and as one of several", () => {
    for (const error of official) {
      assert.equal(error.name, "Error");
      assert.ok(isEndedSession(error), error.constructor.name);
      assert.ok(isEndedSession(new TypeError("fetch failed", { cause: error })));
      assert.ok(isEndedSession(new AggregateError([error, new Error("the store too")], "deleting")));
      assert.ok(isEndedSession(Object.assign(new Error("of another copy"), { name: error.constructor.name })));
    }
  });

  it("knows those whose classes a bundler has renamed, by their account", () => {
    const e = class extends OfficialError {};
    assert.ok(isEndedSession(new e(did)));
  });

  it("knows ours", () => {
    assert.ok(isEndedSession(authError("session_expired", "")));
    assert.ok(isEndedSession(authError("session_closed", "")));
    assert.ok(!isEndedSession(authError("store_failed", "", { cause: authError("session_expired", "") })));
  });

  it("takes nothing else for one", () => {
    const circle: { cause?: unknown } = {};
    circle.cause = circle;
    const hostile = new Proxy(
      {},
      {
        get() {
          throw new Error();
        },
      },
    );
    const others = [undefined, null, "TokenRefreshError", 5, Object.create(null), circle, hostile, new Error("x"), {}];
    for (const other of others) assert.ok(!isEndedSession(other));
    assert.ok(!isEndedSession(new TypeError("fetch failed", { cause: { code: "ECONNRESET" } })));
    assert.ok(!isEndedSession({ sub: did }), "the session itself");
  });
});
