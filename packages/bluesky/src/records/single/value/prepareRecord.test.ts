import assert from "node:assert/strict";
import { test } from "node:test";
import { Profile } from "../../../lexicons/app/bsky/actor/profile.ts";
import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { ValidationError } from "../../../schema/issues/ValidationError.ts";
import { recordSchema } from "../../../schema/RecordSchema.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { applyWrites, buildWrite, create, planWrites, put, update } from "../../index.ts";
import { account, CID, DID, post } from "../testing/account.ts";

const Thing = recordSchema<object>("com.example.thing", () => {}, "any");
const half = "😀".slice(0, 1);
const RAW = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";

/** What is not of the data model, in a place that no lexicon says anything of. */
const values: Record<string, unknown> = {
  "no number": Number.NaN,
  infinity: Number.NEGATIVE_INFINITY,
  "a fraction": 1.5,
  "a number beyond 2^53": 2 ** 53,
  "a bigint": 10n,
  "a symbol": Symbol("x"),
  "a function": () => 1,
  "bytes as they are": new Uint8Array([1, 2]),
  "a Map": new Map([["a", 1]]),
  "a Set": new Set([1]),
  "a Date": new Date(0),
  "an instance of a class": new (class Point {
    readonly x = 1;
  })(),
  "what says its own JSON": { toJSON: () => "another" },
  "half a surrogate pair": half,
  "text with half a pair in it": `a${half}b`,
  "half a pair as a key": { [half]: 1 },
  "a link that is none": { $link: "nope" },
  "a link beside others": { $link: CID, more: 1 },
  "bytes that are no base 64": { $bytes: "A!!" },
  "bytes beside others": { $bytes: "AQI", more: 1 },
  "a blob without its ref": { $type: "blob", mimeType: "image/png", size: 1 },
  "a blob of a size that is no number": { $type: "blob", ref: { $link: RAW }, mimeType: "image/png", size: "1" },
  "a type that is null": { $type: null },
  "a type that is a number": { $type: 5 },
  "a type that is empty": { $type: "" },
  "a list with a hole": [1, undefined, 2],
};

/** Everything that writes a record: `k`. */
const writers: Record<string, (client: ClientLike, record: object) => unknown> = {
  create: (client, record) => create(client, Thing, record),
  put: (client, record) => put(client, Thing, "k", record),
  update: (client, record) => update(client, Thing, "k", () => record),
  "applyWrites: create": (client, record) => applyWrites(client, [buildWrite.create(Thing, record)]),
  "applyWrites: update": (client, record) => applyWrites(client, [buildWrite.update(Thing, "k", record)]),
};

