/**
 * Decides about 3,000 posts with 40 muted words, as the official libraries do, in one process. Posts are those of the timeline in
 * fixtures/, each time freshly parsed; the libraries take turns. What is measured is the processor's time: it is the same on
 * a machine that has other things to do.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createModeration, moderatePost } from "bluesky/moderation";
import { measured } from "./FigureTable.ts";
import { median } from "./median.ts";
import { report } from "./report.ts";
import { vary } from "./vary.ts";

const ROUNDS = 25;
const POSTS = 3_000;
const DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";

interface Feed {
  readonly feed: readonly { readonly post: Parameters<typeof moderatePost>[0] }[];
}
type Decide = (post: never, options: never) => { ui(context: "contentList"): { readonly filter: boolean } };

// Peers are loaded by name, and have no types here.
const load = async (name: string): Promise<Decide> => ((await import(name)) as { moderatePost: Decide }).moderatePost;
const peers = { "@bsky/sdk": await load("@bsky/sdk/moderation"), "@atproto/api": await load("@atproto/api") };
const fixture = readFileSync(join(import.meta.dirname, "fixtures/timeline.json"), "utf8");

/** Other posts each time: of the same one, all that was looked up would still be known. */
function readPosts(): Feed["feed"][number]["post"][] {
  const posts: Feed["feed"][number]["post"][] = [];
  while (posts.length < POSTS) posts.push(...(JSON.parse(vary(fixture)) as Feed).feed.map(({ post }) => post));
  return posts.slice(0, POSTS);
}

/** 40 words: some that posts have, most that they do not, and a few of several words. */
function chooseWords(): { value: string; targets: string[] }[] {
  const texts = readPosts().map(({ record }) => (record as { text: string }).text.toLowerCase());
  const words = [...new Set(texts.flatMap((text) => text.match(/\p{L}{6,}/gu) ?? []))].sort();
  const common = Array.from({ length: 12 }, (_, index) => words[Math.floor((index * words.length) / 12)] ?? "");
  const rare = Array.from({ length: 24 }, (_, index) => `spoiler${index}`);
  return [...common, ...rare, "season finale", "u.s. politics", "#spoiler", "don't look"].map((value) => ({
    value,
    targets: ["content", "tag"],
  }));
}

const preferences = {
  adultContentEnabled: false,
  labels: {},
  labelers: [{ did: "did:plc:ar7c4by46qjdydhdevvrndac", labels: {} }],
  mutedWords: chooseWords(),
  hiddenPosts: [],
};
const contenders: Readonly<Record<string, (posts: ReturnType<typeof readPosts>) => number>> = {
  bluesky: (posts) => {
    const moderation = createModeration({ did: DID, preferences });
    return posts.filter((post) => moderatePost(post, moderation).ui("contentList").filter).length;
  },
  ...Object.fromEntries(
    Object.entries(peers).map(([name, decide]) => [
      name,
      (posts: ReturnType<typeof readPosts>) => {
        const options = { userDid: DID, prefs: preferences };
        return posts.filter((post) => decide(post as never, options as never).ui("contentList").filter).length;
      },
    ]),
  ),
};

const times = new Map<string, number[]>(Object.keys(contenders).map((name) => [name, []]));
const filtered = new Set<number>();
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, run] of Object.entries(contenders)) {
    const posts = readPosts();
    const start = process.cpuUsage();
    filtered.add(run(posts));
    const { user, system } = process.cpuUsage(start);
    times.get(name)?.push((user + system) / 1_000);
  }
}
console.log(
  `\n${POSTS} posts with ${preferences.mutedWords.length} muted words, which leave out ${[...filtered].join(" or ")}: ms of the processor, medians of ${ROUNDS}\n`,
);
const base = median(times.get("@bsky/sdk") ?? []);
for (const [name, all] of times) {
  console.log(
    `${name.padEnd(14)}${median(all).toFixed(1).padStart(8)}  ${(median(all) / base).toFixed(2)} x @bsky/sdk`,
  );
}
const medians = [...times].map(([name, all]) => [name, median(all)] as const);
report({
  id: "moderation",
  title: "How long decisions take",
  how: "What to hide of 3,000 posts with 40 muted words, each time freshly parsed; the libraries take turns in one process. It is the processor's time. Medians.",
  rows: [
    {
      what: "3,000 posts, 40 muted words",
      figures: medians.map(([name, time]) => measured(name, name === "bluesky" ? "ours" : "peer", "ms", time)),
    },
  ],
});
