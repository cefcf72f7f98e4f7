/**
 * Frames of a relay to records, all of them and those of one collection, beside `@atcute` with its blocks keyed by text, so that it finds
 * them, and `@atproto/repo`. Alternating in one process, medians of CPU time. Frames have what those of a network have: a signed commit,
 * the nodes of the tree that changed, and one or more records.
 */

import { decodeAll as decodeAllOfficial, decode as decodeOfficial } from "@atproto/lex-cbor";
import { readCar as readOfficialCar } from "@atproto/repo";
import { generateKey } from "bluesky/crypto";
import { encodeCbor } from "bluesky/data";
import { buildTree, createCommit } from "bluesky/repo";
import { relay } from "bluesky/stream";
import { toFrame, toHeader } from "../packages/bluesky/src/repo/car/writeCar.ts";
import { cidOf, frameOf, join } from "../packages/bluesky/src/stream/testing/frames.ts";
import { type FigureRow, type Measured, measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";

const ROUNDS = 25;
const COUNT = 150;
const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const POST = "app.bsky.feed.post";
const key = await generateKey("secp256k1");

/** Records as people write them: likes above all. */
function recordOf(n: number): { collection: string; record: { [key: string]: unknown } } {
  const createdAt = new Date(1.7e12 + n * 61_000).toISOString();
  const ref = {
    uri: `at://${did}/${POST}/3jzfcijp${n}`,
    cid: "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a",
  };
  if (n % 8 === 0) {
    const text = `Post number ${n}, which says something about nothing. ${"And more, ünd möre. ".repeat(n % 7)}`;
    return {
      collection: POST,
      record: { $type: POST, text, langs: ["en"], reply: { root: ref, parent: ref }, createdAt },
    };
  }
  const name = n % 8 === 1 ? "app.bsky.graph.follow" : n % 8 === 2 ? "app.bsky.feed.repost" : "app.bsky.feed.like";
  return { collection: name, record: { $type: name, subject: name.endsWith("follow") ? did : ref, createdAt } };
}

/** A number as the end of a record key. */
function keyOf(n: number): string {
  const digits = [...n.toString(32)].map((digit) => "234567abcdefghijklmnopqrstuvwxyz"[Number.parseInt(digit, 32)]);
  return digits.join("").padStart(11, "2");
}

/** Frames of commits to a repository that has so many records. */
async function framesOf(size: number, opsOf: (n: number) => number): Promise<Uint8Array[]> {
  const entries = Array.from({ length: size }, (_, n) => {
    const { collection, record } = recordOf(n);
    return { key: `${collection}/3k${keyOf(n * 7919)}`, cid: cidOf(encodeCbor(record as never)).text };
  });
  const frames: Uint8Array[] = [];
  let before = new Set(buildTree(entries).nodes.map(({ cid }) => cid));
  for (let n = 0; n < COUNT; n++) {
    const made = Array.from({ length: opsOf(n) }, (_, index) => {
      const { collection, record } = recordOf(size + n * 31 + index);
      const block = encodeCbor(record as never);
      return { path: `${collection}/3l${keyOf(n * 131 + index)}`, block, cid: cidOf(block) };
    });
    entries.push(...made.map(({ path, cid }) => ({ key: path, cid: cid.text })));
    const tree = buildTree(entries);
    const commit = await createCommit({ did, data: tree.root }, key);
    const fresh = tree.nodes.filter(({ cid }) => !before.has(cid));
    before = new Set(tree.nodes.map(({ cid }) => cid));
    const blocks = [commit.bytes, ...fresh.map(({ bytes }) => bytes), ...made.map(({ block }) => block)];
    const body = {
      seq: 13_000_000_000 + n,
      rebase: false,
      tooBig: false,
      repo: did,
      commit: { $link: commit.cid },
      rev: commit.rev,
      since: commit.rev,
      blocks: join(toHeader([commit.cid]), ...blocks.map((block) => toFrame(cidOf(block).bytes, block))),
      ops: made.map(({ path, cid }) => ({ action: "create", path, cid: { $link: cid.text } })),
      blobs: [],
      prevData: { $link: tree.root },
      time: new Date(1.78e12 + n).toISOString(),
    };
    frames.push(frameOf("#commit", body));
  }
  return frames;
}

const source = relay("wss://relay.example.com");
const wantedOf = (wants: (collection: string) => boolean): Parameters<typeof source.read>[2] => ({
  wants,
  dids: undefined,
  kinds: undefined,
  collections: undefined,
  all: false,
});
const all = wantedOf(() => true);
const posts = wantedOf((collection) => collection === POST);

/** @returns how many records there were */
function ours(frame: Uint8Array, wanted: typeof all): number {
  const reading = source.read(frame, "relay.example.com", wanted);
  if (!reading || reading instanceof Promise) return 0;
  let count = 0;
  for (const event of reading.events) if (event.kind === "commit" && event.record !== undefined) count++;
  return count;
}

/** What is used of `@atcute`, which is installed here alone. */
interface CborPeer {
  decode(bytes: Uint8Array): unknown;
  decodeFirst(bytes: Uint8Array): [value: unknown, rest: Uint8Array];
  fromBytes(bytes: unknown): Uint8Array;
}
interface CarPeer {
  fromUint8Array(bytes: Uint8Array): Iterable<{ readonly cid: object; readonly bytes: Uint8Array }>;
}
interface CommitBody {
  readonly ops: readonly { readonly path: string; readonly cid: { readonly $link: string } | null }[];
  readonly blocks: unknown;
}
const load = (name: string): Promise<unknown> => import(`./node_modules/@atcute/${name}/dist/index.js`);
const { decode, decodeFirst, fromBytes } = (await load("cbor")) as CborPeer;
const { fromUint8Array } = (await load("car")) as CarPeer;
const { toString: toText } = (await load("cid")) as { toString(cid: object): string };

function atcute(frame: Uint8Array, wants?: string): number {
  const [header, rest] = decodeFirst(frame);
  if ((header as { t?: string }).t !== "#commit") return 0;
  const body = decode(rest) as CommitBody;
  const { ops } = body;
  const wanted = wants === undefined ? ops : ops.filter(({ path }) => path.startsWith(wants));
  if (wanted.length === 0) return 0;
  const blocks = new Map<string, Uint8Array>();
  for (const { cid, bytes } of fromUint8Array(fromBytes(body.blocks))) blocks.set(toText(cid), bytes);
  let count = 0;
  for (const { cid } of wanted) {
    const bytes = cid && blocks.get(cid.$link);
    if (bytes && decode(bytes)) count++;
  }
  return count;
}

async function official(frame: Uint8Array): Promise<number> {
  const [, body] = [...decodeAllOfficial(frame)] as [
    unknown,
    { ops: { cid: { toString(): string } | null }[]; blocks: Uint8Array },
  ];
  const { blocks } = await readOfficialCar(body.blocks);
  let count = 0;
  for (const { cid } of body.ops) {
    const bytes = cid && blocks.get(cid as never);
    if (bytes && decodeOfficial(bytes)) count++;
  }
  return count;
}

const sets = {
  "frames of a network of one's own": { frames: await framesOf(60, (n) => (n % 9 === 0 ? 3 : 1)), bound: 2.6 },
  "large frames": { frames: await framesOf(12_000, (n) => (n % 9 === 0 ? 3 : 1)), bound: 4 },
};

const rows: FigureRow<Measured>[] = [];
for (const [what, { frames, bound }] of Object.entries(sets)) {
  const size = frames.reduce((sum, { length }) => sum + length, 0) / frames.length;
  const ways: Readonly<Record<string, (frame: Uint8Array) => number | Promise<number>>> = {
    bluesky: (frame) => ours(frame, all),
    "bluesky, posts": (frame) => ours(frame, posts),
    "@atcute": (frame) => atcute(frame),
    "@atcute, posts before the CAR": (frame) => atcute(frame, POST),
    "@atproto": official,
  };
  const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
  const counts = new Map<string, number>();
  for (let round = -5; round < ROUNDS; round++) {
    for (const [name, read] of Object.entries(ways)) {
      if (name === "@atproto" && round > 4) continue;
      const again = name === "@atproto" ? 1 : 10;
      let count = 0;
      const start = process.cpuUsage();
      for (let turn = 0; turn < again; turn++) {
        for (const frame of frames) {
          const found = read(frame);
          count += typeof found === "number" ? found : await found;
        }
      }
      const { user, system } = process.cpuUsage(start);
      if (round >= 0) times.get(name)?.push((user + system) / again / frames.length);
      counts.set(name, count / again);
    }
  }
  console.log(`\n${what}, ${(size / 1000).toFixed(1)} kB each: us of CPU a frame, medians\n`);
  const peer = median(times.get("@atcute") ?? []);
  for (const [name, list] of times) {
    const time = median(list);
    console.log(
      `${name.padEnd(30)} ${time.toFixed(2).padStart(7)} ${(peer / time).toFixed(2).padStart(6)}x  ${counts.get(name)} records`,
    );
  }
  const ratio = (name: string, to: string): number[] =>
    (times.get(name) ?? []).map((time, round) => time / (times.get(to)?.[round] ?? Number.NaN));
  const bounds: [string, string, string, number][] = [
    ["all records", "bluesky", "@atcute", bound],
    ["posts alone", "bluesky, posts", "@atcute", 8],
    ["posts alone, beside filtering first", "bluesky, posts", "@atcute, posts before the CAR", 4],
  ];
  for (const [title, name, to, least] of bounds) {
    const value = 1 / median(ratio(name, to));
    console.log(`${title}: ${value.toFixed(2)}x, bound ${least}x ${value >= least ? "ok" : "BELOW"}`);
    rows.push({
      what: `${what}: ${title}`,
      figures: [
        measured("bluesky", "ours", "ms", median(times.get(name) ?? []) / 1000),
        measured(to, "peer", "ms", median(times.get(to) ?? []) / 1000),
        measured("ratio", "ratio", "times", 1 / value),
      ],
      bound: { name: "ratio", most: 1 / least },
    });
  }
}
report({
  id: "stream",
  title: "How long a frame of a relay takes",
  how: "From bytes to records, in one process, in turn. It is the processor's time of one frame. Medians. `@atcute` keys its blocks by text, so that it finds them.",
  rows,
});
