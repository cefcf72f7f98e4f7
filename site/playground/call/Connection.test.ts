import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toOrigin } from "./Connection.ts";

describe("the server of the playground", () => {
  it("is the origin of what was entered", () => {
    assert.equal(toOrigin(" http://localhost:2583/xrpc "), "http://localhost:2583");
    assert.equal(toOrigin("bsky.social"), "https://bsky.social");
    assert.equal(toOrigin("HTTPS://PDS.example.com:8443"), "https://pds.example.com:8443");
  });

  it("is no file, no script, and nothing with a password in it", () => {
    for (const text of ["", "file:///etc", "javascript:alert(1)", "https://", "a b"]) {
      assert.throws(() => toOrigin(text), /Expected the URL of a server/, text);
    }
    assert.throws(() => toOrigin("https://me:hunter2@example.com"), /without a user or a password/);
  });
});
