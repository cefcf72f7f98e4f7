import assert from "node:assert/strict";
import { test } from "node:test";
import { parseRichText } from "./parseRichText.ts";

function shown(source: string): [part: string, feature: unknown][] {
  const { text, facets } = parseRichText(source);
  const bytes = Buffer.from(text);
  return facets.map(({ index, features }) => {
    const part = bytes.subarray(index.byteStart, index.byteEnd).toString();
    const { $type, ...rest } = features[0] ?? {};
    return [part, { [String($type).split("#")[1] ?? ""]: rest }];
  });
}

test("mentions, links, addresses and tags are found", () => {
  const source = "@{bob} has [a map](https://city.example/plan?x=1&y=2#top): https://bob.example/a-b. #ferry!";
  assert.equal(parseRichText(source).text, "@bob.test has a map: https://bob.example/a-b. #ferry!");
  assert.deepEqual(shown(source), [
    ["@bob.test", { mention: { did: { $seed: "did", person: "bob" } } }],
    ["a map", { link: { uri: "https://city.example/plan?x=1&y=2#top" } }],
    ["https://bob.example/a-b", { link: { uri: "https://bob.example/a-b" } }],
    ["#ferry", { tag: { tag: "ferry" } }],
  ]);
});

test("ranges count bytes of UTF-8", () => {
  assert.deepEqual(shown("👩‍👩‍👧‍👦 «ночь» #шахи и @{lena}, 駅そば #ローカル線"), [
    ["#шахи", { tag: { tag: "шахи" } }],
    ["@lena.test", { mention: { did: { $seed: "did", person: "lena" } } }],
    ["#ローカル線", { tag: { tag: "ローカル線" } }],
  ]);
  assert.deepEqual(parseRichText("é #a").facets[0]?.index, { byteStart: 3, byteEnd: 5 });
});

test("plain text has no facets", () => {
  assert.deepEqual(parseRichText("nobody@home [x] (y) 100 % # alone"), {
    text: "nobody@home [x] (y) 100 % # alone",
    facets: [],
  });
});
