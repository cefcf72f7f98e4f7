import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { makeMp4, makeMp4Head } from "../testing/makeMp4.ts";
import { fingerprint } from "./fingerprint.ts";
import { inspectVideo } from "./inspectVideo.ts";
import { openVideo } from "./openVideo.ts";

const blobOf = (bytes: BlobPart): Blob => new Blob([bytes]);
const text = (latin1: string): Blob => blobOf(Uint8Array.from(Buffer.from(latin1.padEnd(80, "\0"), "latin1")));

test("type, size as it is shown, and duration are read from the bytes", async () => {
  const plain = { type: "video/mp4", width: 320, height: 180, duration: 1500 };
  const turned = { ...plain, width: 180, height: 320 };
  for (const [options, expected] of [
    [{}, plain],
    [{ isHeaderLast: true }, plain],
    [{ isLong: true }, plain],
    [{ rotation: 90 }, turned],
    [{ rotation: 180 }, plain],
    [{ rotation: 270, isLong: true, isHeaderLast: true }, turned],
    [{ brand: "qt  " }, { ...plain, type: "video/quicktime" }],
    [{ duration: 0 }, { ...plain, duration: undefined }],
  ] as const) {
    assert.deepEqual(await inspectVideo(blobOf(makeMp4(options))), expected, JSON.stringify(options));
  }
});

test("others are told apart by how they begin", async () => {
  for (const [start, expected] of [
    ["\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm", { type: "video/webm" }],
    ["\0\0\x01\xba\x44", { type: "video/mpeg" }],
    ["\0\0\x01\xb3\x14", { type: "video/mpeg" }],
    ["GIF89a\x02\x01\x03\0", { type: "image/gif", width: 258, height: 3 }],
  ] as const) {
    assert.deepEqual(await inspectVideo(text(start)), expected);
  }
});

test("what is no video, or not all of one, is refused", async () => {
  const whole = makeMp4({ isHeaderLast: true });
  const refused: readonly [Blob, RegExp][] = [
    [new Blob([]), /an empty file/],
    [text("\xff\xd8\xff\xe0"), /begins with ff d8 ff e0/],
    [text("\0\0\0\x18ftypheic"), /expected a video/],
    [text("\x1a\x45\xdf\xa3\x42\x82\x88matroska"), /expected a video/],
    [blobOf(whole.slice(0, 1000)), /cut off/],
    [blobOf(makeMp4().slice(0, 24)), /cut off/],
    [blobOf(makeMp4({ handler: "soun" })), /none of its tracks is a video/],
    [text("\0\0\0\x08ftypmp42"), /moov|cut off/],
  ];
  for (const [file, message] of refused) {
    await assert.rejects(inspectVideo(file), { code: "unreadable_media", message });
  }
});

test("whatever follows the head, it is read or refused, and quickly", async () => {
  const { head } = makeMp4Head();
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), fc.nat(head.length), async (bytes, cut) => {
      const file = new Blob([head.subarray(0, Math.max(12, cut)), Uint8Array.from(bytes)]);
      const outcome = await inspectVideo(file).catch((error: { code: string }) => error.code);
      assert.ok(typeof outcome === "object" || outcome === "unreadable_media");
    }),
    { numRuns: 200 },
  );
});

test("a file, bytes, a stream and a path are the same video", async () => {
  const bytes = makeMp4();
  const folder = mkdtempSync(join(tmpdir(), "video-"));
  const path = join(folder, "v.mp4");
  writeFileSync(path, bytes);
  try {
    const all = [new File([bytes], "v.mp4"), bytes, bytes.buffer, new Blob([bytes]).stream(), { path }];
    for (const media of all) {
      assert.deepEqual(new Uint8Array(await (await openVideo(media, undefined)).arrayBuffer()), bytes);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  await assert.rejects(openVideo("v.mp4" as unknown as Blob, undefined), { code: "invalid_option" });
  await assert.rejects(openVideo({ path: join(folder, "none.mp4") }, undefined), /ENOENT|open/);
});

test("more than a video may have is refused, of a stream as soon as it is seen", async () => {
  let given = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      given++;
      // The same bytes each time: what counts is how many.
      controller.enqueue(chunk);
    },
  });
  const chunk = new Uint8Array(50_000_000);
  await assert.rejects(openVideo(stream, undefined), { code: "video_limit" });
  assert.ok(given <= 8, `${given}`);
});

test("a fingerprint is that of a file: other bytes at either end or in between, or another size, have another", async () => {
  const bytes = makeMp4({ size: 500_000 });
  const same = await fingerprint(blobOf(bytes));
  assert.equal(await fingerprint(blobOf(bytes.slice())), same);
  for (const at of [0, 499_999, 33_100]) {
    const other = bytes.slice();
    other[at] = (other[at] ?? 0) ^ 1;
    assert.notEqual(await fingerprint(blobOf(other)), same, `${at}`);
  }
  assert.notEqual(await fingerprint(blobOf(bytes.subarray(0, -1))), same);
});
