import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { comment, lineComment } from "./comment.ts";

describe("comments", () => {
  it("are one line or several, with tags", () => {
    assert.equal(comment([]), "");
    assert.equal(comment(["a"], "  "), "  /** a */\n");
    assert.equal(
      comment(["a", "", { tag: "throws", text: "No: never" }, { tag: "internal" }]),
      "/**\n * a\n *\n * @throws No: never\n * @internal\n */\n",
    );
    assert.equal(comment([{ tag: "deprecated", text: "a\nb" }]), "/**\n * @deprecated a\n * b\n */\n");
    assert.equal(lineComment("a"), "// a\n");
  });

  it("end where they are to end", () => {
    assert.equal(comment(["a */ b"]), "/** a *\\/ b */\n");
    assert.equal(comment(["*\u0000/ *\u202e/ **/"]), "/** *\\/ *\\/ **\\/ */\n");
    assert.equal(comment(["/", "a*"]), "/**\n * /\n * a*\n */\n");
    assert.equal(comment([{ tag: "default", text: '"*/"' }]), '/** @default "*\\/" */\n');
    for (const end of ["\n", "\r\n", "\r", "\u2028", "\u2029", "\u0085", "\v", "\f"]) {
      assert.equal(comment([`a${end}b`]), "/**\n * a\n * b\n */\n");
      assert.equal(lineComment(`a${end}b`), "// a b\n");
    }
  });

  it("give no orders: text of a lexicon is no tag and no directive", () => {
    assert.equal(comment(["@internal"]), "/** &#64;internal */\n");
    assert.equal(comment(["a {@link b} c@example.com"]), "/** a {&#64;link b} c&#64;example.com */\n");
    assert.equal(comment(["@ a *@ {@}"]), "/** &#64; a *&#64; {&#64;} */\n");
    assert.equal(comment(["@ts-ignore"]), "/** &#64;ts-ignore */\n");
    assert.equal(comment(["#__PURE__ @__PURE__"]), "/** &#35;__PURE__ &#64;__PURE__ */\n");
    assert.equal(comment(["# sourceMappingURL=x"]), "/** &#35; sourceMappingURL=x */\n");
    assert.equal(lineComment("from @a/b@1 @license"), "// from @a/b@1 &#64;license\n");
    assert.equal(comment(["\u200b@ and #tags"]), "/** \u200b&#64; and #tags */\n");
  });

  it("look to a reader as they do to a compiler", () => {
    assert.equal(comment(["a\u202e\u2066b\u200f\ufeffc\u001b[0m"]), "/** abc[0m */\n");
    assert.equal(comment(["\ud83d half"]), "/** \ufffd half */\n");
    assert.equal(comment(["👋 مرحبا"]), "/** 👋 مرحبا */\n");
  });
});
