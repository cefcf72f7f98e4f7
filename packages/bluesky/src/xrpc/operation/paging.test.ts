import assert from "node:assert/strict";
import { test } from "node:test";
import { listRecords } from "../../lexicons/com/atproto/repo/listRecords.ts";
import { queryEvents } from "../../lexicons/tools/ozone/safelink/queryEvents.ts";
import { createClient } from "../client/createClient.ts";
import { fakeFetch } from "../testing/fakeFetch.ts";

const params = { repo: "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", collection: "a.b.c", limit: 2 };

/** A client whose pages hold these keys. */
function paged(...pages: { keys: number[]; cursor?: string }[]) {
  const { fetch, requests } = fakeFetch((_, count) => {
    const { keys = [], cursor } = pages[count - 1] ?? {};
    const records = keys.map((key) => ({ uri: `at://${params.repo}/a.b.c/${key}`, cid: "x", value: { key } }));
    return Response.json({ records, cursor });
  });
  const cursors = (): (string | null)[] => requests.map(({ url }) => url.searchParams.get("cursor"));
  return { client: createClient({ service: "https://example.com", fetch, retry: false }), cursors };
}

async function keysOf(items: AsyncIterable<listRecords.Item>): Promise<unknown[]> {
  const keys: unknown[] = [];
  for await (const { value } of items) keys.push(value.key);
  return keys;
}

test("pages go on while there is a cursor, also over an empty page", async () => {
  const { client, cursors } = paged(
    { keys: [1, 2], cursor: "a" },
    { keys: [], cursor: "b" },
    { keys: [3] },
    { keys: [4] },
  );
  assert.deepEqual(await keysOf(listRecords.items(client, params)), [1, 2, 3]);
  assert.deepEqual(cursors(), [null, "a", "b"]);
});

test("a cursor that is given is where paging begins", async () => {
  const { client, cursors } = paged({ keys: [1] });
  assert.deepEqual(await keysOf(listRecords.items(client, { ...params, cursor: "x" })), [1]);
  assert.deepEqual(cursors(), ["x"]);
});

for (const [name, pages] of Object.entries({
  "at once": [
    { keys: [1], cursor: "a" },
    { keys: [2], cursor: "a" },
  ],
  "in a circle": [
    { keys: [1], cursor: "a" },
    { keys: [2], cursor: "b" },
    { keys: [3], cursor: "a" },
  ],
})) {
  test(`a repeated cursor, ${name}, ends with an error and not with a loop`, async () => {
    const { client, cursors } = paged(...pages);
    const seen: unknown[] = [];
    await assert.rejects(
      async () => {
        for await (const { value } of listRecords.items(client, params)) seen.push(value.key);
      },
      { code: "invalid_response", nsid: "com.atproto.repo.listRecords", message: /a repeated cursor/ },
    );
    assert.deepEqual(
      seen,
      pages.flatMap(({ keys }) => keys),
    );
    assert.equal(cursors().length, pages.length);
  });
}

test("`max` is the total; no page is asked for that is not needed", async () => {
  const { client, cursors } = paged({ keys: [1, 2], cursor: "a" }, { keys: [3, 4], cursor: "b" });
  assert.deepEqual(await keysOf(listRecords.items(client, params, { max: 4 })), [1, 2, 3, 4]);
  assert.equal(cursors().length, 2);
  assert.deepEqual(await keysOf(listRecords.items(client, params, { max: 0 })), []);
  assert.equal(cursors().length, 2);
});

test("`break` ends it", async () => {
  const { client, cursors } = paged({ keys: [1, 2], cursor: "a" }, { keys: [3] });
  for await (const page of listRecords.pages(client, params)) {
    assert.equal(page.records.length, 2);
    break;
  }
  assert.equal(cursors().length, 1);
});

test("a procedure pages by its input", async () => {
  assert.equal(typeof queryEvents.items, "function");
  const { fetch, requests } = fakeFetch((_, count) =>
    Response.json({ events: [], ...(count === 1 && { cursor: "a" }) }),
  );
  const client = createClient({ service: "https://example.com", fetch });
  for await (const _ of queryEvents.items(client, { limit: 5 })) assert.fail();
  assert.deepEqual(
    requests.map(({ body, url }) => [url.search, body]),
    [
      ["", '{"limit":5}'],
      ["", '{"limit":5,"cursor":"a"}'],
    ],
  );
});
