import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { bundlePlayground } from "./bundlePlayground.ts";
import { loadLexicons } from "./testing/loadLexicons.ts";

describe("the playground, bundled", () => {
  it("loads little at first, and a namespace when it is chosen", async () => {
    const files = await bundlePlayground({ sources: true });
    const text = new TextDecoder();
    const first = files.find(({ name }) => name === "playground.js") ?? assert.fail();
    const size = gzipSync(first.contents, { level: 9 }).length;
    assert.ok(size <= 24_000, `${size} bytes come first`);
    const script = text.decode(first.contents);
    assert.match(script, /mountPlayground/);
    // Names of operations, but neither their fields nor the client.
    assert.match(script, /app\.bsky\.feed\.getTimeline/);
    assert.doesNotMatch(script, /feed flexibility has been moved|atproto-accept-labelers/);

    const chunks = files.filter(({ name }) => name.startsWith("chunks/")).map(({ contents }) => text.decode(contents));
    const namespaces = [...loadLexicons().namespaces.keys()];
    assert.equal(namespaces.length, 39);
    for (const name of namespaces) {
      const [, chunk] = new RegExp(`"${name}":\\(\\)=>import\\("(\\./chunks/[^"]+)"\\)`).exec(script) ?? [];
      assert.ok(
        files.some((file) => `./${file.name}` === chunk),
        name,
      );
    }
    assert.equal(chunks.filter((chunk) => chunk.includes("feed flexibility has been moved")).length, 1);
    assert.ok(files.some(({ name }) => name === "playground.css"));
  });
});
