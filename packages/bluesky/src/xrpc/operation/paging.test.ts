import assert from "node:assert/strict";
import { test } from "node:test";
import { listRecords } from "../../lexicons/com/atproto/repo/listRecords.ts";
import { queryEvents } from "../../lexicons/tools/ozone/safelink/queryEvents.ts";
import { createClient } from "../client/createClient.ts";
import type { Client } from "../contract/Call.ts";
import { fakeFetch } from "../testing/fakeFetch.ts";
import { CursorTrail } from "./CursorTrail.ts";
import { pagedQuery } from "./generated.ts";
import type { PagedQuery } from "./Operation.ts";

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

/** A client whose pages never end, and how many of them were asked for. */
function endless(keysOfPage: (count: number) => number[], cursorOf = (count: number): string => `c${count}`) {
  let count = 0;
  const fetch = async (): Promise<Response> => {
    count++;
    const records = keysOfPage(count).map((key) => ({
      uri: `at://${params.repo}/a.b.c/${key}`,
      cid: "x",
      value: { key },
    }));
    return Response.json({ records, cursor: cursorOf(count) });
  };
  return { client: createClient({ service: "https://example.com", fetch, retry: false }), asked: () => count };
}

test("a row of empty pages with ever new cursors ends, after a hundred or as many as is said", async () => {
  const ended = { code: "invalid_response", nsid: "com.atproto.repo.listRecords", message: /100 empty pages in a row/ };
  for (const way of ["items", "pages"] as const) {
    const { client, asked } = endless(() => []);
    await assert.rejects(async () => {
      for await (const _ of listRecords[way](client, params));
    }, ended);
    assert.equal(asked(), 100, way);
    const few = endless(() => []);
    await assert.rejects(
      async () => {
        for await (const _ of listRecords[way](few.client, params, { maxEmptyPages: 3 }));
      },
      { code: "invalid_response", message: /3 empty pages/ },
    );
    assert.equal(few.asked(), 3, way);
  }
  // Where something comes in between, they are not in a row.
  const { client, asked } = endless((count) => (count % 90 === 0 ? [count] : []));
  assert.deepEqual(await keysOf(listRecords.items(client, params, { max: 3 })), [90, 180, 270]);
  assert.equal(asked(), 270);
  // Pages without the list, as an answer that is not validated may be.
  const listless = createClient({
    service: "https://example.com",
    fetch: async () => Response.json({ cursor: `${performance.now()}${Math.random()}` }),
    validate: false,
  });
  await assert.rejects(keysOf(listRecords.items(listless, params)), {
    code: "invalid_response",
    message: /empty pages/,
  });
});

test("where the output has several arrays there are pages, which are empty when all of them are, and no items", async () => {
  const search = pagedQuery<PagedQuery<{ cursor?: string }, object, never, never>>(
    "com.example.op",
    undefined,
    () => {},
    "",
  );
  assert.deepEqual(
    ["pages", "items"].filter((name) => name in search),
    ["pages"],
  );
  const clientOf = (page: object): Client => {
    let count = 0;
    const fetch = async (): Promise<Response> =>
      Response.json({ ...page, cursor: ++count < 200 ? `${count}` : undefined });
    return createClient({ service: "https://example.com", fetch, retry: false });
  };
  let pages = 0;
  for await (const _ of search.pages(clientOf({ posts: [], tags: ["a"] }), {})) pages++;
  assert.equal(pages, 200);
  await assert.rejects(
    async () => {
      for await (const _ of search.pages(clientOf({ posts: [], tags: [] }), {}));
    },
    { code: "invalid_response", message: /100 empty pages in a row/ },
  );
});

test("what was seen of cursors is bounded, and a circle of any length is one", async () => {
  const length = 5000;
  const circle = endless(
    (count) => [count],
    (count) => `c${count % length}`,
  );
  await assert.rejects(
    async () => {
      for await (const _ of listRecords.items(circle.client, params));
    },
    { code: "invalid_response", message: /a repeated cursor/ },
  );
  assert.ok(circle.asked() < 4 * length, `${circle.asked()}`);
});

test("of cursors so many are remembered, and so much of them", () => {
  const trail = new CursorTrail();
  for (let n = 0; n < 1500; n++) assert.ok(trail.add(`c${n}`));
  assert.ok(!trail.add("c1499") && !trail.add("c600"));
  assert.ok(trail.add("c3"), "it is forgotten");
  const large = new CursorTrail();
  for (let n = 0; n < 10; n++) assert.ok(large.add(`${n}${"x".repeat(2 ** 19)}`));
  assert.ok(large.add(`3${"x".repeat(2 ** 19)}`), "it is forgotten");
  assert.ok(large.add("small") && !large.add("small"));
});

test("options that are null are none", async () => {
  const { client } = paged({ keys: [1] });
  assert.deepEqual(await keysOf(listRecords.items(client, params, null as unknown as undefined)), [1]);
});
