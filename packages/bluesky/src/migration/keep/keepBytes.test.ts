import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { uploadBlob } from "../../lexicons/com/atproto/repo/uploadBlob.ts";
import { getBlob } from "../../lexicons/com/atproto/sync/getBlob.ts";
import { createClient } from "../../xrpc/client/createClient.ts";
import { withoutCopies } from "../server/withoutCopies.ts";
import { keepBytes } from "./keepBytes.ts";

const MB = 1 << 20;
const SIZE = 300 * MB;
const did = "did:web:alice.example.com";
const cid = "bafkreifzjut3te2nhyekklss27nh3k72ysco7y32koao5eei66wof36n5e";
const blob = { $type: "blob", ref: { $link: cid }, mimeType: "video/mp4", size: SIZE };

/** Chunks of which each can be told from the others. */
async function* chunksOf(count: number, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let n = 0; n < count; n++) yield new Uint8Array(size).fill(n);
}

async function contentsOf(body: Blob | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  return new Uint8Array(await new Blob([body]).arrayBuffer());
}

describe("keepBytes", () => {
  const { TMPDIR } = process.env;
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "keep-"));
    process.env.TMPDIR = folder;
  });
  after(() => {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
    rmSync(folder, { recursive: true });
  });

  it("keeps what is small in memory, and what is large in a file, which is gone afterwards", async () => {
    for (const [count, size, files] of [
      [0, 0, 0],
      [3, 1000, 0],
      [1, MB, 0],
      [5, MB, 1],
      [70, 30_000, 1],
    ] as const) {
      const { body, drop } = await keepBytes(chunksOf(count, size));
      assert.equal(readdirSync(folder).length, files);
      const bytes = await contentsOf(body);
      assert.equal(bytes.length, count * size);
      for (let n = 0; n < count; n++) assert.ok(bytes.subarray(n * size, (n + 1) * size).every((byte) => byte === n));
      // It can be read again.
      assert.deepEqual(await contentsOf(body), bytes);
      await drop();
      assert.deepEqual(readdirSync(folder), []);
    }
  });

  it("does without files where none can be written, and without a Blob of bytes where there is none", async (context) => {
    process.env.TMPDIR = join(folder, "missing");
    try {
      const { body, drop } = await keepBytes(chunksOf(5, MB));
      assert.ok(body instanceof Blob);
      assert.equal((await contentsOf(body))[4 * MB], 4);
      await drop();
      const { Blob: whole } = globalThis;
      context.mock.method(globalThis, "Blob", function refuse() {
        throw new Error("Creating blobs from ArrayBuffer is not supported");
      } as unknown as typeof Blob);
      const kept = await keepBytes(chunksOf(5, MB));
      assert.ok(kept.body instanceof Uint8Array && kept.body.length === 5 * MB && kept.body[4 * MB] === 4);
      assert.notEqual(globalThis.Blob, whole);
    } finally {
      process.env.TMPDIR = folder;
    }
  });

  it("leaves nothing behind where the bytes end too early", async () => {
    const broken = async function* (): AsyncGenerator<Uint8Array<ArrayBuffer>> {
      yield* chunksOf(3, MB);
      throw new TypeError("terminated");
    };
    await assert.rejects(keepBytes(broken()), { code: "migration_incomplete" });
    assert.deepEqual(readdirSync(folder), []);
  });

  it("takes as much memory for 300 MB as for little, and says their length", { timeout: 120_000 }, async () => {
    const chunk = Buffer.alloc(64 * 1024, 7);
    let most = 0;
    setFlagsFromString("--expose-gc");
    const collect = runInNewContext("gc") as () => void;
    // On a busy machine what is used up may lie there for long: it does not count.
    const watch = (): void => {
      if (process.memoryUsage().arrayBuffers > 50 * MB) collect();
      most = Math.max(most, process.memoryUsage().arrayBuffers);
    };
    const lengths: (string | undefined)[] = [];
    let received = 0;
    const server = createServer(async (request, response) => {
      if (request.method === "GET") {
        response.writeHead(200, { "content-type": "video/mp4" });
        for (let sent = 0; sent < SIZE; sent += chunk.length) {
          if (!response.write(chunk)) await new Promise((resolve) => response.once("drain", resolve));
          watch();
        }
        response.end();
        return;
      }
      lengths.push(request.headers["content-length"]);
      for await (const piece of request) {
        received += piece.length;
        watch();
      }
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ blob }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    try {
      const client = createClient({ service: `http://127.0.0.1:${port}`, fetch: withoutCopies(fetch) });
      const { body, drop } = await keepBytes(await getBlob(client, { did, cid }));
      await uploadBlob(client, body, { encoding: "video/mp4", timeout: 0 });
      await drop();
      assert.deepEqual([received, lengths], [SIZE, [`${SIZE}`]]);
      console.log(`${SIZE / MB} MB by ${Math.round(most / MB)} MB of memory`);
      assert.ok(most < 100 * MB, `${most} bytes`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
