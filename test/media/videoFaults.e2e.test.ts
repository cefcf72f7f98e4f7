import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { Bluesky } from "bluesky";
import { post } from "bluesky/actions";
import { listRecords } from "bluesky/com/atproto/repo";
import { getBlob } from "bluesky/com/atproto/sync";
import { video } from "bluesky/media";
import { tidFromDate } from "bluesky/syntax";
import { faults, type Network, startFaults } from "bluesky-devnet";
import { makeMp4 } from "../../packages/bluesky/src/media/video/testing/makeMp4.ts";
import { soak } from "../../scripts/test/soak.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

const COUNT = soak(24, 100);
const SEED = Number(process.env.SEED ?? 1);
const MB = 1024 * 1024;

let net: Network;
before(async () => {
  net = await borrowNetwork({ appView: false, video: true });
});
after(() => net?.close());

it(`${COUNT} uploads through faults: what is posted plays, and nothing is there twice`, {
  timeout: 600_000,
}, async (t) => {
  await using faulty = await startFaults(net, { seed: SEED });
  const { video: service } = net;
  assert.ok(service && faulty.video);
  const account = await net.createAccount("alice");
  const bsky = await Bluesky.login({ ...account, network: faulty.network });
  const plain = await Bluesky.login(account);

  const often = { probability: 0.05 };
  for (const each of [
    ...[faults.resetBeforeCommit(), faults.resetAfterCommit(), faults.resetMidBody(), faults.truncatedJson()],
    ...[faults.html(), faults.status(503), faults.rateLimited({ resetIn: 0 })],
  ]) {
    faulty.video.add(each, { ...often, nsid: "app.bsky.video.*" });
  }
  faulty.pds.add(faults.resetAfterCommit(), { ...often, nsid: "com.atproto.server.*" });
  for (const fault of ["lostPart", "expiredUpload", "expiredJob", "unknownState", "otherShape"] as const) {
    service.add(fault, { probability: 0.1 });
  }
  service.add("failedJob", { probability: 0.02 });

  // Every fourth in parts; every sixth is one that was there before.
  const make = (i: number): Uint8Array<ArrayBuffer> =>
    makeMp4({ seed: SEED * 1000 + (i % 6 === 5 ? i - 1 : i), size: i % 4 === 3 ? 17 * MB : 60_000 });
  const posted = new Map<number, string>();
  const codes = new Map<string, number>();
  const queue = Array.from({ length: COUNT }, (_, i) => i);
  const work = async (): Promise<void> => {
    for (let i = queue.shift(); i !== undefined; i = queue.shift()) {
      try {
        const key = tidFromDate(new Date(Date.UTC(2026, 0, 1) + i));
        const { value } = await post(bsky, `${i}`, { key, video: video(make(i), { pollInterval: 50 }) });
        assert.ok(value.embed?.$type === "app.bsky.embed.video" && "ref" in value.embed.video);
        posted.set(i, value.embed.video.ref.$link);
      } catch (error) {
        const { code = String(error) } = Object(error) as { code?: string };
        codes.set(code, (codes.get(code) ?? 0) + 1);
      }
    }
  };
  await Promise.all([work(), work(), work()]);
  t.diagnostic(`SEED=${SEED}: ${posted.size} posted; ${[...codes].map(([code, n]) => `${n} ${code}`).join(", ")}`);

  assert.ok(posted.size >= COUNT / 2, "most get through");
  for (const code of codes.keys()) assert.match(code, /^[a-z_]+$/, "each failure has its code");
  for (const [i, cid] of posted) {
    const played = Buffer.from(await (await getBlob(plain, { did: account.did, cid })).bytes());
    assert.ok(played.equals(make(i)), `${i} plays as it was`);
  }
  const texts: string[] = [];
  for await (const { value } of listRecords.items(plain, { repo: account.did, collection: "app.bsky.feed.post" })) {
    texts.push(String(Object(value).text));
  }
  assert.equal(new Set(texts).size, texts.length, "no post is there twice");
  for (const i of posted.keys()) assert.ok(texts.includes(`${i}`));
  // The same video is one blob, however often it had to be sent.
  const cids = new Map(service.videos.map(({ sha256, cid }) => [sha256, cid]));
  for (const { sha256, cid } of service.videos) assert.equal(cid, cids.get(sha256));
});
