/**
 * Prints how many commits of a stream are verified a second and core: hashes of all blocks, signature, chain and inversion. Beside it
 * `verifyProofs` of `@atproto/repo`, which holds each operation to the tree, and inverts nothing. In one process and in turn, by CPU time.
 * The frames are as large as those of the network: their repositories have tens of thousands of records.
 */
import { Secp256k1Keypair } from "@atproto/crypto";
import { parseCid } from "@atproto/lex-data";
import { verifyProofs } from "@atproto/repo";
import { instantiateSecp256k1 } from "@bitauth/libauth";
import { createLibauthVerifier, generateKey } from "bluesky/crypto";
import { writeRepo } from "bluesky/repo";
import type { CommitFrame } from "../packages/bluesky/src/stream/frame/CommitFrame.ts";
import { createVerifier } from "../packages/bluesky/src/stream/verify/createVerifier.ts";
import { documentsOf, OfficialRepo } from "../packages/bluesky/src/stream/verify/testing/officialRepo.ts";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";

const ROUNDS = 15;
const ACCOUNTS = 3;
const EACH = 16;
const RECORDS = 60_000;
/** How many times as fast as the official verifier each has to be. */
const BOUNDS = { bluesky: 6, "bluesky, wasm": 10 } as const;

const TIDS = "234567abcdefghijklmnopqrstuvwxyz";
const rkey = (n: number): string => {
  let text = "";
  for (let rest = n * 7_919 + 1; text.length < 10; rest = Math.floor(rest / 32)) text = TIDS.charAt(rest % 32) + text;
  return `3k2${text}`;
};

const REF = {
  uri: "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jzfcijpj2z2a",
  cid: "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
};
const repos: OfficialRepo[] = [];
const frames: { readonly frame: CommitFrame; readonly key: string }[] = [];
for (let account = 0; account < ACCOUNTS; account++) {
  const did = `did:plc:${"abcdefghijklmnopqrstuvw"}${TIDS.charAt(account)}`;
  const repo = new OfficialRepo(did, await Secp256k1Keypair.create());
  repos.push(repo);
  const write = (n: number): Parameters<OfficialRepo["write"]>[0][number] => ({
    action: "create",
    path: `app.bsky.feed.${n % 3 === 0 ? "post" : "like"}/${rkey(n)}`,
    value: {
      $type: "app.bsky.feed.post",
      text: `Post number ${n}, which says something about nothing. `.repeat(4),
      langs: ["en"],
      reply: { root: REF, parent: REF },
      createdAt: "2026-01-31T12:00:00.000Z",
    },
  });
  const old = Array.from({ length: RECORDS }, (_, n) => {
    const { path, value } = write(n);
    const [collection = "", rkey = ""] = path.split("/");
    return { collection, rkey, value };
  });
  await repo.load((await writeRepo(old, { did, key: await generateKey("p256") })).bytes());
  for (let n = 0; n < EACH; n++)
    frames.push({ frame: await repo.write([write(RECORDS + 977 * n)]), key: repo.key.did() });
}
const identity = documentsOf(repos);
const wasm = createLibauthVerifier(await instantiateSecp256k1());
const fresh = (options: object): ((frame: CommitFrame) => Promise<boolean>) => {
  const { verify } = createVerifier({ identity, ...options });
  return async (frame) => {
    const verified = await verify(frame);
    return verified.ok || verified.reason === "stale";
  };
};
/** Without a chain: the same frames come again and again. */
const verifyFull = fresh({ chain: false });
const verifyWasm = fresh({ chain: false, verifier: wasm });
const ways: Readonly<Record<string, (frame: CommitFrame, key: string) => Promise<boolean>>> = {
  bluesky: verifyFull,
  "bluesky, wasm": verifyWasm,
  "bluesky, hashes and inversion": fresh({ chain: false, verifier: { curves: ["secp256k1"], verify: () => true } }),
  "@atproto/repo": async ({ blocks, ops, repo }, key) => {
    const claims = ops.map(({ path, cid }) => {
      const [collection = "", rkey = ""] = path.split("/");
      return { collection, rkey, cid: cid === null ? null : parseCid(cid) };
    });
    return (await verifyProofs(blocks, claims as never, repo, key)).unverified.length === 0; // NSIDs are text here
  },
};
const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
for (let round = -3; round < ROUNDS; round++) {
  for (const [name, verify] of Object.entries(ways)) {
    const before = process.cpuUsage();
    for (const { frame, key } of frames) if (!(await verify(frame, key))) throw new Error(`${name} does not verify`);
    const { user, system } = process.cpuUsage(before);
    // The first ones warm up.
    if (round >= 0) times.get(name)?.push((user + system) / frames.length);
  }
}
const size = median(frames.map(({ frame }) => frame.blocks.length));
console.log(`\nCommits of ${size} bytes (us of CPU each; medians, also of how many times as fast as @atproto/repo)\n`);
const peer = times.get("@atproto/repo") ?? [];
const rows: FigureRow<Measured>[] = [];
for (const [name, own] of times) {
  const ratio = median(peer.map((time, round) => time / (own[round] ?? time)));
  const bound = name === "bluesky" || name === "bluesky, wasm" ? BOUNDS[name] : undefined;
  const verdict = bound === undefined ? "" : `   bound ${bound}  ${ratio >= bound ? "ok" : "BELOW"}`;
  console.log(`${name.padEnd(30)} ${median(own).toFixed(0).padStart(6)}: ${ratio.toFixed(2)}x${verdict}`);
  if (bound === undefined) continue;
  rows.push({
    what: name === "bluesky" ? "by Node's crypto" : "by the wasm peer",
    figures: [
      measured("bluesky", "ours", "ms", median(own) / 1000),
      measured("@atproto/repo", "peer", "ms", median(peer) / 1000),
      measured("ratio", "ratio", "times", 1 / ratio),
    ],
    bound: { name: "ratio", most: 1 / bound },
  });
}
report({
  id: "stream-verify",
  title: "How long a commit of a stream takes to verify",
  how: "Hashes of all blocks, signature, and the operations undone, of repositories of 60,000 records; `verifyProofs` of the official package does not undo them. They take turns in one process. It is the processor's time. Medians.",
  rows,
});
