import assert from "node:assert/strict";
import { it } from "node:test";
import { createClient } from "../../../xrpc/client/createClient.ts";
import type { PostQuery } from "./PostQuery.ts";
import { toSearchParams } from "./toSearchParams.ts";

const client = createClient({ service: "https://example.com" });
const did = "did:plc:z72i7hdynmk6r22z27h6tvur";

/** What is sent, without what is not. */
function paramsOf(query: string | PostQuery): object {
  return Object.fromEntries(Object.entries(toSearchParams(client, query)).filter(([, value]) => value !== undefined));
}

it("filters are parameters, and the author stands in the query too", () => {
  assert.deepEqual(paramsOf(' two "of them" '), { q: 'two "of them"' });
  assert.deepEqual(paramsOf({ text: "a", from: "@alice.test" }), { q: "a from:alice.test", author: "alice.test" });
  assert.deepEqual(paramsOf({ from: { did } }), { q: did, author: did });
  assert.deepEqual(
    paramsOf({
      ...{ text: "a", mentions: `https://bsky.app/profile/${did}`, lang: "en", domain: "example.com", tag: "#cats" },
      ...{ url: "https://example.com/a", since: new Date(0), until: "2026-01-31" },
    }),
    {
      ...{ q: "a", mentions: did, lang: "en", domain: "example.com", tag: ["cats"], url: "https://example.com/a" },
      ...{ since: "1970-01-01T00:00:00.000Z", until: "2026-01-31" },
    },
  );
});

it("without words, the filters are the query", () => {
  assert.deepEqual(paramsOf({ tag: ["a", "＃b"], lang: "en" }), { q: "#a #b lang:en", tag: ["a", "b"], lang: "en" });
  assert.deepEqual(paramsOf({ mentions: "bob.test" }), { q: "mentions:bob.test", mentions: "bob.test" });
});

it("what makes no sense is refused", () => {
  for (const [query, option] of [
    ["", "query"],
    [{ text: " " }, "query"],
    [null, "query"],
    [{ from: "nobody" }, "from"],
    [{ from: {} }, "from"],
    [{ mentions: "https://example.com/profile/alice.test" }, "mentions"],
    [{ since: new Date(Number.NaN) }, "since"],
  ] as const) {
    assert.throws(() => toSearchParams(client, query as never), { code: "invalid_option", option }, String(option));
  }
});
