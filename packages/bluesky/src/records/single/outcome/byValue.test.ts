import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type CommittedWrite, commitWrites } from "../applyWrites.ts";
import { DID, fakePds } from "../testing/fakePds.ts";
import { byCid } from "./byCid.ts";
import { byValue } from "./byValue.ts";

const LINK = "bafyreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
const RAW = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";

/** A few values, so that two records are often the same, or nearly. */
const leaf = fc.constantFrom<unknown[]>(
  ...[0, -0, 1, 1.5, 2 ** 53, null, true, false, undefined, "", "a", "\ud83d", "\ufffd", "😀", "\\ud83d"],
  ...[{ $bytes: "AQI" }, { $bytes: "AQI=" }, { $bytes: "AQ=" }, { $bytes: 1 }, { $bytes: "AQI", more: 1 }],
  ...[{ $link: LINK }, { $link: RAW }, { $link: "nope" }, { $type: null }, { $type: "a" }],
  ...[
    { $type: "blob", ref: { $link: RAW }, mimeType: "a/b", size: 3 },
    { cid: RAW, mimeType: "a/b" },
  ],
);
const key = fc.constantFrom(
  "a",
  "b",
  "1",
  "0",
  "aa",
  "é",
  "😀",
  "\uffff",
  "\ud83d",
  "\ufffd",
  "__proto__",
  "$type",
  "$bytes",
);
const record = fc.letrec((tie) => ({
  value: fc.oneof({ depthSize: "small" }, leaf, fc.array(tie("value"), { maxLength: 2 }), tie("map")),
  map: fc.array(fc.tuple(key, tie("value")), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
})).map;

/** A record as a server gives it: its keys in another order, bytes without padding, U+FFFD for half of a pair. */
function asGiven(sent: object): unknown {
  const json = JSON.stringify(Object.fromEntries(Object.entries(sent).reverse()));
  return JSON.parse(json.replaceAll('"AQI="', '"AQI"').replaceAll('"\\ud83d"', '"\ufffd"'));
}

test("what has the same value has the same CID, and nothing else has", async () => {
  const seed = Number(process.env.FC_SEED ?? Date.now());
  const seen = { true: 0, false: 0, undefined: 0 };
  await fc.assert(
    fc.asyncProperty(record, record, fc.boolean(), async (sent, other, isSame) => {
      const found = isSame ? asGiven(sent as object) : other;
      const expected = await byCid.isStored(sent, { value: found });
      assert.equal(await byValue.isStored(sent, { value: found }), expected);
      seen[`${expected}`]++;
    }),
    { numRuns: 3_000, seed },
  );
  for (const [answer, count] of Object.entries(seen)) assert.ok(count > 50, `seed ${seed}: ${answer} ${count} times`);
});

test("a commit recognised by its values gives the CIDs that the server says, and none of what was changed since", async () => {
  const pds = fakePds((operation, count) => {
    if (operation !== "applyWrites" || count > 1) return "answered";
    return () => pds.write("com.example.thing/b", { $type: "com.example.thing", text: "changed" });
  });
  const writes: readonly CommittedWrite[] = ["a", "b"].map(
    (rkey) =>
      ({
        ...{ action: "create", collection: "com.example.thing", rkey, keyMade: true },
        value: { $type: "com.example.thing", text: rkey },
      }) as const,
  );
  const answered = fakePds();
  await commitWrites(answered.client, DID, writes, { once: byValue });
  const { results } = await commitWrites(pds.client, DID, writes, { once: byValue });
  assert.deepEqual(
    results.map(({ uri, cid }) => [uri, cid]),
    [
      [`at://${DID}/com.example.thing/a`, pds.records.get("com.example.thing/a")?.cid],
      [`at://${DID}/com.example.thing/b`, undefined],
    ],
  );
  assert.equal(pds.records.get("com.example.thing/a")?.cid, answered.records.get("com.example.thing/a")?.cid);
});
