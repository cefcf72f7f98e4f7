import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { type MirroredLabel, mirrorLabels } from "./mirrorLabels.ts";

test("labels are copied once, page by page, in the order of the calls", async () => {
  const cts = "2030-01-01T00:00:00Z";
  const known = ["a", "b", "c"].map((val) => ({
    ver: 1,
    src: "did:example:l",
    uri: "did:example:x",
    val,
    cts,
    sig: {},
  }));
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://localhost");
    assert.equal(searchParams.get("uriPatterns"), "*");
    const from = Number(searchParams.get("cursor") ?? 0);
    const labels = known.slice(from, from + 2);
    response.end(JSON.stringify(labels.length === 0 ? { labels } : { labels, cursor: String(from + labels.length) }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const { port } = server.address() as AddressInfo; // It listens on a port.
    const stored: MirroredLabel[] = [];
    const mirror = mirrorLabels(`http://127.0.0.1:${port}`, async (labels) => {
      stored.push(...labels);
    });
    assert.deepEqual(await Promise.all([mirror(), mirror()]), [3, 0]);
    assert.deepEqual(stored[0], {
      src: "did:example:l",
      uri: "did:example:x",
      cid: "",
      val: "a",
      neg: false,
      cts,
      exp: null,
    });
    known.push({ ver: 1, src: "did:example:l", uri: "at://x/y/z", val: "d", cts, sig: {} });
    assert.equal(await mirror(), 1);
    assert.deepEqual(
      stored.map(({ val }) => val),
      ["a", "b", "c", "d"],
    );
  } finally {
    server.close();
  }
});

test("a labeler that fails is asked again", async () => {
  let calls = 0;
  const server = createServer((_, response) => {
    if (++calls === 1) response.writeHead(500).end("down");
    else response.end(JSON.stringify({ labels: [] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // It listens on a port.
  const mirror = mirrorLabels(`http://127.0.0.1:${port}`, async () => {});
  try {
    await assert.rejects(mirror(), /queryLabels .* answered 500: down/);
    assert.equal(await mirror(), 0);
  } finally {
    server.close();
  }
});
