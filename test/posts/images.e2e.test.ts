import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { AppBskyFeedPost, jsonToLex } from "@atproto/api";
import { Bluesky } from "bluesky";
import { post } from "bluesky/actions";
import { Profile } from "bluesky/app/bsky/actor";
import { image, MediaError, setAvatar, setBanner, uploadImage } from "bluesky/media";
import * as records from "bluesky/records";
import sharp from "sharp";
import { findTraces, makeInputs } from "../../packages/bluesky/src/media/image/testing/inputs.ts";
import { look, paint } from "../../packages/bluesky/src/media/image/testing/paint.ts";
import { readCollection } from "./readRepo.ts";
import { type People, type Person, startPeople } from "./startPeople.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

const inputs = await makeInputs();
const png = new Uint8Array(await paint(96, 64).png().toBuffer());

/** The same account, with a list of what it sends. */
function watched({ bsky }: Person): { bsky: Bluesky; sent: string[] } {
  const sent: string[] = [];
  const onRequest = ({ nsid, method }: { nsid: string; method: string }): void => {
    if (method === "POST") sent.push(nsid.split(".").at(-1) ?? "");
  };
  return { bsky: bsky.with({ hooks: { onRequest } }), sent };
}

/** A blob as the server gives it. */
async function readBlob(did: string, { ref }: { readonly ref: { readonly $link: string } }): Promise<Uint8Array> {
  const url = `${people.net.network.pds}/xrpc/com.atproto.sync.getBlob?did=${did}&cid=${ref.$link}`;
  const response = await fetch(url);
  assert.equal(response.status, 200);
  return new Uint8Array(await response.arrayBuffer());
}

const postsOf = ({ did }: Person) => readCollection(people.net, did, "app.bsky.feed.post");