for (const [name, write] of Object.entries(writers)) {
  test(`${name}: what is not of the data model is refused before it is sent, and it is said where`, async () => {
    for (const [what, value] of Object.entries(values)) {
      for (const [place, record] of [
        [["x"], { x: value }],
        [["deep", "list", 1, "x"], { deep: { list: [0, { x: value }] } }],
      ] as const) {
        const { client, requests } = account(() => ({ uri: `at://${DID}/${Thing.nsid}/k`, cid: CID, value: {} }));
        await assert.rejects(
          async () => write(client, record),
          (error: unknown) => {
            assert.ok(error instanceof ValidationError, `${what}: ${error}`);
            const [issue] = error.issues;
            assert.deepEqual(issue?.path.slice(0, place.length), place, `${what}: ${error.message}`);
            assert.ok(error.message.includes(place.join(".")), `${what}: ${error.message}`);
            return true;
          },
          what,
        );
        assert.ok(!requests.some(({ url }) => !url.href.includes("getRecord")), `${what}: it was sent`);
      }
    }
  });

  test(`${name}: a record is a plain object: what would be taken apart is refused, at every level`, async () => {
    const records: Record<string, unknown> = {
      "a list": [1, 2],
      "an empty list": [],
      "a text": "abc",
      "a number": 5,
      null: null,
      "a Map": new Map(),
      "a Date": new Date(),
      "bytes as they are": new Uint8Array(2),
      "an instance of a class": new (class Point {
        readonly x = 1;
      })(),
      "an object that inherits": Object.create({ x: 1 }),
    };
    for (const [what, record] of Object.entries(records)) {
      for (const validate of [undefined, { request: "shape" }, false] as const) {
        const { client, requests } = account(() => ({ uri: `at://${DID}/${Thing.nsid}/k`, cid: CID, value: {} }));
        const loose = client.with({ validate });
        // An `update` that gives null is for its caller to explain.
        await assert.rejects(async () => write(loose, record as object), ValidationError, `${what}, ${validate}`);
        assert.ok(!requests.some(({ url }) => !url.href.includes("getRecord")), `${what}: it was sent`);
      }
    }
  });

  test(`${name}: a \`$type\` that is undefined is filled in; one that is null, or another's, is not`, async () => {
    const { client, sent } = account(() => ({ uri: `at://${DID}/${Thing.nsid}/k`, cid: CID, value: { a: 1 } }));
    await write(client, { $type: undefined, b: 2 });
    const { record, writes } = sent.at(-1) as { record?: object; writes?: { value: object }[] };
    assert.deepEqual(record ?? writes?.[0]?.value, { $type: Thing.nsid, b: 2 });
    for (const $type of [null, "", 5, "com.example.other"]) {
      await assert.rejects(async () => write(client, { $type, b: 2 }), ValidationError, `${$type}`);
    }
  });
}

test("a record without a prototype, and one of another realm, are plain", async () => {
  const { client, sent } = account();
  const { runInNewContext } = await import("node:vm");
  await create(client, Post, Object.assign(Object.create(null), post));
  await create(client, Post, runInNewContext(`(${JSON.stringify(post)})`));
  // Also one with a property that is named as the prototype is.
  await create(client, Thing, JSON.parse('{"__proto__":{"a":1}}'));
  assert.deepEqual(
    sent.map(({ record }) => JSON.stringify(record)),
    [
      JSON.stringify({ $type: Post.nsid, ...post }),
      JSON.stringify({ $type: Post.nsid, ...post }),
      '{"$type":"com.example.thing","__proto__":{"a":1}}',
    ],
  );
});

test("a declared property is held to its lexicon, and what is beside it to the data model", async () => {
  const { client, requests } = account();
  for (const wrong of [{ x: Number.NaN }, { text: half }, { embed: { $type: "com.example.embed", size: 1.5 } }]) {
    await assert.rejects(create(client, Post, Object.assign({}, post, wrong)), ValidationError);
  }
  await assert.rejects(
    create(client, Profile, { avatar: { cid: RAW, mimeType: "image/png" } as never }),
    ValidationError,
  );
  assert.deepEqual(requests, []);
});

test("a plan takes nothing that JSON would change, however little it validates", () => {
  for (const [what, value] of Object.entries(values)) {
    for (const validate of ["strict", "shape", false] as const) {
      for (const write of [buildWrite.create(Thing, { x: value }), buildWrite.update(Thing, "k", { x: value })]) {
        assert.throws(
          () => planWrites([write], { validate }),
          (error: { code?: string; message: string; cause?: unknown }) => {
            assert.equal(error.code, "invalid_plan", what);
            assert.match(error.message, /\bx\b/, what);
            return true;
          },
          `${what}, ${validate}`,
        );
      }
    }
  }
  for (const record of [[1], new Map(), "text", null]) {
    const given = record as object;
    assert.throws(() => planWrites([buildWrite.create(Thing, given)], { validate: false }), { code: "invalid_plan" });
  }
  const { writes } = planWrites([buildWrite.create(Thing, { $type: undefined, b: undefined })]);
  assert.equal(JSON.stringify(writes[0]?.record), '{"$type":"com.example.thing"}');
});
