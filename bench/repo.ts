/**
 * Reads a repository of 100,000 records, verified, from a stream of the web, beside the official verifier and the stream of
 * `@atcute/repo`, which verifies nothing: medians of CPU time, alternating in one process, and how much memory each takes in a process
 * of its own. And compares two such trees: how many of their blocks are read.
 */
import { execFile } from "node:child_process";
import { createReadStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { fromStream } from "@atcute/repo";
import { verifyRepoCar } from "@atproto/repo";
import { generateKey } from "bluesky/crypto";
import { buildTree, diffTrees, readRepo, writeRepo } from "bluesky/repo";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const COUNT = 100_000;
const ALPHABET = "234567abcdefghijklmnopqrstuvwxyz";

function rkeyOf(n: number): string {
  let text = "";
  for (let rest = n * 977; text.length < 8; rest = Math.floor(rest / 32)) text = ALPHABET.charAt(rest % 32) + text;
  return `3k222${text}`;
}

function* records(): Generator<{ collection: string; rkey: string; value: unknown }> {
  for (let n = 0; n < COUNT; n++) {
    const createdAt = new Date(1.7e12 + n * 61_000).toISOString();
    const ref = {
      uri: `at://${did}/app.bsky.feed.post/${rkeyOf(n + 1)}`,
      cid: `bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a`,
    };
    const post = {
      $type: "app.bsky.feed.post",
      text: `Post number ${n}, which says something about nothing. `.repeat(2),
      langs: ["en"],
      // Some are replies.
      ...(n % 8 === 0 && { reply: { root: ref, parent: ref } }),
      createdAt,
    };
    const like = { $type: "app.bsky.feed.like", subject: ref, createdAt };
    const isPost = n % 2 === 0;
    yield {
      collection: isPost ? "app.bsky.feed.post" : "app.bsky.feed.like",
      rkey: rkeyOf(n),
      value: isPost ? post : like,
    };
  }
}

const ROUNDS = 7;
/** How many times as fast as each peer it has to be, how much memory it may take, and how many of the blocks of two trees are read. */
const BOUNDS = { official: 12, atcute: 0.8, megabytes: 80, reads: 0.02 } as const;
const NAMES = { bluesky: "bluesky", atcute: "@atcute/repo, not verified", official: "@atproto/repo" } as const;
type Name = keyof typeof NAMES;

const [file, key, which] = process.argv.slice(2);
/** The most memory that was taken, in bytes: that of loading modules does not count. */
let peak = 0;
const lookAtMemory = (): void => {
  peak = Math.max(peak, process.memoryUsage.rss());
};
const streamOf = (path: string): ReadableStream<Uint8Array> =>
  Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>; // as the web has it
const readers: Record<Name, (path: string, key: string) => Promise<number>> = {
  async bluesky(path, key) {
    let count = 0;
    for await (const { value } of readRepo(streamOf(path), { did, key })) {
      count += value ? 1 : 0;
      if (count % 500 === 0) lookAtMemory();
    }
    return count;
  },
  async atcute(path) {
    let count = 0;
    for await (const { record } of fromStream(streamOf(path))) {
      count += record ? 1 : 0;
      if (count % 500 === 0) lookAtMemory();
    }
    return count;
  },
  async official(path, key) {
    const { creates } = await verifyRepoCar(readFileSync(path), did, key);
    lookAtMemory();
    return creates.length;
  },
};

/** In a process of its own: how many megabytes it takes. */
async function showMemory(path: string, key: string, name: string): Promise<void> {
  const before = process.memoryUsage.rss();
  await readers[name as Name](path, key);
  console.log((peak - before) / 1e6);
}

async function measureReaders(): Promise<FigureRow<Measured>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-repo-"));
  try {
    const path = join(folder, "repo.car");
    const signer = await generateKey("secp256k1");
    const repo = (await writeRepo(records(), { did, key: signer })).bytes();
    writeFileSync(path, repo);
    console.log(`\nA repository of ${COUNT} records, ${(repo.length / 1e6).toFixed(1)} MB (ms of CPU; medians)\n`);
    const times: Record<Name, number[]> = { bluesky: [], atcute: [], official: [] };
    const names = Object.keys(times) as Name[];
    for (let round = -1; round < ROUNDS; round++) {
      for (const name of names) {
        // It takes so long that it does not vary.
        if (name === "official" && round > 1) continue;
        const start = process.cpuUsage();
        const count = await readers[name](path, signer.did);
        const { user, system } = process.cpuUsage(start);
        if (count !== COUNT) throw new Error(`${name} gave ${count} records of ${COUNT}`);
        // The first one warms up.
        if (round >= 0) times[name].push((user + system) / 1000);
      }
    }
    const ours = median(times.bluesky);
    const execute = promisify(execFile);
    for (const name of names) {
      const flags = process.execArgv;
      const { stdout } = await execute(process.execPath, [...flags, import.meta.filename, path, signer.did, name]);
      const bound = name === "bluesky" ? BOUNDS.megabytes : BOUNDS[name];
      const isKept = name === "bluesky" ? Number(stdout) <= bound : median(times[name]) / ours >= bound;
      console.log(
        `${NAMES[name].padEnd(28)} ${median(times[name]).toFixed(0).padStart(6)} ms   ` +
          `${(median(times[name]) / ours).toFixed(2).padStart(5)}x  +${Number(stdout).toFixed(0)} MB   ` +
          `bound ${name === "bluesky" ? `+${bound} MB` : `${bound}x`}  ${isKept ? "ok" : "MISSED"}`,
      );
    }
    return {
      what: `a repository of ${COUNT} records`,
      figures: [
        measured(NAMES.bluesky, "ours", "ms", ours),
        measured(NAMES.atcute, "peer", "ms", median(times.atcute)),
        measured(NAMES.official, "peer", "ms", median(times.official)),
        measured("ratio", "ratio", "times", ours / median(times.atcute)),
      ],
      bound: { name: "ratio", most: 1 / BOUNDS.atcute },
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Two trees that differ in a hundred keys, which stand anywhere. */
async function countReads(): Promise<void> {
  const cid = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
  const keys = Array.from({ length: COUNT }, (_, n) => `app.bsky.feed.post/${rkeyOf(n)}`);
  const from = buildTree(keys.map((key) => ({ key, cid })));
  const to = buildTree(keys.map((key, n) => ({ key: n % 1000 === 7 ? `${key}x` : key, cid })));
  const blocks = new Map([...from.nodes, ...to.nodes].map(({ cid, bytes }) => [cid, bytes]));
  let reads = 0;
  const store = {
    get(cid: string): Uint8Array | undefined {
      reads++;
      return blocks.get(cid);
    },
  };
  let changes = 0;
  for await (const _ of diffTrees({ root: from.root, blocks: store }, { root: to.root, blocks: store })) changes++;
  // A record has a block, too.
  const all = from.nodes.length + to.nodes.length + 2 * COUNT;
  const verdict = reads / all < BOUNDS.reads ? "ok" : "MISSED";
  console.log(`\nTwo trees of ${COUNT} records with ${changes / 2} keys that are others`);
  console.log(
    `reads ${reads} nodes of ${from.nodes.length + to.nodes.length}, ${((100 * reads) / all).toFixed(2)}% of ${all} blocks   ` +
      `bound ${BOUNDS.reads * 100}%  ${verdict}`,
  );
}

if (file !== undefined && key !== undefined && which !== undefined) await showMemory(file, key, which);
else {
  const row = await measureReaders();
  await countReads();
  report({
    id: "repositories",
    title: "How long a repository takes to read",
    how: `From a stream, ${COUNT} records, 30 MB. \`bluesky\` and \`@atproto/repo\` verify all of it, \`@atcute/repo\` verifies nothing. They take turns in one process. It is the processor's time. Medians.`,
    rows: [row],
  });
}
