import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { docComment } from "./docComment.ts";

describe("doc comments", () => {
  it("carry the description, limits, format and default", () => {
    assert.equal(docComment("", undefined), "");
    assert.equal(docComment("", " Says one thing. "), "/** Says one thing. */\n");
    assert.equal(
      docComment("  ", undefined, { kind: "string", format: "did", maxLength: 10 }),
      "  /** Format: did. At most 10 bytes of UTF-8. */\n",
    );
    assert.equal(
      docComment("", "How many.", { kind: "integer", minimum: 1, maximum: 100, default: 50 }),
      "/**\n * How many.\n *\n * 1 to 100.\n * @default 50\n */\n",
    );
    assert.equal(docComment("", "a\nb"), "/**\n * a\n * b\n */\n");
  });

  it("tell limits of every kind", () => {
    const factsOf = (node: Parameters<typeof docComment>[2]): string => docComment("", undefined, node).slice(4, -4);
    assert.equal(factsOf({ kind: "string", minLength: 3, maxLength: 3 }), "Exactly 3 bytes of UTF-8.");
    assert.equal(factsOf({ kind: "string", minGraphemes: 1 }), "At least 1 graphemes.");
    assert.equal(factsOf({ kind: "bytes", maxLength: 4 }), "At most 4 bytes.");
    assert.equal(
      factsOf({ kind: "array", maxLength: 2, items: { kind: "string", format: "did" } }),
      "At most 2 items. Items: format: did.",
    );
    assert.equal(factsOf({ kind: "blob", accept: ["image/*"], maxSize: 9 }), "Media types: image/*. At most 9 bytes.");
  });

  it("turn DEPRECATED into a tag", () => {
    assert.equal(docComment("", "DEPRECATED: use b instead."), "/** @deprecated use b instead. */\n");
    assert.equal(docComment("", "Deprecated"), "/** @deprecated */\n");
    assert.equal(docComment("", "Deprecating takes time."), "/** Deprecating takes time. */\n");
    assert.equal(
      docComment("", "DEPRECATED. a\nb", { kind: "integer", maximum: 1 }),
      "/**\n * At most 1.\n * @deprecated a\n * b\n */\n",
    );
  });
});
