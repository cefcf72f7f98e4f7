import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { join } from "node:path";
import { it } from "node:test";
import { promisify } from "node:util";
import { type Relay, startRelay } from "bluesky-devnet";
import { soak } from "../../scripts/test/soak.ts";

/** Frames of 5 kB. */
const COUNT = soak(8_000, 60_000);
/** After so many events the consumer waits for a millisecond: it takes some ten times as long as the frames would. */
const PACE = 5;

async function readSlowly(relay: Relay, native: boolean) {
  const program = join(import.meta.dirname, "programs/readSlowly.ts");
  const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning", "--expose-gc"];
  const input = JSON.stringify({ url: relay.url, count: COUNT, pace: PACE, native });
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, input]);
  return JSON.parse(stdout) as { handled: number; disordered: number; grown: number; reconnects: number };
}

it(`a slow consumer of ${COUNT} frames of 5 kB does not fill the memory, and misses none`, async (test) => {
  await using relay = await startRelay(undefined, { keep: COUNT });
  const text = "x".repeat(4_500);
  for (let index = 0; index < COUNT; index++) {
    const did = `did:plc:${"abcdefgh"[index % 8]?.repeat(24)}`;
    relay.publishCommit(did, [{ collection: "app.bsky.feed.post", rkey: `r${index}`, record: { text } }]);
  }
  const bounds = [
    [false, "ws", 96],
    [true, "the platform's own WebSocket", 160],
  ] as const;
  for (const [native, what, bound] of bounds) {
    const { handled, disordered, grown, reconnects } = await readSlowly(relay, native);
    test.diagnostic(`${what}: +${Math.round(grown / 2 ** 20)} MB, ${reconnects} reconnects`);
    assert.deepEqual({ handled, disordered }, { handled: COUNT, disordered: 0 }, what);
    assert.ok(grown < bound * 2 ** 20, `${what}: it grew by ${Math.round(grown / 2 ** 20)} MB`);
  }
});
