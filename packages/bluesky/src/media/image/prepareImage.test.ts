import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it, type TestContext } from "node:test";
import sharp from "sharp";
import { avatarLimits, inspectImage, MediaError, postImageLimits, prepareImage, sharpCodec } from "../index.ts";
import type { Media } from "../model/Media.ts";
import { findTraces, makeInputs, makeRefused } from "./testing/inputs.ts";
import { look, paint } from "./testing/paint.ts";

const failsWith = (code: string) => (error: unknown) => error instanceof MediaError && error.code === code;

/** As it is where nothing decodes. */
function withoutCodec(t: TestContext): void {
  t.mock.method(process, "getBuiltinModule", () => undefined);
}

const inputs = await makeInputs();

describe("prepareImage", { timeout: 120_000 }, () => {
  for (const { name, bytes, sent, shown, icc, off = 25 } of inputs) {
    it(`makes ready: ${name}`, async () => {
      const prepared = await prepareImage(bytes, postImageLimits);
      assert.deepEqual([prepared.type, prepared.width, prepared.height], [sent, ...shown]);
      assert.deepEqual(findTraces(prepared.bytes), []);
      const metadata = await sharp(prepared.bytes).metadata();
      assert.deepEqual([metadata.exif, metadata.xmp, metadata.iptc, metadata.orientation], Array(4).fill(undefined));
      if (icc) assert.deepEqual(metadata.icc, (await sharp(bytes).metadata()).icc);
      assert.ok(prepared.bytes.length <= postImageLimits.maxBytes, `${prepared.bytes.length} bytes`);
      const seen = await look(prepared.bytes);
      assert.deepEqual([seen.width, seen.height], shown);
      if (shown[0] > 1) assert.deepEqual(seen.corners, [0, 1, 2, 3]);
      if (shown[0] > 1) assert.ok(seen.off <= off, `off by ${seen.off}`);
      const { orientation, animated, ...info } = await inspectImage(prepared.bytes);
      assert.deepEqual([orientation, animated], [1, false]);
      assert.deepEqual(info, { type: sent, width: shown[0], height: shown[1], bytes: prepared.bytes.length });
    });
  }

  it("refuses what is damaged, moves, or is too large, before it is decoded", async () => {
    for (const { name, bytes, code } of await makeRefused()) {
      await assert.rejects(prepareImage(bytes, postImageLimits), failsWith(code), name);
    }
  });

  it("never fails in another way, wherever a file is cut off or damaged", async (t) => {
    withoutCodec(t);
    for (const { name, bytes } of inputs.filter((input) => input.bytes.length < 5000)) {
      const step = Math.max(1, bytes.length >> 6);
      for (let at = 0; at < bytes.length; at += step) {
        const damaged = new Uint8Array(bytes);
        damaged[at] = 255 - (damaged[at] ?? 0);
        for (const given of [bytes.subarray(0, at), damaged]) {
          await prepareImage(given, postImageLimits).catch((error) => assert.ok(error instanceof MediaError, name));
        }
      }
    }
  });

  it("leaves as they are the pixels of what needs no codec, and what is given", async (t) => {
    withoutCodec(t);
    for (const { name, bytes, sent } of inputs) {
      const before = Buffer.from(bytes);
      const prepared = await prepareImage(bytes, postImageLimits).catch((error) => {
        assert.equal(error.code, "codec_missing", `${name}: ${error}`);
        assert.equal(sent, "image/jpeg", name);
      });
      assert.deepEqual(Buffer.from(bytes), before, name);
      if (!prepared) continue;
      const [was, is] = await Promise.all([bytes, prepared.bytes].map((one) => sharp(one).raw().toBuffer()));
      assert.deepEqual(is, was, name);
    }
    const turned = await paint(96, 64, 6).withMetadata({ orientation: 6 }).jpeg().toBuffer();
    await assert.rejects(prepareImage(turned, postImageLimits), failsWith("codec_missing"));
    const lying = await prepareImage(turned, postImageLimits, { allowUnturned: true });
    assert.deepEqual([lying.width, lying.height], [64, 96]);
    assert.deepEqual(findTraces(lying.bytes), []);
  });

  it("keeps what moves where it is asked to", async () => {
    for (const { name, bytes } of (await makeRefused()).filter((one) => /(GIF|WebP) that/.test(one.name))) {
      assert.equal((await inspectImage(bytes)).animated, true, name);
      const { bytes: kept } = await prepareImage(bytes, postImageLimits, { animated: "keep" });
      assert.equal((await sharp(kept, { animated: true }).metadata()).pages, 2, name);
    }
  });

  it("keeps within limits of others: PNG or JPEG, and few bytes", async () => {
    const webp = await paint(2600, 1300).webp({ lossless: true }).toBuffer();
    const { type, width, height, bytes } = await prepareImage(webp, avatarLimits);
    assert.deepEqual([type, width, height, bytes.length <= 1_000_000], ["image/jpeg", 2000, 1000, true]);
    const tight = { ...avatarLimits, maxBytes: 4000 };
    const busy = inputs.find(({ name }) => name === "PNG of too many bytes")?.bytes ?? assert.fail();
    await assert.rejects(prepareImage(busy, tight), failsWith("image_too_large"));
    const small = await prepareImage(busy, { ...avatarLimits, maxBytes: 60_000 });
    assert.ok(small.bytes.length <= 60_000 && small.width < 1200, `${small.bytes.length} bytes, ${small.width} pixels`);
    // Half the way down to what was found, there is no better one.
    const best = await prepareImage(busy, { ...avatarLimits, maxBytes: 400_000 });
    assert.ok(best.bytes.length > 300_000, `${best.bytes.length} bytes`);
  });

  it("takes a codec, and says what it cannot decode", async () => {
    const calls: object[] = [];
    const sharpIt = sharpCodec(sharp);
    const codec: typeof sharpIt = ({ bytes, ...about }) => {
      calls.push(about);
      return sharpIt({ bytes, ...about });
    };
    const turned = await paint(96, 64, 8).withMetadata({ orientation: 8 }).jpeg().toBuffer();
    await prepareImage(turned, postImageLimits, { codec });
    assert.deepEqual(calls, [{ type: "image/jpeg", orientation: 8, width: 96, height: 64 }]);
    const fails = () => Promise.reject(new Error("no"));
    await assert.rejects(prepareImage(turned, postImageLimits, { codec: fails }), failsWith("unreadable_media"));
  });
});

