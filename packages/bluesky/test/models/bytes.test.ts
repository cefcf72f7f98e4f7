import assert from "node:assert/strict";
import path from "node:path";
import { describe, it } from "node:test";
import { build } from "esbuild";

const folder = path.join(import.meta.dirname, "../..");

async function bundle(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder, loader: "ts" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2024",
    conditions: ["@bluesky/source"],
  });
  return outputFiles[0]?.text ?? "";
}

describe("importing one name", () => {
  it("costs nothing where it is a type", async () => {
    const code = await bundle(`
      import type { ComAtprotoServerCreateSessionResponseBody } from "bluesky/models/operations";
      import { type AppBskyFeedDefsPostView } from "bluesky/models/components";
      import type { AppBskyActorGetProfileError } from "bluesky/models/errors";
      let value: ComAtprotoServerCreateSessionResponseBody, post: AppBskyFeedDefsPostView, error: AppBskyActorGetProfileError;
    `);
    assert.doesNotMatch(code, /bsky|atproto|Error/);
    assert.ok(code.length < 40, code);
  });

  it("costs its own bytes where it is a value: a body is its check, without the operation", async () => {
    const code = await bundle(`
      export { ComAtprotoServerCreateSessionResponseBody } from "bluesky/models/operations";
    `);
    const alone = await bundle(`
      import { checkOutput } from "./src/lexicons/com/atproto/server/createSession.ts";
      import { bodySchema } from "./src/schema/Schema.ts";
      export const ComAtprotoServerCreateSessionResponseBody = bodySchema("com.atproto.server.createSession#output", checkOutput);
    `);
    assert.match(code, /com\.atproto\.server\.createSession#output/);
    assert.deepEqual(nsids(code), nsids(alone));
    assert.ok(Math.abs(code.length - alone.length) <= 100, `${code.length} bytes, ${alone.length} alone`);
  });

  it("costs a union its variants, an enum its values, an error its names", async () => {
    const reason = await bundle(`export { Reason } from "bluesky/models/components";`);
    const alone = await bundle(`
      import { checkReasonPin, checkReasonRepost } from "./src/lexicons/app/bsky/feed/defs.ts";
      import { object, unknownVariant } from "./src/schema/checks/checks.ts";
      import { bodySchema } from "./src/schema/Schema.ts";
      export const Reason = [checkReasonPin, checkReasonRepost, object, unknownVariant, bodySchema];
    `);
    assert.ok(reason.length - alone.length < 250, `${reason.length} bytes, ${alone.length} alone`);
    const status = await bundle(`export { Status } from "bluesky/models/operations";`);
    assert.deepEqual(nsids(status), ["com.atproto.server.createSession#output.status"]);
    const error = await bundle(`export { AppBskyActorGetProfileError } from "bluesky/models/errors";`);
    assert.ok(error.length < 150, error);
  });
});

function nsids(code: string): string[] {
  return [...new Set(code.match(/\b(?:app|com|chat|tools)(?:\.[a-zA-Z]+){2,}(?:#[a-zA-Z.]+)?/g))].sort();
}
