import assert from "node:assert/strict";
import { test } from "node:test";
import { image } from "../image/image.ts";
import { inspectImage } from "../image/inspectImage.ts";
import { video } from "../video/video.ts";
import type { Attachment } from "./Attachment.ts";
import type { Media } from "./Media.ts";

const client = { call: () => assert.fail("nothing is sent"), options: {} } as never;
const prepare = (attachment: Attachment<object>): Promise<object> =>
  attachment.prepare(client, { left: () => ({ requireAlt: false }), dryRun: true });
const ways: Record<string, (data: Media) => Promise<unknown>> = {
  image: (data) => prepare(image(data, { alt: "" })),
  inspectImage,
  video: (data) => prepare(video(data)),
  captions: (file) => prepare(video(new Uint8Array(8), { captions: [{ lang: "en", file }] })),
};

for (const [name, read] of Object.entries(ways)) {
  test(`${name}: a file that is not there is named, with its reason`, async () => {
    await assert.rejects(read({ path: "/no/such/file" }), (error) => {
      const { code, message, cause } = error as Error & { code: string };
      assert.equal(code, "unreadable_media");
      assert.match(message, /^the file \/no\/such\/file cannot be read: /);
      return cause instanceof Error;
    });
  });

  test(`${name}: whoever gives a path as text is told how`, async () => {
    await assert.rejects(read("cat.jpg" as never), {
      code: "invalid_option",
      message: /got a string: a path is given as `\{ path \}`/,
    });
    await assert.rejects(read(undefined as never), { message: /got nothing\./ });
  });
}