describe("images of posts", { timeout: 120_000 }, () => {
  it("arrive upright, without a trace of where they were taken, and as the picture that they are", async () => {
    const { alice } = people;
    const { bsky, sent } = watched(alice);
    for (let i = 0; i < inputs.length; i += 4) {
      const four = inputs.slice(i, i + 4);
      await post(bsky, "four", { images: four.map(({ name, bytes }) => image(bytes, { alt: name })) });
    }
    const written = (await postsOf(alice)).flatMap((record) => {
      assert.ok(AppBskyFeedPost.validateRecord(jsonToLex(record)).success);
      return Object(record.embed).images;
    });
    assert.equal(written.length, inputs.length);
    assert.equal(sent.filter((name) => name === "uploadBlob").length, inputs.length);
    for (const [i, { name, sent: type, shown, off = 25 }] of inputs.entries()) {
      const { alt, image: blob, aspectRatio } = written[i];
      const bytes = await readBlob(alice.did, blob);
      assert.deepEqual([alt, blob.mimeType, aspectRatio.width, aspectRatio.height], [name, type, ...shown]);
      assert.deepEqual(findTraces(bytes), [], name);
      assert.ok(bytes.length === blob.size && bytes.length <= 2_000_000, name);
      const { exif, xmp, orientation } = await sharp(bytes).metadata();
      assert.deepEqual([exif, xmp, orientation], [undefined, undefined, undefined], name);
      const seen = await look(bytes);
      assert.deepEqual([seen.width, seen.height], shown, name);
      if (shown[0] > 1) assert.deepEqual([seen.corners, seen.off <= off], [[0, 1, 2, 3], true], name);
    }
  });

  it("are taken as plain values by the class, in replies, quotes and threads, and are seen by others", async () => {
    const { net, bob } = people;
    const folder = mkdtempSync(join(tmpdir(), "images-"));
    writeFileSync(join(folder, "a.png"), png);
    try {
      const data = { path: join(folder, "a.png") };
      const root = await bob.bsky.post("one", { images: [{ data, alt: "From a file" }] });
      const answer = await bob.bsky.reply(root, "two", { images: [image(png, { alt: "Made" })] });
      const quoting = await bob.bsky.quote(root, "three", {
        images: [{ data: new Blob([png]), alt: "Beside a quote" }],
      });
      const posts = ["plain", { text: "with one", images: [{ data: png, alt: "In a thread" }] }];
      const thread = await bob.bsky.thread(posts);
      await net.settled();
      const uris = [root, answer, quoting, ...thread].map(({ uri }) => uri);
      const { data: found } = await people.carol.agent.getPosts({ uris });
      const shown = found.posts.map(({ embed }) => Object(embed).images ?? Object(embed).media?.images ?? []);
      assert.deepEqual(
        shown.map(([first]) => first?.alt),
        ["From a file", "Made", "Beside a quote", undefined, "In a thread"],
      );
      assert.equal(Object(found.posts[2]?.embed).record.record.uri, root.uri);
      assert.deepEqual(shown[0][0].aspectRatio, { width: 96, height: 64 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("are a gallery where that is asked for, also beside a quote", async () => {
    const { bob } = people;
    const gallery = Array.from({ length: 7 }, (_, i) => ({ data: png, alt: `Number ${i}` }));
    const plain = await bob.bsky.post("seven", { gallery });
    const { value } = await bob.bsky.quote(plain, "and a quote", { gallery: gallery.slice(0, 2), langs: ["en"] });
    const { $type, items } = Object(plain.value.embed);
    assert.deepEqual([$type, items.length], ["app.bsky.embed.gallery", 7]);
    for (const [i, item] of items.entries()) {
      assert.deepEqual([item.$type, item.alt], ["app.bsky.embed.gallery#image", `Number ${i}`]);
      assert.deepEqual(item.aspectRatio, { width: 96, height: 64 });
    }
    assert.equal(Object(value.embed).media.items.length, 2);
    for (const one of await postsOf(bob)) assert.ok(AppBskyFeedPost.validateRecord(jsonToLex(one)).success);
  });

  it("upload nothing where nothing is to be written, and say which blob it would be", async () => {
    const { bsky, sent } = watched(people.carol);
    const images = [{ data: png, alt: "Once" }];
    const dry = await bsky.post("dry", { images, dryRun: true });
    assert.deepEqual(sent, []);
    const progress: number[][] = [];
    const real = await bsky.post("real", {
      images: [...images, { data: png.slice(), alt: "Twice" }],
      onProgress: ({ item, sent: done, total }) => progress.push([item, done, total]),
    });
    const [first] = Object(real.value.embed).images;
    assert.deepEqual(Object(dry.value.embed).images, [first]);
    assert.deepEqual(
      progress.sort(),
      [0, 1].map((item) => [item, first.image.size, first.image.size]),
    );
    assert.deepEqual(sent, ["uploadBlob", "uploadBlob", "applyWrites"]);
  });

  it("are uploaded again where the server has thrown them away, and the post is written once", async () => {
    const { carol } = people;
    const { bsky, sent } = watched(carol);
    const data = new Uint8Array(await paint(40, 30).png().toBuffer());
    const before = await bsky.post("holds the blob", { images: [{ data, alt: "First" }] });
    sent.length = 0;
    let isThere = true;
    // With the last record that refers to it, the server deletes the blob.
    const late = bsky.with({
      hooks: {
        async onRequest({ nsid }) {
          if (nsid !== "com.atproto.repo.applyWrites" || !isThere) return;
          isThere = false;
          await carol.agent.deletePost(before.uri);
        },
      },
    });
    const stream = new Blob([data]).stream();
    const posted = await late.post("is late", { images: [{ data: stream, alt: "Second" }], whoCanQuote: "nobody" });
    assert.deepEqual(sent, ["uploadBlob", "applyWrites", "uploadBlob", "applyWrites"]);
    const written = (await postsOf(carol)).filter(({ text }) => text === "is late");
    assert.equal(written.length, 1);
    assert.deepEqual(written[0], posted.value);
    const [first] = Object(posted.value.embed).images;
    assert.deepEqual(await readBlob(carol.did, first.image), data);
    // What is never there is said, and not tried for ever.
    const gone = { prepare: async () => ({ image: { ...first.image, ref: { $link: LOST } }, alt: "Lost" }) };
    sent.length = 0;
    await assert.rejects(post(bsky, "lost", { images: [gone] }), { error: "BlobNotFound" });
    assert.deepEqual(sent, ["applyWrites", "applyWrites"]);
  });

  it("are refused without an alternative text, where a client or a call asks for one", async () => {
    const { alice } = people;
    const { bsky, sent } = watched(alice);
    const images = [{ data: png, alt: " " }];
    const isMissing = (error: unknown) => error instanceof MediaError && error.code === "alt_missing";
    await assert.rejects(bsky.with({ requireAlt: true }).post("no", { images }), isMissing);
    await assert.rejects(bsky.post("no", { images, requireAlt: true }), isMissing);
    await assert.rejects(bsky.post("no", { images: [{ data: png } as never] }), isMissing);
    const strict = new Bluesky({ session: alice.bsky.session, network: people.net.network, requireAlt: true });
    await assert.rejects(strict.post("no", { images }), isMissing);
    assert.deepEqual(sent, []);
    await bsky.post("yes", { images });
  });

  it("are refused where they cannot stand together, before anything is sent", async () => {
    const { bsky, sent } = watched(people.alice);
    const one = image(png, { alt: "" });
    const card = { uri: "https://example.com", title: "A page" };
    const wrong: [object, string][] = [
      [{ images: [one], card }, "images"],
      [{ images: [one], gallery: [one] }, "images"],
      [{ gallery: [one], embed: { $type: "app.bsky.embed.external", external: card } }, "gallery"],
      [{ images: Array(5).fill(one) }, "images"],
      [{ gallery: Array(21).fill(one) }, "gallery"],
      [{ images: [] }, "images"],
      [{ images: one }, "images"],
      [{ images: [png] }, "images"],
      [{ video: png }, "video"],
      [{ card: "https://example.com" }, "card"],
    ];
    for (const [options, option] of wrong) {
      await assert.rejects(post(bsky, "no", options), { code: "invalid_option", option }, option);
    }
    assert.deepEqual(sent, []);
  });
});

describe("images of profiles and lists", { timeout: 120_000 }, () => {
  it("are put into a profile that somebody else changes at the same time", async () => {
    const { alice } = people;
    const { bsky } = watched(alice);
    const webp = await paint(300, 200).webp({ lossless: true }).toBuffer();
    await alice.agent.upsertProfile((old) => ({ ...old, description: "Before" }));
    await Promise.all([
      setAvatar(bsky, webp),
      setBanner(bsky, png),
      records.update(bsky, Profile, {}, (profile) => ({ ...profile, displayName: "Alice" })),
    ]);
    const [profile] = await readCollection(people.net, alice.did, "app.bsky.actor.profile");
    const { avatar, banner, displayName, description } = Object(profile);
    assert.deepEqual([displayName, description], ["Alice", "Before"]);
    assert.deepEqual([avatar.mimeType, banner.mimeType], ["image/jpeg", "image/png"]);
    const { corners, width } = await look(await readBlob(alice.did, avatar));
    assert.deepEqual([corners, width], [[0, 1, 2, 3], 300]);
  });

  it("are not put into a profile that could not be read", async () => {
    const { bob } = people;
    const sent: string[] = [];
    const broken = bob.bsky.with({
      retry: false,
      hooks: {
        onRequest({ nsid }) {
          sent.push(nsid);
          if (nsid === "com.atproto.repo.getRecord") throw new Error("the server is away");
        },
      },
    });
    await assert.rejects(setAvatar(broken, png));
    assert.ok(!sent.includes("com.atproto.repo.putRecord"));
  });

  it("are uploaded for other records", async () => {
    const { bob } = people;
    const avatar = await uploadImage(bob.bsky, png);
    assert.deepEqual([avatar.mimeType, avatar.$type], ["image/png", "blob"]);
    const list = { $type: "app.bsky.graph.list", name: "People", purpose: "app.bsky.graph.defs#curatelist" };
    const record = { ...list, avatar, createdAt: new Date().toISOString() };
    await bob.agent.com.atproto.repo.createRecord({ repo: bob.did, collection: list.$type, record });
    assert.deepEqual(await readBlob(bob.did, avatar), png);
  });
});

/** Of a blob that nobody has. */
const LOST = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
