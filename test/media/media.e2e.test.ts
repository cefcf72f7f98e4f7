import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { AtpAgent, RichText } from "@atproto/api";
import { Bluesky } from "bluesky";
import { post } from "bluesky/actions";
import { createClient } from "bluesky/client";
import { cidForBlob } from "bluesky/data";
import { card, downloadBlob, fetchCard, type MediaItem, media, type PageCard } from "bluesky/media";
import { type Account, type Network, type Pages, startPages } from "bluesky-devnet";
import { startExample } from "../examples/startExample.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { readCollection } from "../posts/readRepo.ts";
import { root } from "../workspace/listFiles.ts";

let net: Network;
let pages: Pages;
let alice: Account;
let bob: Account;
let bsky: Bluesky;
const folder = mkdtempSync(join(tmpdir(), "media-"));
before(async () => {
  [net, pages] = await Promise.all([borrowNetwork({ appView: false }), startPages()]);
  alice = await net.createAccount("alice");
  bob = await net.createAccount("bob");
  bsky = await Bluesky.login(alice);
});
after(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([net?.close(), pages?.close()]);
});

const newestOf = async (account: Account) => (await readCollection(net, account.did, "app.bsky.feed.post")).at(-1);

/** The bytes of a blob, straight from the server. */
async function fetchBlob(did: string, cid: string): Promise<Uint8Array> {
  const answer = await fetch(`${net.network.pds}/xrpc/com.atproto.sync.getBlob?did=${did}&cid=${cid}`);
  assert.equal(answer.status, 200);
  return new Uint8Array(await answer.arrayBuffer());
}

describe("a card in a post", { timeout: 60_000 }, () => {
  it("has what the page says, and its image as a blob", async () => {
    const url = pages.article({
      title: "日本語のページ",
      description: "説明",
      charset: "shift_jis",
      declared: "meta",
      image: "/image?bytes=5000",
    });
    const seen: PageCard[] = [];
    const posted = await bsky.post("Read", {
      card: card(url, { allowPrivate: [pages.host], onCard: (found) => seen.push(found) }),
    });
    const image = seen[0]?.image?.data ?? new Uint8Array();
    const cid = await cidForBlob(image);
    const external = {
      uri: url,
      title: "日本語のページ",
      description: "説明",
      thumb: { $type: "blob", ref: { $link: cid }, mimeType: "image/png", size: 5000 },
    };
    assert.deepEqual((await newestOf(alice))?.embed, { $type: "app.bsky.embed.external", external });
    assert.deepEqual(Buffer.from(await fetchBlob(alice.did, cid)), Buffer.from(image));
    assert.equal(posted.done, true);
  });

  it("is as it was changed, beside a quote", async () => {
    const found = await fetchCard(pages.article({ image: "/image" }), { allowPrivate: [pages.host] });
    const quote = await bsky.post("quoted");
    const changed = card({ ...found, image: undefined, title: "Mine" }, { description: "Also mine" });
    await post(bsky, "Read", { card: changed, quote });
    const { record, media: embedded } = Object((await newestOf(alice))?.embed);
    assert.equal(record.record.uri, quote.uri);
    assert.deepEqual(embedded.external, { uri: found.uri, title: "Mine", description: "Also mine" });
  });

  it("that is only tried uploads nothing, and says what it would be", async () => {
    const url = pages.article({ image: "/image" });
    const sent: string[] = [];
    const client = bsky.with({ hooks: { onRequest: ({ nsid }) => void sent.push(nsid) } });
    const options = { card: card(url, { allowPrivate: [pages.host] }) };
    const tried = await post(client, "Tried", { ...options, dryRun: true });
    assert.ok(!sent.includes("com.atproto.repo.uploadBlob"));
    const done = await post(client, "Tried", options);
    assert.deepEqual(tried.value.embed, done.value.embed);
    assert.deepEqual((await newestOf(alice))?.embed, tried.value.embed);
  });

  it("that is refused is not posted", async () => {
    const before = (await readCollection(net, alice.did, "app.bsky.feed.post")).length;
    for (const url of [pages.article(), "http://localhost/", "http://[::ffff:7f00:1]/"]) {
      await assert.rejects(bsky.post("Read", { card: card(url) }), { code: "card_refused" });
    }
    const gone = card(`${pages.url}/nothing`, { allowPrivate: [pages.host] });
    await assert.rejects(bsky.post("Read", { card: gone }), { code: "card_failed" });
    // What is left of the time for the post is all that there is for its card.
    const slow = card(pages.slow({ wait: 60_000 }), { allowPrivate: [pages.host], timeout: 60_000 });
    await assert.rejects(bsky.post("Read", { card: slow, deadline: 1000 }), { code: "card_failed" });
    assert.equal((await readCollection(net, alice.did, "app.bsky.feed.post")).length, before);
  });

  it("without its image is posted, and says why", async () => {
    const seen: PageCard[] = [];
    const url = pages.article({ image: pages.image({ bytes: 2_000_000 }) });
    const options = { allowPrivate: [pages.host], onCard: (found: PageCard) => seen.push(found) };
    await bsky.post("Read", { card: card(url, options) });
    assert.match(String(seen[0]?.imageError), /at most 1000000 bytes/);
    assert.ok(!("thumb" in Object((await newestOf(alice))?.embed).external));
  });
});

