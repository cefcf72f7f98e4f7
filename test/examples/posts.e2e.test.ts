import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import type { Account, Network } from "bluesky-devnet";
import { paint } from "../../packages/bluesky/src/media/image/testing/paint.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { readCollection } from "../posts/readRepo.ts";
import { root } from "../workspace/listFiles.ts";
import { startExample } from "./startExample.ts";

let net: Network;
const folder = mkdtempSync(join(tmpdir(), "posts-"));
before(async () => {
  net = await borrowNetwork();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await net?.close();
});

/** A new account, what runs a program for it, and the official library logged in to it. */
async function joinAs(name: string) {
  const account: Account = await net.createAccount(name);
  const agent = new AtpAgent({ service: net.network.pds });
  await agent.login({ identifier: account.handle, password: account.password });
  const env = {
    BLUESKY_NETWORK: JSON.stringify(net.network),
    BLUESKY_IDENTIFIER: account.handle,
    BLUESKY_APP_PASSWORD: account.password,
  };
  const run = async (program: string, ...args: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await startExample(`posts/${program}.ts`, args, env).ended;
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout.trimEnd().split("\n").filter(Boolean);
  };
  const posts = () => readCollection(net, account.did, "app.bsky.feed.post");
  return { ...account, agent, run, posts };
}

it("the programs have at most 15 lines", () => {
  for (const name of ["thread", "rss", "queue", "unlike-old", "edit", "album", "alt-texts"]) {
    const lines = readFileSync(join(root, "examples/posts", `${name}.ts`), "utf8")
      .trimEnd()
      .split("\n");
    assert.ok(lines.length <= 15, `${name}.ts has ${lines.length}`);
  }
});

it("thread.ts posts a long text as a thread", { timeout: 60_000 }, async () => {
  const { run, posts, agent, did } = await joinAs("essayist");
  const sentences = Array.from({ length: 40 }, (_, i) => `Sentence ${i} says something about #topic${i % 3}.`);
  const file = join(folder, "essay.txt");
  writeFileSync(file, `${sentences.join(" ")}\n`);
  const urls = await run("thread", file);
  const records = await posts();
  assert.ok(urls.length > 5);
  assert.equal(records.length, urls.length);
  const texts = records.map(({ text }) => String(text).replace(/ ?\(\d+\/\d+\)$/, ""));
  assert.equal(texts.join(" "), sentences.join(" "));
  await net.settled();
  const { data } = await agent.getPostThread({
    uri: `at://${did}/app.bsky.feed.post/${urls[0]?.split("/").at(-1)}`,
    depth: 100,
  });
  let depth = 0;
  for (let at = Object(data.thread); at?.post; at = at.replies?.[0]) depth++;
  assert.equal(depth, urls.length);
});

it("rss.ts posts each item once, the oldest first", { timeout: 60_000 }, async () => {
  const { run, posts, agent, did } = await joinAs("blogger");
  let count = 2;
  const item = (n: number): string => `<item><title><![CDATA[Number ${n}]]></title>
    <link>https://blog.example.com/${n}</link><description>About ${n}</description>
    <pubDate>${new Date(Date.UTC(2026, 0, n)).toUTCString()}</pubDate></item>`;
  const server = createServer((_, response) => {
    const items = Array.from({ length: count }, (_, i) => item(count - i));
    response.end(`<rss><channel><title>A blog</title>${items.join("\n")}</channel></rss>`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/rss.xml`;
    assert.equal((await run("rss", url)).length, 2);
    count = 3;
    assert.equal((await run("rss", url)).length, 1);
    assert.equal((await run("rss", url)).length, 0);
  } finally {
    server.close();
  }
  assert.deepEqual(
    (await posts()).map(({ text, embed }) => [text, Object(embed).external]),
    [1, 2, 3].map((n) => [
      `Number ${n}`,
      { uri: `https://blog.example.com/${n}`, title: `Number ${n}`, description: `About ${n}` },
    ]),
  );
  await net.settled();
  assert.equal((await agent.getAuthorFeed({ actor: did })).data.feed.length, 3);
});

