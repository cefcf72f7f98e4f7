import assert from "node:assert/strict";
import { describe, test } from "node:test";
import fc from "fast-check";
import type { DataValue } from "../../data/dataValue.ts";
import { decodeCbor, decodeCborFirst } from "../../data/decodeCbor.ts";
import { encodeCbor } from "../../data/encodeCbor.ts";
import { commitBody, commitFrame, didOf, errorFrame, frameOf, join, post } from "../testing/frames.ts";
import { FrameFault } from "./FrameFault.ts";
import type { FrameFilter } from "./FrameFilter.ts";
import { BlockRecord } from "./RecordEvents.ts";
import { readFrame } from "./readFrame.ts";

const ALL: FrameFilter = { wants: () => true, dids: undefined, all: false };
const only = (...collections: string[]): FrameFilter => ({ ...ALL, wants: (one) => collections.includes(one) });
const ops = [
  { action: "create", path: "app.bsky.feed.post/a", record: post("one") },
  { action: "update", path: "app.bsky.actor.profile/self", record: { $type: "app.bsky.actor.profile" } },
  { action: "delete", path: "app.bsky.feed.like/b" },
  // The same record under another key shares its block.
  { action: "create", path: "app.bsky.feed.post/c", record: post("one") },
] as const;
const frame = commitFrame({ seq: 7, did: didOf(1), ops });
const info = { seq: 7, time: "", host: "", did: didOf(1), rev: "" };

/** What a commit is, decoded. */
interface Body {
  readonly [key: string]: DataValue;
  readonly ops: { action: string; path: string; cid: { $link: string } | null }[];
}

/** The records that a frame leads to. */
function recordsOf(bytes: Uint8Array, filter: FrameFilter): unknown[] {
  const { commit } = readFrame(bytes, filter) ?? {};
  return (commit?.wanted ?? []).map((op) => {
    const { action, collection, rkey } = op;
    const record = action === "delete" ? undefined : new BlockRecord(info, action, op, bytes);
    record?.detach();
    return [action, `${collection}/${rkey}`, record?.cid, record?.record];
  });
}

