import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { image } from "../image/image.ts";
import { makeMp4 } from "../video/testing/makeMp4.ts";
import { video } from "../video/video.ts";
import type { Attachment } from "./Attachment.ts";
import { keepMade } from "./keepMade.ts";

test("what was made is kept, and what failed is made again", async () => {
  let count = 0;
  const take = keepMade(async () => {
    if (++count === 1) throw new Error("not yet");
    return count;
  });
  await assert.rejects(take(undefined), /not yet/);
  assert.deepEqual(await Promise.all([take(undefined), take(undefined)]), [2, 2]);
  assert.equal(await take(undefined), 2);
});

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);
const client = { call: () => assert.fail("nothing is sent"), options: {} } as never;

const prepare = (attachment: Attachment<object>, signal?: AbortSignal): Promise<object> =>
  attachment.prepare(client, { left: () => ({ signal, requireAlt: false }), dryRun: true });

test("an image can be posted after a post that was aborted", async () => {
  const attachment = image(png, { alt: "a dot" });
  await assert.rejects(prepare(attachment, AbortSignal.abort(new Error("enough"))), /enough/);
  assert.ok(await prepare(attachment));
});

test("images and videos can be posted once their files are there", async () => {
  const folder = await mkdtemp(join(tmpdir(), "keep-made-"));
  try {
    const path = join(folder, "file");
    for (const [attachment, bytes] of [
      [image({ path }, { alt: "a dot" }), png],
      [video({ path }), makeMp4()],
    ] as const) {
      await rm(path, { force: true });
      await assert.rejects(prepare(attachment), { code: "unreadable_media" });
      await writeFile(path, bytes);
      assert.ok(await prepare(attachment));
    }
  } finally {
    await rm(folder, { recursive: true });
  }
});
