import assert from "node:assert/strict";
import { test } from "node:test";
import { openBody } from "./openBody.ts";

/** As on platforms that have no bodies in chunks. */
const withoutBody = (response: Response): Response => Object.defineProperty(response, "body", { value: undefined });

test("a body is read in chunks", async () => {
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of [1, 2]) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const reader = openBody(new Response(stream));
  assert.deepEqual(await reader?.read(), { done: false, value: Uint8Array.of(1) });
  assert.deepEqual(await reader?.read(), { done: false, value: Uint8Array.of(2) });
  assert.deepEqual(await reader?.read(), { done: true, value: undefined });
});

test("where there are no chunks the whole is one", async () => {
  const reader = openBody(withoutBody(new Response(Uint8Array.of(1, 2))));
  assert.deepEqual(await reader?.read(), { done: false, value: Uint8Array.of(1, 2) });
  assert.deepEqual(await reader?.read(), { done: true, value: undefined });
  await openBody(withoutBody(new Response("a")))?.cancel();
});

test("no body is none", () => assert.equal(openBody(new Response(null)), undefined));
