import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { RichText } from "../model/RichText.ts";
import { shorten } from "../testing/cases.ts";
import { link } from "./link.ts";
import { mention } from "./mention.ts";
import { rt } from "./rt.ts";
import { tag } from "./tag.ts";
import { TextBuilder, text } from "./text.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const shown = ({ text, facets = [] }: RichText): unknown[] => [text, ...shorten(facets)];

describe("pieces of a text", () => {
  it("are mentions of handles, DIDs and views", () => {
    for (const [piece, ...expected] of [
      [mention("Bob.Test"), "@bob.test", [0, 9, "mention", "bob.test"]],
      [mention(" @bob.test"), "@bob.test", [0, 9, "mention", "bob.test"]],
      [mention("bob.test", { text: "Bøb" }), "Bøb", [0, 4, "mention", "bob.test"]],
      [mention({ did, handle: "bob.test" }), "@bob.test", [0, 9, "mention", did]],
      [mention(did, { text: "Bob" }), "Bob", [0, 3, "mention", did]],
      [mention({ did }, { text: "Bob" }), "Bob", [0, 3, "mention", did]],
    ] as const) {
      assert.deepEqual(shown(piece), expected);
    }
    assert.throws(() => mention(did), { code: "invalid_option", option: "text" });
    assert.throws(() => mention("bob"), { code: "invalid_syntax" });
    assert.throws(() => mention({ did: "bob.test", handle: "bob.test" }), { code: "invalid_syntax", format: "did" });
    assert.throws(() => mention(null as unknown as string), { code: "invalid_option" });
  });

  it("are links and tags", () => {
    assert.deepEqual(shown(link("東", "https://a.b")), ["東", [0, 3, "link", "https://a.b"]]);
    assert.throws(() => link("a", "a.b/c d"), { code: "invalid_syntax" });
    assert.deepEqual(shown(tag("a")), ["#a", [0, 2, "tag", "a"]]);
    assert.deepEqual(shown(tag("#a")), ["#a", [0, 2, "tag", "a"]]);
    assert.deepEqual(shown(tag("$AAPL")), ["$AAPL", [0, 5, "tag", "$AAPL"]]);
    assert.throws(() => tag("#"), { code: "invalid_option" });
  });

  it("are put together in a template", () => {
    const both = rt`é ${mention("bob.test")}, ${5} ${"x"}${rt`[${tag("t")}]`}😀${link("y", "https://a.b")}`;
    assert.deepEqual(shown(both), [
      "é @bob.test, 5 x[#t]😀y",
      [3, 12, "mention", "bob.test"],
      [18, 20, "tag", "t"],
      [25, 26, "link", "https://a.b"],
    ]);
    assert.deepEqual(shown(rt``), [""]);
    assert.throws(() => rt`${{} as string}`, { code: "invalid_option", option: "text" });
    assert.throws(() => rt`${undefined as unknown as string}`, { code: "invalid_option", option: "text" });
  });

  it("are put together by a builder, which never changes", () => {
    const hello = text("Hello ");
    const both = hello
      .mention("bob.test")
      .add(", ")
      .link("read this", "https://a.b")
      .add(rt` ${tag("t")}`)
      .tag("u");
    assert.equal(hello.text, "Hello ");
    assert.ok(both instanceof TextBuilder);
    assert.deepEqual(shown(both), [
      "Hello @bob.test, read this #t#u",
      [6, 15, "mention", "bob.test"],
      [17, 26, "link", "https://a.b"],
      [27, 29, "tag", "t"],
      [29, 31, "tag", "u"],
    ]);
    assert.deepEqual(shown(text()), [""]);
    assert.deepEqual({ ...structuredClone(both) }, { text: both.text, facets: both.facets });
  });
});
