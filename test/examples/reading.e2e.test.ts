import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { List, Listitem } from "bluesky/app/bsky/graph";
import { type People, type Person, startPeople } from "../posts/startPeople.ts";
import { root } from "../workspace/listFiles.ts";
import { startExample } from "./startExample.ts";

let people: People;
const folder = mkdtempSync(join(tmpdir(), "reading-"));
before(async () => {
  people = await startPeople();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await people?.net.close();
});

const envOf = ({ handle, password }: Person): Record<string, string> => ({
  BLUESKY_NETWORK: JSON.stringify(people.net.network),
  BLUESKY_IDENTIFIER: handle,
  BLUESKY_APP_PASSWORD: password,
});

async function run(person: Person, program: string, ...args: string[]): Promise<string[]> {
  const { code, stdout, stderr } = await startExample(`reading/${program}.ts`, args, envOf(person)).ended;
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout.split("\n").filter(Boolean);
}

it("the programs have at most 15 lines", () => {
  for (const name of ["digest", "answer", "export-likes"]) {
    const lines = readFileSync(join(root, "examples/reading", `${name}.ts`), "utf8")
      .trimEnd()
      .split("\n");
    assert.ok(lines.length <= 15, `${name}.ts has ${lines.length}`);
  }
});

it("digest.ts shows the best posts of a list's members", { timeout: 60_000 }, async () => {
  const { net, alice, bob, carol } = people;
  const { uri } = await alice.bsky.records.create(List, { name: "a", purpose: "app.bsky.graph.defs#curatelist" });
  await alice.bsky.records.create(Listitem, { subject: bob.did, list: uri });
  const day = 86_400_000;
  const old = await bob.agent.post({ text: "old", createdAt: new Date(Date.now() - 2 * day).toISOString() });
  const liked = await bob.agent.post({ text: "two\n\nlines" });
  const plain = await bob.agent.post({ text: "plain" });
  await carol.agent.like(liked.uri, liked.cid);
  await carol.agent.like(old.uri, old.cid);
  await carol.agent.post({ text: "not on the list" });
  await net.settled();
  const page = (post: string): string => `https://bsky.app/profile/${bob.did}/post/${post.split("/").at(-1)}`;
  assert.deepEqual(await run(alice, "digest", uri), [
    `1 likes: bob.test: two lines ${page(liked.uri)}`,
    `0 likes: bob.test: plain ${page(plain.uri)}`,
  ]);
});

it("export-likes.ts writes everything that somebody has liked", { timeout: 60_000 }, async () => {
  const { net, alice, bob } = people;
  const posts: { uri: string; cid: string }[] = [];
  for (let i = 0; i < 30; i++) posts.push(await alice.agent.post({ text: `post ${i}` }));
  for (const { uri, cid } of posts) await bob.agent.like(uri, cid);
  const [first] = posts;
  await alice.agent.deletePost(first?.uri ?? "");
  await net.settled();
  for (const lines of [await run(bob, "export-likes"), await run(alice, "export-likes", "bob.test")]) {
    const likes = lines.map((line) => JSON.parse(line));
    const expected = posts.map(({ uri }) => `https://bsky.app/profile/${alice.did}/post/${uri.split("/").at(-1)}`);
    assert.deepEqual(likes.map(({ url }) => url).reverse(), expected);
    assert.deepEqual(likes.map(({ text }) => text).reverse(), [
      undefined,
      ...posts.slice(1).map((_, i) => `post ${i + 1}`),
    ]);
  }
});

it("answer.ts answers each mention once, however often it is killed", { timeout: 120_000 }, async () => {
  const { net, alice, carol } = people;
  const cursor = join(folder, "answer.json");
  const start = () => startExample("reading/answer.ts", [cursor, "0.2"], envOf(carol));
  const until = async (isSo: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await sleep(100);
  };
  const exists = (): boolean => {
    try {
      return readFileSync(cursor, "utf8").length > 0;
    } catch {
      return false;
    }
  };
  /** Whom the answers are to, as the official library reads them. */
  const answered = async (): Promise<string[]> => {
    const { records } = await carol.agent.app.bsky.feed.post.list({ repo: carol.did, limit: 100 });
    return records.flatMap(({ value }) => value.reply?.parent.uri ?? []).sort();
  };
  const mentions: string[] = [];
  const mention = async (): Promise<void> => {
    mentions.push((await alice.bsky.post("Hello @carol.test")).uri);
  };
  let bot = start();
  await until(exists);
  // One that nobody may answer holds nothing up.
  await alice.bsky.post("Hello @carol.test", { whoCanReply: "nobody" });
  for (let round = 0; round < 4; round++) {
    await mention();
    await mention();
    await net.settled();
    const before = (await answered()).length;
    await until(async () => (await answered()).length > before);
    bot.child.kill("SIGKILL");
    await bot.ended;
    await mention();
    bot = start();
  }
  await until(async () => (await answered()).length >= mentions.length);
  await sleep(1_000); // some looks more
  bot.child.kill("SIGKILL");
  await bot.ended;
  assert.deepEqual(await answered(), mentions.sort());
});
