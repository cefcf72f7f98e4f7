import { createClient } from "bluesky/client";
import {
  detectFacets,
  detectFacetsExactly,
  fromMarkdown,
  insertText,
  measureText,
  mention,
  prepareText,
  resolveMentions,
  rt,
  splitText,
  toHtml,
  tokenAt,
  toMarkdown,
  toSegments,
} from "bluesky/richtext";
import type { Cases } from "../Case.ts";
import { same } from "../expect.ts";

const text = "Hello @bob.test, see пример.рф and https://example.com/a/very/long/path #atproto 👨‍👩‍👧";
/** What is a link, `URL` says: without it there are none. */
const hasUrl = typeof URL !== "undefined";
const uris = ["https://пример.рф", "https://example.com/a/very/long/path"];

export const cases: Cases = {
  "facets are detected": async () => {
    const facets = detectFacets(text);
    same(
      toSegments({ text, facets }).flatMap((part) => (part.type === "link" ? [part.uri] : [])),
      hasUrl ? uris : [],
    );
    same(detectFacetsExactly(text).length, 3);
    same(tokenAt("Hello @bo", 9)?.query, "bo");
  },

  "a tag may have as many characters as a server counts": async () => {
    same(detectFacets(`#${"a".repeat(65)}`), []);
    same(detectFacets(`#${"é".repeat(64)}`).length, 1);
  },

  "texts are put together, edited and shown": async () => {
    const both = insertText(rt`Hi ${mention("bob.test")}!`, 3, "😀 ");
    const shown = hasUrl ? '<a href="https://bsky.app/profile/bob.test">@bob.test</a>' : "@bob.test";
    same(toHtml(both, { rel: "" }), `Hi 😀 ${shown}!`);
    same(fromMarkdown(toMarkdown(both)), both);
  },

  "a long text is split, however characters are counted": async () => {
    const parts = splitText(`${text} `.repeat(12), { number: true });
    same(parts.length > 3, true);
    for (const part of parts) same(measureText(part).graphemes <= 300 && part.text.endsWith(`/${parts.length})`), true);
    same(
      splitText("👨‍👩‍👧".repeat(400))
        .map((part) => part.text)
        .join(""),
      "👨‍👩‍👧".repeat(400),
    );
  },

  "a text is prepared, whether its mentions resolve or not": async ({ origin }) => {
    const client = createClient({ service: origin, retry: false });
    const prepared = await prepareText(client, text);
    same(prepared.unresolved, ["bob.test"]);
    same(prepared.text, text.replace("https://example.com/a/very/long/path", "example.com/a/very/long/..."));
    same((await resolveMentions(client, rt`${mention("did:web:bob.test", { text: "Bob" })}`)).unresolved, []);
  },
};
