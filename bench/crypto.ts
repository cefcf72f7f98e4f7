/**
 * Prints how many signatures a second are verified, beside what is below: Node's crypto without anything around it, which has to be
 * given its key as it wants it, and does not look at S. In one process and in turn, by CPU time. And what the official library does.
 */
import { createPublicKey, randomBytes, verify } from "node:crypto";
import { verifySignature as official } from "@atproto/crypto";
import { instantiateSecp256k1 } from "@bitauth/libauth";
import { createLibauthVerifier, generateKey, parseDidKey, verifySignature } from "bluesky/crypto";
import { encodeSpki } from "../packages/bluesky/src/crypto/key/der.ts";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";

const ROUNDS = 31;
const EACH = 100;

/** What is measured against bare Node, and how many times as fast it has to be. */
const BOUNDS = { bluesky: 0.95, "bluesky, wasm": 2 } as const;

const rows: FigureRow<Measured>[] = [];
const verifier = createLibauthVerifier(await instantiateSecp256k1());
for (const curve of ["secp256k1", "p256"] as const) {
  const key = await generateKey(curve);
  const messages = await Promise.all(
    Array.from({ length: EACH }, async () => {
      // As long as a commit.
      const data = new Uint8Array(randomBytes(200));
      return { data, signature: await key.sign(data) };
    }),
  );
  const der = Buffer.from(encodeSpki(parseDidKey(key.did)));
  const bare = { key: createPublicKey({ key: der, format: "der", type: "spki" }), dsaEncoding: "ieee-p1363" } as const;
  type Verify = (data: Uint8Array, signature: Uint8Array) => boolean | Promise<boolean>;
  const ways: Readonly<Record<string, Verify>> = {
    "node:crypto, bare": (data, signature) => verify("sha256", data, bare, signature),
    bluesky: (data, signature) => verifySignature(key.did, data, signature),
    ...(curve === "secp256k1" && {
      "bluesky, wasm": (data: Uint8Array, signature: Uint8Array) =>
        verifySignature(key.did, data, signature, { verifier }),
    }),
    "@atproto/crypto": (data, signature) => official(key.did, data, signature),
  };
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  for (let round = -3; round < ROUNDS; round++) {
    for (const [name, verifyBy] of Object.entries(ways)) {
      const before = process.cpuUsage();
      for (const { data, signature } of messages) {
        if (!(await verifyBy(data, signature))) throw new Error(`${name} does not verify`);
      }
      const { user, system } = process.cpuUsage(before);
      // The first ones warm up.
      if (round >= 0) times.get(name)?.push((user + system) / EACH);
    }
  }
  console.log(`\nSignatures by ${curve} (us of CPU each; medians, also of how many times as fast as bare Node)\n`);
  const bares = times.get("node:crypto, bare") ?? [];
  for (const [name, own] of times) {
    const ratio = median(bares.map((time, round) => time / (own[round] ?? time)));
    const bound = name === "bluesky" || name === "bluesky, wasm" ? BOUNDS[name] : undefined;
    const verdict = bound === undefined ? "" : `   bound ${bound}  ${ratio >= bound ? "ok" : "BELOW"}`;
    console.log(`${name.padEnd(20)} ${median(own).toFixed(0).padStart(5)}: ${ratio.toFixed(2)}x${verdict}`);
    if (bound === undefined) continue;
    const peers = [...times].filter(([peer]) => !peer.startsWith("bluesky"));
    rows.push({
      what: name === "bluesky" ? `${curve}, verified by Node's crypto` : `${curve}, verified by the wasm peer`,
      figures: [
        measured("bluesky", "ours", "ms", median(own) / 1000),
        ...peers.map(([peer, all]) =>
          measured(peer, peer.startsWith("@") ? "peer" : "baseline", "ms", median(all) / 1000),
        ),
        measured("ratio", "ratio", "times", 1 / ratio),
      ],
      bound: { name: "ratio", most: 1 / bound },
    });
  }
}
report({
  id: "signatures",
  title: "How long a signature takes to verify",
  how: "Of 200 bytes, which is what is signed of a commit; they take turns in one process. It is the processor's time. Medians. The ratio is that to Node's crypto without anything around it.",
  rows,
});
