import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { link } from "../build/link.ts";
import { mention } from "../build/mention.ts";
import { rt } from "../build/rt.ts";
import { tag } from "../build/tag.ts";
import { toPiece } from "../build/toPiece.ts";
import { detectFacets } from "../detect/detectFacets.ts";
import type { RichText } from "../model/RichText.ts";
import { hostileTexts } from "../testing/hostileTexts.ts";
import { createRandom, randomText } from "../testing/randomTexts.ts";
import { facetAt } from "./facetAt.ts";
import { fromMarkdown } from "./fromMarkdown.ts";
import { toHtml } from "./toHtml.ts";
import { toMarkdown } from "./toMarkdown.ts";
import { toSegments } from "./toSegments.ts";

const bob = { did: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", handle: "bob.test" };
const all = rt`Hi ${mention(bob)}, ${link("read <this>", "https://example.com/?a=1&b=2")} ${tag("rock & roll")}!`;
const SEED = Number(process.env.RICHTEXT_SEED ?? Date.now() % 1_000_000);

describe("segments", () => {
  it("are the text, part by part", () => {
    assert.deepEqual(
      toSegments(all).map(({ features, ...segment }) => ({ ...segment, features: features.length })),
      [
        { type: "text", text: "Hi ", features: 0 },
        { type: "mention", text: "@bob.test", did: bob.did, features: 1 },
        { type: "text", text: ", ", features: 0 },
        { type: "link", text: "read <this>", uri: "https://example.com/?a=1&b=2", features: 1 },
        { type: "text", text: " ", features: 0 },
        { type: "tag", text: "#rock & roll", tag: "rock & roll", features: 1 },
        { type: "text", text: "!", features: 0 },
      ],
    );
    assert.deepEqual(toSegments(""), []);
  });

  it("tell of a facet whose kind is unknown, and of several features the first that is known", () => {
    const { facets: [first] = [] } = link("a", "https://a.b");
    const unknown = { $type: "com.example.facet#bold", weight: 7 };
    const rich = (features: object[]): RichText => ({
      text: "a",
      facets: first && [{ ...first, features: features as never }],
    });
    assert.deepEqual(toSegments(rich([unknown])), [{ type: "text", text: "a", features: [unknown] }]);
    assert.equal(toSegments(rich([unknown, ...(first?.features ?? [])]))[0]?.type, "link");
    assert.equal(toSegments(rich([{ $type: "app.bsky.richtext.facet#link", uri: 5 }]))[0]?.type, "text");
  });
});

describe("HTML", () => {
  it("has links to profiles, tags and addresses", () => {
    const rel = 'rel="nofollow noopener noreferrer"';
    assert.equal(
      toHtml(all),
      `Hi <a href="https://bsky.app/profile/${bob.did}" ${rel}>@bob.test</a>, ` +
        `<a href="https://example.com/?a=1&amp;b=2" ${rel}>read &lt;this&gt;</a> ` +
        `<a href="https://bsky.app/hashtag/rock%20%26%20roll" ${rel}>#rock &amp; roll</a>!`,
    );
    assert.equal(toHtml("a\nb\r\nc"), "a<br>b<br>c");
  });

  it("leads where it is told to", () => {
    const toUrl = ({ text }: { text: string }): string | undefined =>
      text.startsWith("@") ? "https://my.app/bob" : undefined;
    assert.equal(
      toHtml(all, { toUrl, rel: "", target: "_blank" }),
      'Hi <a href="https://my.app/bob" target="_blank">@bob.test</a>, read &lt;this&gt; #rock &amp; roll!',
    );
  });

  it("is safe, whoever wrote the text", () => {
    for (const uri of [
      "javascript:alert(1)",
      "JaVaScRiPt:alert(1)",
      "data:text/html,<script>",
      "vbscript:x",
      "at://x",
    ]) {
      assert.equal(toHtml(link("x", uri)), "x");
    }
    const quote = `https://a.b/"onclick='x'<script>&`;
    const html = toHtml(
      rt`<img src=x onerror=alert(1)>${link(`"'<>&`, quote)}${toPiece("x", { $type: "app.bsky.richtext.facet#mention", did: `"><script>` })}`,
    );
    assert.equal(
      html.replace(/<a href="[^"<>]*" rel="[a-z ]+">[^<>"']*<\/a>/g, ""),
      "&lt;img src=x onerror=alert(1)&gt;",
    );
    assert.equal(toHtml(tag("\ud83d")).includes("%EF%BF%BD"), true);
  });

  it("has no tags of others, whatever the text", () => {
    const random = createRandom(SEED);
    for (let count = 0; count < 2_000; count++) {
      const text = randomText(random) + randomText(random);
      const html = toHtml({ text, facets: detectFacets(text) });
      const bare = html.replaceAll("<br>", "").replace(/<a href="https?:[^"<>]*" rel="[a-z ]+">|<\/a>/g, "");
      assert.ok(!/[<>"']/.test(bare), `seed ${SEED}: ${JSON.stringify(text)}: ${html}`);
    }
  });
});

describe("Markdown", () => {
  for (const [markdown, shown, ...facets] of [
    ["Hello, [read this](https://example.com)!", "Hello, read this!", "read this=https://example.com"],
    ["😀 [é](https://a.b/Foo_(bar)).", "😀 é.", "é=https://a.b/Foo_(bar)"],
    ["<https://a.b> <b>", "https://a.b <b>", "https://a.b=https://a.b"],
    ["[@bob](@Bob.test) [Bob](did:web:bob.test)", "@bob Bob", "@bob=bob.test", "Bob=did:web:bob.test"],
    ["[#a](#a) [x](#)", "#a [x](#)", "#a=a"],
    ["\\[a](https://a.b) \\\\ \\a \\*", "[a](https://a.b) \\ \\a *"],
    ["[a [b](https://a.b) c](https://c.d)", "[a b c](https://c.d)", "b=https://a.b"],
    ["[a\\]b](https://a.b/\\))", "a]b", "a]b=https://a.b/)"],
    ["[x](javascript:alert) [y](https://) [z](/a) [](https://a.b)", "[x](javascript:alert) [y](https://) [z](/a) "],
    ["[a](https://a.b c) [a] (https://a.b) ](https://a.b)", "[a](https://a.b c) [a] (https://a.b) ](https://a.b)"],
    ["[a](https://a.b", "[a](https://a.b"],
    ["", ""],
  ] as const) {
    it(`is read: ${markdown}`, () => {
      const rich = fromMarkdown(markdown);
      assert.equal(rich.text, shown);
      const found = toSegments(rich).flatMap((part) => {
        if (part.type === "text") return [];
        return [`${part.text}=${part.type === "link" ? part.uri : part.type === "tag" ? part.tag : part.did}`];
      });
      assert.deepEqual(found, facets);
    });
  }

  it("is written so that it reads back as it was", () => {
    assert.equal(
      toMarkdown(all),
      "Hi [@bob.test](did:plc:aaaaaaaaaaaaaaaaaaaaaaaa), [read \\<this\\>](https://example.com/?a=1&b=2) [\\#rock & roll](#rock & roll)\\!",
    );
    const random = createRandom(SEED);
    for (let count = 0; count < 3_000; count++) {
      const text = randomText(random);
      const rich = { text, facets: detectFacets(text) };
      assert.deepEqual(fromMarkdown(toMarkdown(rich)), rich, `seed ${SEED}: ${JSON.stringify(text)}`);
    }
  });

  it("takes linear time", { timeout: 60_000 }, () => {
    for (const text of hostileTexts(200_000).values()) fromMarkdown(text);
  });
});

describe("the facet at the caret", () => {
  it("is the one that it is in, or that it ends", () => {
    const text = rt`a${link("bc", "https://b.c")}${link("de", "https://d.e")}f`;
    assert.deepEqual(
      [0, 1, 2, 3, 4, 5, 6].map((caret) => facetAt(text, caret)?.text),
      [undefined, "bc", "bc", "de", "de", "de", undefined],
    );
    assert.deepEqual({ ...facetAt(text, 2), features: 0 }, { start: 1, end: 3, text: "bc", features: 0 });
  });
});
