import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { setImmediate as tick } from "node:timers/promises";
import { StreamError } from "../model/StreamError.ts";
import type { StreamEvent } from "../model/StreamEvent.ts";
import { jetstream } from "../source/jetstream.ts";
import { relay } from "../source/relay.ts";
import { didOf, frameOf } from "../testing/frames.ts";
import { type LogHost, startLogHost } from "../testing/logHost.ts";
import { memoryCursor } from "../testing/memoryCursor.ts";
import type { CommitVerifier } from "../verify/createVerifier.ts";
import type { SignedCommitFrame } from "../verify/SignedFrame.ts";
import type { Verified } from "../verify/Verified.ts";
import { consume } from "./consume.ts";
import type { StreamOptions } from "./contract/StreamOptions.ts";

const QUICK: StreamOptions = { minDelay: 1, maxDelay: 20, start: "oldest" };
const head = { rev: "3jzfcijpj2z2a", data: "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a" };

/** A verifier that says what a test wants, and what it was asked. */
function verifierOf(verify: (frame: SignedCommitFrame, nth: number) => Verified | Promise<Verified>): CommitVerifier & {
  readonly said: string[];
} {
  const said: string[] = [];
  let count = 0;
  const name = (did: string): string => did.slice(-1);
  return {
    said,
    async verify(frame) {
      const [op] = frame.ops;
      said.push(`verify ${op?.path.split("/")[1]}`);
      return verify(frame, ++count);
    },
    async verifySync(frame) {
      said.push(`sync ${name(frame.did)}`);
      return { ok: true, head };
    },
    settle: (did) => void said.push(`settle ${name(did)}`),
    forget: (did) => void said.push(`forget ${name(did)}`),
  };
}

/** Reads to a number, and gives what came. */
async function readTo(host: LogHost, seq: number, options: StreamOptions): Promise<StreamEvent[]> {
  const stream = consume(relay(host.url), { ...QUICK, ...options });
  const events: StreamEvent[] = [];
  const running = stream.run((event) => void events.push(event));
  while (stream.stats.done !== seq) await tick();
  await stream.close();
  await running;
  return events;
}

describe("commits are verified", () => {
  test("in order for each account, those of several at once, also what the filter leaves out", async () => {
    await using host = await startLogHost();
    host.addPosts(60, 3);
    const active = new Set<string>();
    let most = 0;
    const order = new Map<string, number[]>();
    const verify = verifierOf(async ({ repo, ops }) => {
      assert.ok(!active.has(repo));
      active.add(repo);
      most = Math.max(most, active.size);
      const n = Number(ops[0]?.path.split("/")[1]);
      for (let turns = n % 4; turns >= 0; turns--) await tick();
      active.delete(repo);
      order.set(repo, [...(order.get(repo) ?? []), n]);
      return { ok: true, head };
    });
    const events = await readTo(host, 60, { verify, collections: ["com.example.x"] });
    assert.deepEqual([events, most], [[], 3]);
    for (const list of order.values())
      assert.deepEqual(
        list,
        list.toSorted((a, b) => a - b),
      );
    assert.equal(verify.said.filter((text) => text.startsWith("settle")).length, 60);
  });

  test("and noted as handled only when they are done", async () => {
    await using host = await startLogHost();
    host.addPosts(2, 1);
    const verify = verifierOf(() => ({ ok: true, head }));
    const stream = consume(relay(host.url), { ...QUICK, verify });
    for await (const event of stream) {
      verify.said.push(`event ${event.seq}`);
      if (event.seq === 2) break;
    }
    assert.deepEqual(
      verify.said.filter((text) => !text.startsWith("verify")),
      ["event 1", "settle a", "event 2"],
    );
  });

  test("a broken chain is an event in front of what the commit says; what was handled before is not handed out", async () => {
    await using host = await startLogHost();
    host.addPosts(4, 1);
    const answers: Verified[] = [
      { ok: true, head },
      { ok: false, reason: "stale", message: "it was handled before" },
      { ok: false, reason: "chain", message: "one is missing", head },
      { ok: false, reason: "too_big", message: "there is less in it", head },
    ];
    const verify = verifierOf((_, nth) => answers[nth - 1] ?? assert.fail());
    const events = await readTo(host, 4, { verify });
    assert.deepEqual(
      events.map((event) => (event.kind === "sync" ? [event.seq, event.reason, event.rev] : event.seq)),
      [1, [3, "chain", head.rev], 3, [4, "too_big", head.rev], 4],
    );
  });

  test("what does not verify is skipped and counted, or what `onError` says", async () => {
    await using host = await startLogHost();
    host.addPosts(3, 1);
    const wrong: Verified = { ok: false, reason: "signature", message: "it is not signed" };
    const second = (frame: SignedCommitFrame): Verified =>
      frame.ops[0]?.path.endsWith("/2") ? wrong : { ok: true, head };
    assert.deepEqual(
      (await readTo(host, 3, { verify: verifierOf(second) })).map(({ seq }) => seq),
      [1, 3],
    );
    const cursor = memoryCursor();
    const stopped = consume(relay(host.url), { ...QUICK, verify: verifierOf(second), onError: () => "stop", cursor });
    await assert.rejects(
      stopped.run(() => {}),
      (error) => error instanceof StreamError && error.code === "verification_failed" && error.reason === "signature",
    );
    assert.equal(JSON.parse(cursor.saved.at(-1) ?? "").seq, 1);
    let asked = 0;
    const verify = verifierOf((frame) => (asked < 2 ? second(frame) : { ok: true, head }));
    const onError = (): "retry" => {
      asked++;
      return "retry";
    };
    assert.deepEqual(
      (await readTo(host, 3, { verify, onError })).map(({ seq }) => seq),
      [1, 2, 3],
    );
    assert.equal(asked, 2);
  });

  test("an identity that cannot be looked up is looked up again", async () => {
    await using host = await startLogHost();
    host.addPosts(1, 1);
    const verify = verifierOf((_, nth) =>
      nth < 3 ? { ok: false, reason: "identity", message: "the directory does not answer" } : { ok: true, head },
    );
    assert.equal((await readTo(host, 1, { verify })).length, 1);
  });

  test("`#sync` is verified too, and an identity that changes is looked up again", async () => {
    await using host = await startLogHost();
    const time = "2026-11-01T12:00:00.000Z";
    const did = didOf(0);
    host.add(1, frameOf("#sync", { seq: 1, did, time, rev: "3jzfcijpj2z2a", blocks: new Uint8Array(3) }));
    host.add(2, frameOf("#identity", { seq: 2, did, time }));
    const verify = verifierOf(() => assert.fail());
    assert.deepEqual(
      (await readTo(host, 2, { verify })).map(({ kind }) => kind),
      ["sync", "identity"],
    );
    assert.deepEqual(verify.said, ["sync a", "settle a", "forget a"]);
  });

  test("but only what a relay or a server sends", () => {
    assert.throws(
      () => consume(jetstream("wss://jetstream.example.com"), { verify: verifierOf(() => assert.fail()) }),
      {
        code: "invalid_option",
      },
    );
  });
});
