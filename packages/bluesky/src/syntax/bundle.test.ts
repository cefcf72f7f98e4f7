import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

const src = join(import.meta.dirname, "..");

/** A program of a few names, as a consumer's bundler makes it. */
function bundle(contents: string): { text: string; gzip: number } {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: src, loader: "ts" },
    bundle: true,
    minify: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  const text = outputFiles[0]?.text ?? "";
  return { text, gzip: gzipSync(text, { level: 9 }).length };
}

const formats =
  "isDid, isHandle, isAtIdentifier, isAtUri, isNsid, isCid, isDatetime, isTid, isRecordKey, isLanguage, isUri";

describe("what a bundle pays", () => {
  for (const [names, from, limit] of [
    [formats, "syntax", 1600],
    ["isDid", "syntax", 200],
    ["isAtUri", "syntax", 800],
    ["isBlob, isLegacyBlob, isBytes, isCidLink, bytesLength", "data", 950],
    // With what their errors need to show nothing that they must not.
    ["parseCid, formatCid", "data", 2200],
    // With what decodes the repeated keys of many records fast.
    ["encodeCbor, decodeCbor", "data", 5600],
  ] as const) {
    test(`${names} of ${from}: at most ${limit} bytes`, () => {
      const { gzip } = bundle(`export { ${names} } from "./${from}/index.ts"`);
      assert.ok(gzip <= limit, `${gzip} bytes`);
      assert.ok(gzip > limit / 3, `${gzip} bytes: the limit is too high to be one`);
    });
  }

  test("of an import without a name nothing remains, and the validators carry no errors or codecs", () => {
    assert.equal(bundle(`import "./syntax/index.ts"; import "./data/index.ts";`).text, "");
    const { text } = bundle(
      `export { ${formats} } from "./syntax/index.ts"; export { isBlob, isBytes, isCidLink } from "./data/index.ts";`,
    );
    assert.doesNotMatch(text, /Error|TextDecoder|atob|Segmenter/);
  });
});