describe("where an image comes from", () => {
  const folder = mkdtempSync(join(tmpdir(), "images-"));
  const path = join(folder, "a.txt");

  it("is a Blob, a File, bytes of any kind, a stream or a path", async (t) => {
    t.after(() => rmSync(folder, { recursive: true }));
    const bytes = new Uint8Array(await paint(96, 64).png().toBuffer());
    writeFileSync(path, bytes);
    const pieces = [bytes.subarray(0, 10), bytes.subarray(10)];
    const stream = (): ReadableStream<Uint8Array> =>
      new ReadableStream({
        start(controller) {
          for (const piece of pieces) controller.enqueue(piece);
          controller.close();
        },
      });
    const given: Media[] = [
      new Blob([bytes]),
      new File([bytes], "a.jpg", { type: "image/jpeg" }),
      bytes,
      Buffer.from(bytes),
      bytes.buffer,
      stream(),
      { path },
    ];
    for (const data of given) {
      const { type, width, height } = await inspectImage(data);
      assert.deepEqual([type, width, height], ["image/png", 96, 64]);
    }
    await assert.rejects(inspectImage({ path: join(folder, "none") }), { code: "unreadable_media" });
    for (const wrong of ["a.png", null, 5, {}]) {
      await assert.rejects(inspectImage(wrong as never), { code: "invalid_option", option: "data" });
    }
    t.mock.method(process, "getBuiltinModule", () => undefined);
    await assert.rejects(inspectImage({ path }), { code: "invalid_option", option: "data" });
  });

  it("is read no further than its limit, and given up when it is asked to", async () => {
    let pulled = 0;
    let cancelled = false;
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++;
        controller.enqueue(new Uint8Array(1 << 20));
      },
      cancel() {
        cancelled = true;
      },
    });
    await assert.rejects(inspectImage(endless), failsWith("image_too_large"));
    assert.ok(pulled < 70 && cancelled, `${pulled} MiB`);
    const controller = new AbortController();
    const silent = inspectImage(new ReadableStream(), { signal: controller.signal });
    controller.abort(new Error("enough"));
    await assert.rejects(silent, { message: "enough" });
  });
});
