import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import { createClient } from "bluesky/client";
import { cidForBlob, formatCid } from "bluesky/data";
import { downloadBlob } from "bluesky/media";

const folder = mkdtempSync(join(tmpdir(), "downloads-"));
after(() => rmSync(folder, { recursive: true }));

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const data = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251);
const cid = await cidForBlob(data);

/** A server that gives these chunks as whatever blob is asked for, and says this of them. */
function serve(chunks: Iterable<Uint8Array>, headers: Record<string, string> = { "content-type": "image/png" }) {
  const seen = { asked: [] as string[], cancelled: false };
  const fetch = async (input: unknown): Promise<Response> => {
    seen.asked.push(`${input}`);
    const iterator = chunks[Symbol.iterator]();
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const { done, value } = iterator.next();
          if (done) controller.close();
          else controller.enqueue(value);
        },
        cancel() {
          seen.cancelled = true;
        },
      },
      { highWaterMark: 0 },
    );
    return new Response(body, { headers });
  };
  const client = createClient({ service: "https://pds.example.com", fetch, route: () => {}, retry: false });
  return { client, seen };
}

/** In pieces of so many bytes. */
function* cut(bytes: Uint8Array, size = 7000): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe("a download", () => {
  it("is read in each way", async () => {
    const get = (target: Parameters<typeof downloadBlob>[1] = { did, cid }) =>
      downloadBlob(serve(cut(data)).client, target);
    const expected = Buffer.from(data);
    assert.deepEqual(Buffer.from(await (await get()).bytes()), expected);
    assert.deepEqual(await read(await get()), expected);
    assert.deepEqual(Buffer.from(await new Response((await get()).stream).arrayBuffer()), expected);
    const blob = await (await get()).blob();
    assert.deepEqual([blob.type, blob.size], ["image/png", data.length]);
    const path = join(folder, "saved.png");
    writeFileSync(path, "what was there before");
    await (await get()).save({ path });
    assert.deepEqual(readFileSync(path), expected);
    const ref = { $type: "blob", ref: { $link: cid }, mimeType: "image/png", size: 1 } as const;
    for (const target of [ref, { cid, mimeType: "image/png" }].map((named) => ({ did, blob: named }))) {
      const found = await get(target);
      assert.deepEqual([found.cid, found.encoding], [cid, "image/png"]);
      assert.equal((await found.bytes()).length, data.length);
    }
    assert.equal(
      (await downloadBlob(serve([]).client, { did, cid: await cidForBlob(new Uint8Array()) })).size,
      undefined,
    );
  });

  it("has no end where it is something else than its CID says", async () => {
    const wrong = {
      changed: data.map((byte, i) => (i === 99_999 ? byte + 1 : byte)),
      short: data.subarray(0, -1),
      long: Uint8Array.of(...data, 0),
      empty: new Uint8Array(),
    };
    const failure = { name: "MediaError", code: "blob_mismatch" };
    for (const [name, bytes] of Object.entries(wrong)) {
      const get = () => downloadBlob(serve(cut(bytes)).client, { did, cid });
      await assert.rejects(async () => (await get()).bytes(), failure, name);
      await assert.rejects(async () => (await get()).blob(), failure, name);
      const path = join(folder, `${name}.png`);
      writeFileSync(path, "before");
      await assert.rejects(async () => (await get()).save({ path }), failure, name);
      // What was there is there still, and nothing beside it.
      assert.equal(readFileSync(path, "utf8"), "before");
      // Chunks come, but never the last one.
      let size = 0;
      const chunks = async (): Promise<void> => {
        for await (const chunk of await get()) size += chunk.length;
      };
      await assert.rejects(chunks, failure, name);
      assert.ok(size < bytes.length || bytes.length === 0, name);
      const reader = (await get()).stream.getReader();
      await assert.rejects(async () => {
        while (!(await reader.read()).done);
      }, failure);
    }
    assert.deepEqual(
      readdirSync(folder).filter((name) => name.endsWith(".part")),
      [],
    );
  });

  it("is given up where it is too large, as announced or as it comes", async () => {
    const failure = { code: "blob_refused", message: /at most 50000 bytes/ };
    const announced = serve(cut(data), { "content-type": "image/png", "content-length": "100000" });
    await assert.rejects(downloadBlob(announced.client, { did, cid }, { maxSize: 50_000 }), failure);
    const { client, seen } = serve(cut(data));
    let size = 0;
    await assert.rejects(async () => {
      for await (const chunk of await downloadBlob(client, { did, cid }, { maxSize: 50_000 })) size += chunk.length;
    }, failure);
    assert.ok(size <= 50_000);
    assert.ok(seen.cancelled);
    const exact = await downloadBlob(serve(cut(data)).client, { did, cid }, { maxSize: data.length });
    assert.equal((await exact.bytes()).length, data.length);
  });

  it("is given up where its type is not wanted", async () => {
    const failure = { code: "blob_refused", message: /expected video\/mp4 or text\/vtt, got image\/png/ };
    const { client, seen } = serve(cut(data));
    const options = { accept: ["video/mp4", "text/vtt"] };
    await assert.rejects(downloadBlob(client, { did, cid }, options), failure);
    assert.equal(seen.asked.length, 1);
    assert.ok(seen.cancelled);
    // What its record says is known before anybody is asked.
    const blob = { cid, mimeType: "image/png" };
    const second = serve(cut(data));
    await assert.rejects(downloadBlob(second.client, { did, blob }, options), failure);
    assert.equal(second.seen.asked.length, 0);
    for (const accept of ["image/*", "image/png", ["video/mp4", "*/*"]]) {
      const found = await downloadBlob(serve(cut(data)).client, { did, blob }, { accept });
      assert.equal((await found.bytes()).length, data.length);
    }
  });

  it("of what cannot be verified is refused", async () => {
    const { client, seen } = serve(cut(data));
    const cbor = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
    await assert.rejects(downloadBlob(client, { did, cid: cbor }), { code: "blob_refused" });
    await assert.rejects(downloadBlob(client, { did, cid: "no CID" }), { code: "invalid_data" });
    for (const wrong of [undefined, null, "a", {}, { did }, { cid }, { did: 1, cid }]) {
      await assert.rejects(downloadBlob(client, wrong as never), { code: "invalid_option" });
    }
    await assert.rejects(downloadBlob(client, { did, cid }, { maxSize: Number.NaN }), { code: "invalid_option" });
    assert.equal(seen.asked.length, 0);
    const found = await downloadBlob(client, { did, cid });
    await assert.rejects(found.save({} as never), { code: "invalid_option", option: "path" });
    await found.cancel();
    assert.ok(seen.cancelled);
  });

  it("is given up with what reads it", async () => {
    const first = serve(cut(data));
    for await (const chunk of await downloadBlob(first.client, { did, cid })) {
      assert.ok(chunk.length);
      break;
    }
    assert.ok(first.seen.cancelled);
    const second = serve(cut(data));
    await (await downloadBlob(second.client, { did, cid })).stream.cancel();
    assert.ok(second.seen.cancelled);
    const controller = new AbortController();
    const third = serve(
      (function* () {
        yield data;
        controller.abort();
        yield data;
      })(),
    );
    const path = join(folder, "aborted.png");
    const saved = (await downloadBlob(third.client, { did, cid }, { signal: controller.signal })).save({ path });
    await assert.rejects(saved, { code: "aborted" });
    assert.ok(!existsSync(path));
  });

  it("of 300 MB takes as much memory as a chunk", { timeout: 60_000 }, async () => {
    const chunk = new Uint8Array(1_000_000).fill(7);
    const chunks = function* (): Generator<Uint8Array> {
      for (let i = 0; i < 300; i++) yield chunk.slice();
    };
    const hash = createHash("sha256");
    for (const one of chunks()) hash.update(one);
    const large = formatCid(Uint8Array.of(1, 0x55, 0x12, 32, ...hash.digest()));
    let most = 0;
    const path = join(folder, "large.mp4");
    const watched = serve(
      (function* () {
        for (const one of chunks()) {
          yield one;
          const { arrayBuffers } = process.memoryUsage();
          most = Math.max(most, arrayBuffers);
        }
      })(),
      { "content-type": "video/mp4" },
    );
    await (await downloadBlob(watched.client, { did, cid: large })).save({ path });
    assert.equal(readFileSync(path).length, 300_000_000);
    assert.ok(most < 150_000_000, `${most} bytes`);
  });
});