it("queue.ts posts drafts, the oldest first, until there are none", { timeout: 60_000 }, async () => {
  const { run, posts, agent } = await joinAs("planner");
  for (const text of ["first", "second", "third"])
    await agent.app.bsky.draft.createDraft({ draft: { posts: [{ text }] } });
  const left = async () => (await agent.app.bsky.draft.getDrafts()).data.drafts.length;
  while ((await left()) < 3);
  assert.equal((await run("queue", "0.01")).length, 3);
  assert.deepEqual(
    (await posts()).map(({ text }) => text),
    ["first", "second", "third"],
  );
  while ((await left()) > 0);
});

it("unlike-old.ts takes back likes from before a day, and no others", { timeout: 60_000 }, async () => {
  const { run, agent, did } = await joinAs("liker");
  const { uri, cid } = await agent.post({ text: "liked" });
  const like = (i: number, year: number) => ({
    $type: "com.atproto.repo.applyWrites#create" as const,
    collection: "app.bsky.feed.like",
    value: {
      $type: "app.bsky.feed.like",
      subject: { uri, cid },
      createdAt: new Date(Date.UTC(year, 0, 1, 0, i)).toISOString(),
    },
  });
  for (const year of [2022, 2025]) {
    const writes = Array.from({ length: 120 }, (_, i) => like(i, year));
    await agent.com.atproto.repo.applyWrites({ repo: did, writes });
  }
  assert.deepEqual(await run("unlike-old", "2024-01-01"), ["120 of 120"]);
  const left = await readCollection(net, did, "app.bsky.feed.like");
  assert.equal(left.length, 120);
  assert.ok(left.every(({ createdAt }) => String(createdAt).startsWith("2025")));
});

it("edit.ts gives a post another text, and keeps its thread", { timeout: 60_000 }, async () => {
  const { run, agent, did } = await joinAs("corrector");
  const root = await agent.post({ text: "the root" });
  const post = await agent.post({ text: "with a tpyo", langs: ["en"], reply: { root, parent: root } });
  const answer = await agent.post({ text: "below", reply: { root, parent: post } });
  await net.settled();
  const rkey = post.uri.split("/").at(-1);
  const [url] = await run("edit", `https://bsky.app/profile/${agent.session?.handle}/post/${rkey}`, "without a typo");
  assert.equal(url, `https://bsky.app/profile/${did}/post/${rkey}`);
  await net.settled();
  const { data } = await agent.getPostThread({ uri: root.uri, depth: 10 });
  const chain: unknown[] = [];
  for (let at = Object(data.thread); at?.post; at = at.replies?.[0]) chain.push([at.post.uri, at.post.record.text]);
  assert.deepEqual(chain, [
    [root.uri, "the root"],
    [post.uri, "without a typo"],
    [answer.uri, "below"],
  ]);
});

it("album.ts posts the photos of a folder as a gallery, and alt-texts.ts describes old images", {
  timeout: 60_000,
}, async () => {
  const { run, posts, agent } = await joinAs("photographer");
  const photos = join(folder, "photos");
  mkdirSync(photos);
  for (const [i, name] of ["a boat", "a cat", "a dog", "a fox", "a hill"].entries()) {
    await paint(60 + i, 40)
      .jpeg()
      .toFile(join(photos, `${name}.jpg`));
  }
  assert.equal((await run("album", "Summer", photos)).length, 1);
  const [album] = await posts();
  const { $type, items } = Object(album?.embed);
  assert.equal($type, "app.bsky.embed.gallery");
  assert.deepEqual(
    items.map(({ alt, aspectRatio }: { alt: string; aspectRatio: { width: number } }) => [alt, aspectRatio.width]),
    ["a boat", "a cat", "a dog", "a fox", "a hill"].map((name, i) => [name, 60 + i]),
  );
  const { data } = await agent.uploadBlob(await paint(60, 40).png().toBuffer(), { encoding: "image/png" });
  const images = ["", "as it was"].map((alt) => ({ image: data.blob, alt }));
  const { uri } = await agent.post({
    text: "of before",
    langs: ["en"],
    embed: { $type: "app.bsky.embed.images", images },
  });
  const list = join(folder, "texts.txt");
  writeFileSync(list, `${uri.split("/").at(-1)} 1 A boat at sunset\n`);
  assert.deepEqual(await run("alt-texts", list), [uri]);
  const changed = (await posts()).find(({ text }) => text === "of before");
  assert.deepEqual(
    Object(changed?.embed).images.map(({ alt }: { alt: string }) => alt),
    ["A boat at sunset", "as it was"],
  );
  assert.deepEqual(changed?.langs, ["en"]);
});
