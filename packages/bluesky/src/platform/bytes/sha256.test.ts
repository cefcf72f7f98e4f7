import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { createSha256 as createSha256ByNode } from "./createSha256.node.ts";
import { createSha256 } from "./createSha256.ts";
import { hashSha256 as hashSha256ByNode } from "./hashSha256.node.ts";
import { hashSha256 } from "./hashSha256.ts";
import { sha256 } from "./sha256.ts";

/** With WebCrypto, and without. */
async function both(bytes: Uint8Array): Promise<[Uint8Array, Uint8Array]> {
  const first = sha256(bytes);
  const found = Object.getOwnPropertyDescriptor(globalThis, "crypto") ?? {};
  Reflect.deleteProperty(globalThis, "crypto");
  const second = sha256(bytes);
  Object.defineProperty(globalThis, "crypto", found);
  return Promise.all([first, second]);
}

test("a hash is that of Node's crypto, with WebCrypto and without", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      const expected = new Uint8Array(createHash("sha256").update(bytes).digest());
      assert.deepEqual(await both(bytes), [expected, expected]);
    }),
  );
});

test("all lengths around the end of a block are padded", async () => {
  for (let length = 50; length < 135; length++) {
    const [first, second] = await both(new Uint8Array(length).fill(length));
    assert.deepEqual(first, second, `${length}`);
  }
});

test("a large record takes less than a second of the processor", async () => {
  const start = process.cpuUsage();
  const [first, second] = await both(new Uint8Array(2 ** 20).fill(7));
  assert.deepEqual(first, second);
  const { user } = process.cpuUsage(start);
  assert.ok(user < 1_000_000, `${user} microseconds`);
});

test("bytes that come in pieces are hashed as one, here and by Node", () => {
  for (const make of [createSha256, createSha256ByNode]) {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 }), { maxLength: 8 }), (pieces) => {
        const hash = make();
        for (const piece of pieces) hash.update(piece);
        assert.deepEqual(hash.digest(), new Uint8Array(createHash("sha256").update(Buffer.concat(pieces)).digest()));
      }),
    );
  }
});

test("a hash at once is that of Node's crypto, here and by Node", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const expected = createHash("sha256").update(bytes).digest("hex");
      for (const hash of [hashSha256, hashSha256ByNode])
        assert.equal(Buffer.from(hash(bytes)).toString("hex"), expected);
    }),
  );
});
