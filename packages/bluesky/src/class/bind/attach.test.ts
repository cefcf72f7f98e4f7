import assert from "node:assert/strict";
import { test } from "node:test";
import { image } from "../../media/image/image.ts";
import { attach, attachAll } from "./attach.ts";

const bytes = new Uint8Array(8);
const isAttachment = (value: unknown): boolean => typeof Object(value).prepare === "function";

test("plain images, videos and URLs become attachments, and nothing else changes", () => {
  const made = attach({
    images: [{ data: bytes, alt: "A cat" }],
    gallery: [{ data: bytes, alt: "" }],
    video: { data: bytes, alt: "Waves" },
    card: "https://example.com",
    langs: ["en"],
  } as Parameters<typeof attach>[0]);
  const { images, gallery, video, card, ...rest } = made;
  for (const one of [...(images ?? []), ...(gallery ?? []), video, card]) assert.ok(isAttachment(one));
  assert.deepEqual(rest, { langs: ["en"] });
});

test("what was made already, or says what a card shows, stays as it is", () => {
  const [cat, waves] = [image(bytes, { alt: "A cat" }), { prepare: async () => ({ video: Object(bytes) }) }];
  const card = { uri: "https://example.com", title: "A page" };
  assert.deepEqual(attach({ images: [cat], video: waves, card }), { images: [cat], video: waves, card });
  assert.deepEqual(attach({}), {});
});

test("posts of a thread are taken one by one, and texts stay texts", () => {
  for (const part of [{ video: { data: bytes } }, { card: "https://example.com" }, { images: [] }, { gallery: [] }]) {
    const [text, post] = attachAll(["One", { text: "Two", ...part }]) as [string, Record<string, unknown>];
    assert.equal(text, "One");
    const [[name, value]] = Object.entries(part) as [[string, unknown]];
    if (Array.isArray(value)) assert.deepEqual(post[name], []);
    else assert.ok(isAttachment(post[name]), name);
  }
  assert.equal(attachAll("A long text"), "A long text");
});

test("what is no media is left to whoever refuses it", () => {
  for (const wrong of [null, 7, "cat.jpg"]) {
    const given = { images: wrong, video: wrong } as unknown as Parameters<typeof attach>[0];
    assert.deepEqual(attach(given), given);
  }
});