/** Bob's account, as the official library fills it: an image, a gallery's worth of them, a video with captions, a card, a profile. */
async function fill(): Promise<Map<string, string>> {
  const agent = new AtpAgent({ service: net.network.pds });
  await agent.login({ identifier: bob.handle, password: bob.password });
  const kinds = new Map<string, string>();
  const upload = async (kind: string, encoding: string, text: string) => {
    const head = encoding === "image/png" ? "\x89PNG\r\n\x1a\n" : "";
    const { data } = await agent.uploadBlob(Buffer.from(head + text, "latin1"), { encoding });
    kinds.set(data.blob.ref.toString(), kind);
    return data.blob;
  };
  const image = async (text: string) => ({ image: await upload("image", "image/png", text), alt: `alt of ${text}` });
  const { text } = new RichText({ text: "hi" });
  const images = { $type: "app.bsky.embed.images", images: [await image("one"), await image("two")] };
  await agent.post({ text, embed: images });
  const captions = [{ lang: "en", file: await upload("caption", "text/vtt", "WEBVTT") }];
  const video = {
    $type: "app.bsky.embed.video",
    video: await upload("video", "video/mp4", "moving"),
    alt: "waves",
    captions,
  };
  const quoted = await agent.post({ text, embed: video });
  const thumb = await upload("thumb", "image/png", "thumb");
  const external = { uri: "https://example.com", title: "t", description: "d", thumb };
  const both = {
    $type: "app.bsky.embed.recordWithMedia",
    record: { $type: "app.bsky.embed.record", record: quoted },
    media: { $type: "app.bsky.embed.external", external },
  };
  await agent.post({ text, embed: both });
  const [avatar, banner] = [await upload("avatar", "image/png", "face"), await upload("banner", "image/png", "sky")];
  await agent.upsertProfile(() => ({ avatar, banner }));
  for (let i = 0; i < 3; i++) await agent.post({ text: `nothing ${i}` });
  return kinds;
}

describe("all media of an account", { timeout: 60_000 }, () => {
  let kinds: Map<string, string>;
  before(async () => {
    kinds = await fill();
  });

  it("are found wherever they are, with what is said of them", async () => {
    const found: MediaItem[] = [];
    // A client without a login, which knows the network and nothing else.
    const client = createClient({ network: net.network });
    for await (const item of media(client, bob.handle)) found.push(item);
    const cidOf = ({ blob }: MediaItem): string => ("ref" in blob ? blob.ref.$link : blob.cid);
    assert.deepEqual(new Map(found.map((item) => [cidOf(item), item.kind])), kinds);
    assert.equal(found.length, kinds.size);
    assert.deepEqual(found.map(({ kind, alt, lang }) => [kind, alt ?? lang]).sort(), [
      ["avatar", undefined],
      ["banner", undefined],
      ["caption", "en"],
      ["image", "alt of one"],
      ["image", "alt of two"],
      ["thumb", undefined],
      ["video", "waves"],
    ]);
    for (const item of found) {
      assert.ok(item.uri.startsWith(`at://${bob.did}/`));
      const blob = await downloadBlob(client, item, { maxSize: 100 });
      const bytes = await blob.bytes();
      assert.equal(await cidForBlob(bytes), cidOf(item));
      assert.deepEqual(Buffer.from(bytes), Buffer.from(await fetchBlob(bob.did, cidOf(item))));
    }
  });

  it("are chosen by kind, by collection and by number", async () => {
    const find = async (options: Parameters<typeof media>[2]): Promise<string[]> => {
      const found: string[] = [];
      for await (const { kind } of media(bsky, { did: bob.did }, options)) found.push(kind);
      return found;
    };
    assert.deepEqual(await find({ kinds: ["video", "caption"] }), ["video", "caption"]);
    assert.deepEqual(await find({ collections: ["app.bsky.actor.profile"] }), ["avatar", "banner"]);
    assert.equal((await find({ max: 3 })).length, 3);
    assert.deepEqual(await find({ max: 0 }), []);
    const nobody = media(bsky, "nobody.test").next();
    await assert.rejects(nobody, { code: "handle_not_found" });
    await assert.rejects(media(bsky, {} as never).next(), { code: "invalid_option" });
  });
});

describe("the programs", { timeout: 60_000 }, () => {
  const run = async (account: Account, program: string, ...args: string[]): Promise<string[]> => {
    const { code, stdout, stderr } = await startExample(`media/${program}.ts`, args, {
      BLUESKY_NETWORK: JSON.stringify(net.network),
      BLUESKY_IDENTIFIER: account.handle,
      BLUESKY_APP_PASSWORD: account.password,
      ALLOW_PRIVATE: pages.host,
    }).ended;
    assert.deepEqual([code, stderr], [0, ""]);
    return stdout.trimEnd().split("\n");
  };

  it("have at most 15 lines", () => {
    for (const name of ["link", "download"]) {
      const lines = readFileSync(join(root, "examples/media", `${name}.ts`), "utf8")
        .trimEnd()
        .split("\n");
      assert.ok(lines.length <= 15, `${name}.ts has ${lines.length}`);
    }
  });

  it("link.ts posts a link with its card", async () => {
    const [url] = await run(alice, "link", pages.article({ title: "By a program", image: "/image" }), "Look");
    assert.ok(url?.includes(alice.did));
    const { text, embed } = (await newestOf(alice)) ?? {};
    assert.equal(text, "Look");
    const { title, thumb } = Object(embed).external;
    assert.deepEqual([title, thumb.mimeType], ["By a program", "image/png"]);
  });

  it("download.ts saves all media of an account", async () => {
    const lines = await run(alice, "download", bob.handle, folder);
    const files = readdirSync(folder);
    assert.equal(lines.length, 7);
    assert.equal(files.length, 7);
    for (const file of files) {
      const [, cid] = /-(bafk\w+)\./.exec(file) ?? [];
      assert.equal(await cidForBlob(readFileSync(join(folder, file))), cid, file);
    }
  });
});