describe("a commit", () => {
  test("is read as the general decoder reads it", () => {
    const { commit } = readFrame(Buffer.from(frame), ALL) ?? {};
    const body = decodeCbor(decodeCborFirst(frame).rest) as unknown as Body;
    const expected = body.ops.map((op, index) => [
      op.action,
      op.path,
      op.cid?.$link,
      ops[index] && "record" in ops[index] ? ops[index].record : undefined,
    ]);
    assert.deepEqual(recordsOf(frame, ALL), expected);
    assert.ok(commit);
    const { seq, repo, rev, since, time, tooBig, blocks, prevData } = commit;
    assert.deepEqual(
      { seq, repo, rev, since, time, tooBig, blocks, prevData, commit: { $link: commit.commit } },
      {
        ...Object.fromEntries(
          ["seq", "repo", "rev", "since", "time", "tooBig", "blocks", "commit"].map((key) => [key, body[key]]),
        ),
        prevData: undefined,
      },
    );
    assert.deepEqual(
      commit.ops,
      body.ops.map(({ action, path, cid }) => ({
        action,
        path,
        cid: cid?.$link ?? null,
      })),
    );
  });

  test("is left early where nothing of it is wanted, and has its number all the same", () => {
    const { commit } = readFrame(frame, only("com.example.other")) ?? {};
    assert.deepEqual([commit?.isLeft, commit?.seq, commit?.time], [true, 7, ""]);
    // Whatever stands behind the number is not looked at then.
    const cut = frame.subarray(0, frame.length - 20);
    assert.equal(readFrame(cut, only("com.example.other"))?.commit?.isLeft, true);
    assert.throws(() => readFrame(cut, ALL), FrameFault);
    const others: FrameFilter = { ...ALL, dids: new Set([didOf(2)]) };
    assert.deepEqual([readFrame(frame, others)?.commit?.isLeft, readFrame(frame, others)?.commit?.wanted], [true, []]);
    assert.equal(readFrame(frame, only("app.bsky.feed.like"))?.commit?.wanted.length, 1);
  });

  test("has the records that are wanted, of whatever number of operations", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ text: fc.string(), collection: fc.integer({ min: 0, max: 3 }) })), (list) => {
        const made = list.map(({ text, collection }, index) => ({
          action: "create" as const,
          path: `com.example.c${collection}/k${index}`,
          record: { text },
        }));
        const bytes = commitFrame({ seq: 1, did: didOf(3), ops: made });
        const found = recordsOf(bytes, only("com.example.c1", "com.example.c2")) as [string, string, string, unknown][];
        assert.deepEqual(
          found.map(([, path, , record]) => [path, record]),
          made.filter(({ path }) => /c[12]\//.test(path)).map(({ path, record }) => [path, record]),
        );
      }),
    );
  });

  test("gives bytes in the form of JSON, and keys as they are", () => {
    const record = {
      bytes: Uint8Array.of(1, 2, 3),
      list: [Object.fromEntries([["__proto__", new Uint8Array(0)]]), null],
    };
    const made = [{ action: "create", path: "x.y.z/a", record: record as unknown as DataValue }] as const;
    const [[, , , found] = []] = recordsOf(commitFrame({ seq: 1, did: didOf(1), ops: made }), ALL) as unknown[][];
    assert.equal(JSON.stringify(found), '{"list":[{"__proto__":{"$bytes":""}},null],"bytes":{"$bytes":"AQID"}}');
  });

  test("that was changed is read, or refused with a reason, and nothing else happens", () => {
    fc.assert(
      fc.property(fc.nat(frame.length - 1), fc.nat(255), fc.boolean(), (at, byte, isCut) => {
        const bytes = frame.slice(0, isCut ? at : frame.length);
        if (!isCut) bytes[at] = byte;
        try {
          const found = readFrame(bytes, ALL);
          for (const op of found?.commit?.wanted ?? []) assert.ok(op.blockEnd <= bytes.length);
        } catch (error) {
          assert.ok(error instanceof FrameFault, String(error));
        }
      }),
      { numRuns: 3000 },
    );
  });

  test("with lengths that lie takes no time", () => {
    const huge = Uint8Array.of(0x9b, 0, 0, 0, 1, 0, 0, 0, 0);
    const body = [0xa1, 0x63, ...Buffer.from("ops"), ...huge];
    assert.throws(() => readFrame(join(frame.subarray(0, 15), Uint8Array.from(body)), ALL), FrameFault);
  });

  test("must be canonical, and have what every commit has", () => {
    const body = commitBody({ seq: 1, did: didOf(1), ops: [] });
    for (const key of ["seq", "repo", "rev", "time", "blocks", "commit", "ops"]) {
      const { [key]: _, ...rest } = body;
      assert.throws(() => readFrame(frameOf("#commit", rest), ALL), FrameFault, key);
    }
    // `ops` and `rev` the other way round.
    const swapped = join(
      frame.subarray(0, 15),
      Uint8Array.of(0xa2, 0x63, ...Buffer.from("rev"), 0x60, 0x63, ...Buffer.from("ops"), 0x80),
    );
    assert.throws(
      () => readFrame(swapped, ALL),
      (fault) => fault instanceof FrameFault && /ops: expected keys in order/.test(fault.what),
    );
  });
});

describe("a frame", () => {
  test("of a kind or an operation that nobody knows is skipped", () => {
    assert.equal(readFrame(frameOf("#future", { seq: 1 }), ALL), undefined);
    assert.equal(readFrame(join(encodeCbor({ t: "#commit", op: 2 }), encodeCbor({})), ALL), undefined);
    assert.equal(readFrame(join(encodeCbor({ op: 1 }), encodeCbor({})), ALL), undefined);
  });

  test("may be an error", () => {
    assert.deepEqual(readFrame(errorFrame("FutureCursor", "no"), ALL), {
      type: "error",
      error: { name: "FutureCursor", message: "no" },
    });
  });

  test("that is no CBOR is refused", () => {
    for (const bytes of [new Uint8Array(0), Uint8Array.of(0xff), Uint8Array.of(0x01), Buffer.from("hello")]) {
      assert.throws(() => readFrame(bytes, ALL), FrameFault);
    }
    const body: DataValue = { seq: 1, did: didOf(1), time: "2026-11-01T12:00:00.000Z" };
    const whole = frameOf("#identity", body);
    assert.deepEqual(readFrame(whole, ALL), { type: "#identity", body });
    assert.throws(() => readFrame(whole.subarray(0, whole.length - 1), ALL), FrameFault);
  });
});
