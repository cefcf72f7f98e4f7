import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { mention } from "../build/mention.ts";
import { rt } from "../build/rt.ts";
import { toPiece } from "../build/toPiece.ts";
import { detectFacets } from "../detect/detectFacets.ts";
import type { RichText } from "../model/RichText.ts";
import { shorten } from "../testing/cases.ts";
import { prepareText } from "./prepareText.ts";
import { resolveMentions } from "./resolveMentions.ts";

// What a real network answers is in test/e2e; here is what no real one does at will.

const didOf = (handle: string): string => `did:web:${handle}`;

interface Server {
  readonly client: ClientLike;
  readonly asked: string[];
  /** How many were asked for at the same time, at most. */
  most: number;
}

function serve(answer: (handle: string) => Response | Promise<Response> = ok): Server {
  let running = 0;
  const server: Server = {
    asked: [],
    most: 0,
    client: createClient({
      service: "https://pds.example.com",
      retry: false,
      fetch: async (input) => {
        const handle = new URL(String(input)).searchParams.get("handle") ?? "";
        server.asked.push(handle);
        server.most = Math.max(server.most, ++running);
        await Promise.resolve();
        const response = await answer(handle);
        running--;
        return response;
      },
    }),
  };
  return server;
}

const ok = (handle: string): Response => Response.json({ did: didOf(handle) });
const marked = (text: string): RichText => ({ text, facets: detectFacets(text) });

describe("mentions are resolved", () => {
  it("each handle once, all together, and remembered by the client", async () => {
    const server = serve();
    const text = marked("@a.test @b.test @A.Test #tag example.com @c.test");
    const { facets, unresolved, ...rest } = await resolveMentions(server.client, text);
    assert.deepEqual(shorten(facets), [
      [0, 7, "mention", "did:web:a.test"],
      [8, 15, "mention", "did:web:b.test"],
      [16, 23, "mention", "did:web:a.test"],
      [24, 28, "tag", "tag"],
      [29, 40, "link", "https://example.com"],
      [41, 48, "mention", "did:web:c.test"],
    ]);
    assert.deepEqual([rest, unresolved], [{ text: text.text }, []]);
    assert.deepEqual([server.asked.toSorted(), server.most], [["a.test", "b.test", "c.test"], 3]);
    await resolveMentions(server.client, marked("@a.test @d.test"));
    assert.deepEqual(server.asked.slice(3), ["d.test"]);
    const other = serve();
    await resolveMentions(other.client, marked("@a.test"));
    assert.deepEqual(other.asked, ["a.test"]);
  });

  it("a few at a time, however many there are", async () => {
    const server = serve();
    const text = marked(Array.from({ length: 50 }, (_, index) => `@a${index}.test`).join(" "));
    assert.equal((await resolveMentions(server.client, text)).facets.length, 50);
    assert.deepEqual([server.asked.length, server.most], [50, 8]);
  });

  it("and those that do not are text, whatever went wrong, and are asked for again", async () => {
    for (const answer of [
      () => Response.json({ error: "HandleNotFound", message: "Unable to resolve handle" }, { status: 400 }),
      () => new Response("oops", { status: 502 }),
      () => Response.json({ did: "nobody" }),
      () => Promise.reject(new TypeError("fetch failed")),
      () => Response.json({ error: "ExpiredToken" }, { status: 401 }),
    ]) {
      const server = serve((handle) => (handle === "b.test" ? ok(handle) : answer()));
      for (let turn = 0; turn < 2; turn++) {
        const { facets, unresolved } = await resolveMentions(server.client, marked("@a.test @b.test"));
        assert.deepEqual(shorten(facets), [[8, 15, "mention", "did:web:b.test"]]);
        assert.deepEqual(unresolved, ["a.test"]);
      }
      assert.deepEqual(server.asked.toSorted(), ["a.test", "a.test", "b.test"]);
    }
  });

  it("DIDs stay, and what cannot be a handle is not asked for", async () => {
    const server = serve();
    const { facets, unresolved } = await resolveMentions(
      server.client,
      rt`${mention("did:web:x.test", { text: "x" })} ${toPiece("y", { $type: "app.bsky.richtext.facet#mention", did: "not a handle" })}`,
    );
    assert.deepEqual(shorten(facets), [[0, 1, "mention", "did:web:x.test"]]);
    assert.deepEqual([unresolved, server.asked], [["not a handle"], []]);
  });

  it("unless the caller gives up, or does something wrong", async () => {
    const server = serve(() => new Promise(() => {}));
    const controller = new AbortController();
    const pending = resolveMentions(server.client, marked("@a.test"), { signal: controller.signal });
    controller.abort();
    await assert.rejects(pending, { code: "aborted" });
    await assert.rejects(resolveMentions(server.client, marked("@a.test"), { timeout: -1 }), {
      code: "invalid_option",
    });
    await assert.rejects(resolveMentions({} as ClientLike, "a"), { code: "invalid_option", option: "client" });
    const { unresolved } = await resolveMentions(server.client, marked("@a.test"), { timeout: 30 });
    assert.deepEqual(unresolved, ["a.test"]);
  });
});

describe("a text is prepared for posting", () => {
  it("tidied, marked, shortened and resolved, with the facets of what comes out", async () => {
    const { client } = serve();
    const text = "\n😀 @a.test\n\n\n\nhttps://example.com/a/very/long/path #tag \n";
    assert.deepEqual(await prepareText(client, text), {
      text: "😀 @a.test\n\nexample.com/a/very/long/... #tag",
      facets: [
        {
          index: { byteStart: 5, byteEnd: 12 },
          features: [{ $type: "app.bsky.richtext.facet#mention", did: "did:web:a.test" }],
        },
        {
          index: { byteStart: 14, byteEnd: 41 },
          features: [{ $type: "app.bsky.richtext.facet#link", uri: "https://example.com/a/very/long/path" }],
        },
        { index: { byteStart: 42, byteEnd: 46 }, features: [{ $type: "app.bsky.richtext.facet#tag", tag: "tag" }] },
      ],
      unresolved: [],
    });
  });

  it("with more facets found beside those given, or not", async () => {
    const { client } = serve();
    const text = rt`${mention("a.test", { text: "#x example.com" })} #y https://example.com/a/very/long/path`;
    const detected = await prepareText(client, text);
    assert.deepEqual(shorten(detected.facets), [
      [0, 14, "mention", "did:web:a.test"],
      [15, 17, "tag", "y"],
      [18, 45, "link", "https://example.com/a/very/long/path"],
    ]);
    const given = await prepareText(client, text, { facets: "none", shortenLinks: false });
    assert.deepEqual(shorten(given.facets), [[0, 14, "mention", "did:web:a.test"]]);
    assert.equal(given.text, text.text);
    const wrong = { facets: "all" as "none" };
    await assert.rejects(prepareText(client, "a", wrong), { code: "invalid_option", option: "facets" });
  });
});
