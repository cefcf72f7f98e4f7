import assert from "node:assert/strict";
import { createReadStream, openAsBlob } from "node:fs";
import { mkdtempDisposable, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { after, before, describe, it, test } from "node:test";
import { uploadPart } from "../../lexicons/app/bsky/video/uploadPart.ts";
import { uploadVideo } from "../../lexicons/app/bsky/video/uploadVideo.ts";
import { exportAccountData } from "../../lexicons/chat/bsky/actor/exportAccountData.ts";
import { uploadBlob } from "../../lexicons/com/atproto/repo/uploadBlob.ts";
import { getBlob } from "../../lexicons/com/atproto/sync/getBlob.ts";
import { getRepo } from "../../lexicons/com/atproto/sync/getRepo.ts";
import { createClient } from "../client/createClient.ts";
import type { BinaryInput } from "../contract/Binary.ts";
import { InvalidRequestError } from "../errors/InvalidRequestError.ts";
import { json, serve } from "../testing/serve.ts";

const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const CID = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
const blob = { $type: "blob", ref: { $link: CID }, mimeType: "x/y", size: 1 };

function streamOf(...chunks: string[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

test("bytes are sent as they are, with the media type found or given", async () => {
  await using server = await serve((_, response) => json(response, { blob }));
  const client = createClient({ service: server.url });
  await using folder = await mkdtempDisposable(join(tmpdir(), "bodies-"));
  const file = join(folder.path, "file");
  await writeFile(file, "of a file");
  const inputs: [BinaryInput, string | undefined, string, string][] = [
    [new Blob(["abc"], { type: "text/x" }), undefined, "text/x", "abc"],
    [new File(["abc"], "a.txt", { type: "text/plain" }), undefined, "text/plain", "abc"],
    [new Blob([PNG]), undefined, "image/png", Buffer.from(PNG).toString("latin1")],
    [PNG, undefined, "image/png", Buffer.from(PNG).toString("latin1")],
    [new Uint8Array([0xff, 0xd8, 0xff, 0xe0]).buffer, undefined, "image/jpeg", "\xff\xd8\xff\xe0"],
    [new TextEncoder().encode("xxRIFF1234WEBPVP8 ").subarray(2), undefined, "image/webp", "RIFF1234WEBPVP8 "],
    [new TextEncoder().encode("GIF89a"), "image/x-mine", "image/x-mine", "GIF89a"],
    [streamOf("ab", "cd"), "a/b", "a/b", "abcd"],
    // What users of Node have.
    [createReadStream(file), "a/b", "a/b", "of a file"],
    [Readable.toWeb(createReadStream(file)), "a/b", "a/b", "of a file"],
    [await openAsBlob(file, { type: "text/x" }), undefined, "text/x", "of a file"],
    [await readFile(file), "a/b", "a/b", "of a file"],
  ];
  for (const [input, encoding, type, body] of inputs) {
    await uploadBlob(client, input, { encoding });
    const request = server.requests.at(-1);
    assert.deepEqual([request?.headers["content-type"], request?.body], [type, body]);
  }
});

test("a media type that cannot be found is asked for, and nothing is sent", async () => {
  await using server = await serve((_, response) => json(response, { blob }));
  const client = createClient({ service: server.url });
  for (const input of [new Uint8Array([1, 2, 3]), new Blob(["x"]), streamOf("x"), new Uint8Array()]) {
    const error = await uploadBlob(client, input).catch((error: unknown) => error);
    assert.ok(error instanceof InvalidRequestError);
    assert.equal(error.code, "encoding_required");
    assert.match(error.message, /`encoding`/);
  }
  const object = {} as Blob;
  await assert.rejects(uploadBlob(client, object), { code: "invalid_request" });
  await assert.rejects(uploadBlob(client, undefined as unknown as Blob), { code: "invalid_request" });
  // Nothing tells a path from a text.
  for (const text of ["cat.jpg", "héllo"]) {
    await assert.rejects(uploadBlob(client, text as unknown as Blob), {
      code: "invalid_request",
      message: /got a string: pass openAsBlob\(path\) of node:fs for a file, or new Blob/,
    });
  }
  assert.equal(server.requests.length, 0);
});

test("a lexicon that names one media type says it for bytes; parameters and a body go together", async () => {
  await using server = await serve((request, response) =>
    json(
      response,
      request.url?.includes("uploadPart")
        ? { partNumber: 2, sizeBytes: 3 }
        : { jobStatus: { jobId: "a", did: DID, state: "x" } },
    ),
  );
  const client = createClient({ service: server.url });
  await uploadVideo(client, new Uint8Array([1]));
  assert.equal(server.requests[0]?.headers["content-type"], "video/mp4");
  await uploadPart(client, { params: { jobId: "j", partNumber: 2 }, input: new Uint8Array([1, 2, 3]) });
  assert.equal(server.requests[1]?.url, "/xrpc/app.bsky.video.uploadPart?jobId=j&partNumber=2");
  assert.equal(server.requests[1]?.body, "\x01\x02\x03");
});

test("a body that is a stream is sent once", async () => {
  await using server = await serve((_, response) => json(response, {}, 429));
  const client = createClient({ service: server.url, retry: { baseDelay: 1 } });
  const read = async function* (): AsyncGenerator<Uint8Array> {
    yield new Uint8Array([1]);
  };
  for (const [n, body] of [streamOf("a"), Readable.from([Buffer.from("a")]), read()].entries()) {
    await assert.rejects(uploadBlob(client, body, { encoding: "a/b" }), { code: "rate_limited" });
    assert.equal(server.requests.length, n + 1);
  }
  // Chunks of text are bytes to nobody.
  const text = Readable.from(["a"]) as AsyncIterable<Uint8Array>;
  await assert.rejects(uploadBlob(client, text, { encoding: "a/b" }), { code: "network_error" });
});

describe("where a platform sends no streams, as browsers do", () => {
  before(() => {
    Object.assign(globalThis, { XMLHttpRequest: class {} });
  });
  after(() => {
    Reflect.deleteProperty(globalThis, "XMLHttpRequest");
  });

  it("they are read first, and sent as bytes", async () => {
    await using server = await serve((_, response) => json(response, { blob }));
    const client = createClient({ service: server.url });
    for (const body of [streamOf("ab", "cd"), Readable.from([Buffer.from("ab"), Buffer.from("cd")])]) {
      await uploadBlob(client, body, { encoding: "a/b" });
      assert.deepEqual(
        [server.requests.at(-1)?.body, server.requests.at(-1)?.headers["content-length"]],
        ["abcd", "4"],
      );
    }
  });

  it("one that fails is the fault of the request, and one that is given up is cancelled", async () => {
    await using server = await serve((_, response) => json(response, { blob }));
    const client = createClient({ service: server.url });
    const text = Readable.from(["a"]) as AsyncIterable<Uint8Array>;
    await assert.rejects(uploadBlob(client, text, { encoding: "a/b" }), { code: "invalid_request" });
    const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
    const endless = new ReadableStream<Uint8Array>({ cancel: () => cancel() });
    const controller = new AbortController();
    const upload = uploadBlob(client, endless, { encoding: "a/b", signal: controller.signal });
    setTimeout(() => controller.abort(), 20);
    await assert.rejects(upload, { code: "aborted" });
    await cancelled;
    assert.equal(server.requests.length, 0);
  });
});

test("bytes come out as a stream, as bytes, as a Blob, or are given up", async () => {
  const body = Buffer.alloc(300_000, "x");
  await using server = await serve((_, response) =>
    response.writeHead(200, { "content-type": "image/png", "content-length": body.length }).end(body),
  );
  const client = createClient({ service: server.url });
  const params = { did: DID, cid: CID };
  const one = await getBlob(client, params);
  assert.deepEqual([one.encoding, one.size], ["image/png", body.length]);
  assert.equal((await one.bytes()).length, body.length);
  assert.equal((await (await getBlob(client, params)).blob()).type, "image/png");
  let read = 0;
  for await (const chunk of (await getBlob(client, params)).stream) read += chunk.length;
  assert.equal(read, body.length);
  await (await getBlob(client, params)).cancel();
  // What takes an iterable of bytes takes an answer as it is, and whoever stops early gives up the rest.
  await using folder = await mkdtempDisposable(join(tmpdir(), "bodies-"));
  await writeFile(join(folder.path, "blob"), await getBlob(client, params));
  assert.equal((await readFile(join(folder.path, "blob"))).length, body.length);
  for await (const chunk of await getBlob(client, params)) {
    assert.ok(chunk.length > 0);
    break;
  }
  // While nobody reads, time does not count.
  const later = await getBlob(client, params, { timeout: 60 });
  await new Promise((resolve) => setTimeout(resolve, 120));
  assert.equal((await later.bytes()).length, body.length);
  await assert.rejects((await getBlob(client, params, { maxResponseSize: 1000 })).bytes(), {
    code: "invalid_response",
  });
  await assert.rejects(getRepo(client, { did: DID }), {
    code: "invalid_response",
    message: /expected application\/vnd.ipld.car, got image\/png/,
  });
});

test("a body that stalls, breaks off or is aborted is a typed error", async () => {
  let mode: "stall" | "cut" = "stall";
  await using server = await serve((_, response) => {
    response.writeHead(200, { "content-type": "application/vnd.ipld.car" });
    response.write("abc");
    if (mode === "cut") setTimeout(() => response.destroy(), 20);
  });
  const client = createClient({ service: server.url });
  const stalled = await getRepo(client, { did: DID }, { timeout: 1_000 });
  await assert.rejects(stalled.bytes(), { code: "timeout", nsid: "com.atproto.sync.getRepo" });
  await assert.rejects((await getRepo(client, { did: DID }, { deadline: 1_000 })).bytes(), {
    code: "timeout",
    limit: "deadline",
  });
  const controller = new AbortController();
  const aborted = await getRepo(client, { did: DID }, { signal: controller.signal });
  setTimeout(() => controller.abort(), 20);
  await assert.rejects(aborted.bytes(), { code: "aborted" });
  mode = "cut";
  await assert.rejects((await getRepo(client, { did: DID })).bytes(), { code: "network_error" });
  await assert.rejects(getRepo(client, { did: DID }, { service: "http://127.0.0.1:1", retry: false }), {
    code: "network_error",
  });
});

test("an error instead of bytes is read and thrown", async () => {
  await using server = await serve((_, response) => json(response, { error: "RepoNotFound" }, 400));
  await assert.rejects(getRepo(createClient({ service: server.url }), { did: DID }), {
    code: "xrpc_error",
    error: "RepoNotFound",
  });
});

test("JSON lines come one by one, however they are cut", async () => {
  const text = '{"a":"ü"}\n\r\n{"b":2}\n{"c":\n3}';
  let lines = '{"a":"ü"}\n\n{"b":2}\n{"c":3}';
  await using server = await serve(async (_, response) => {
    response.writeHead(200, { "content-type": "application/jsonl" });
    for (const byte of Buffer.from(lines)) {
      response.write(Buffer.from([byte]));
      await new Promise((resolve) => setImmediate(resolve));
    }
    response.end();
  });
  const client = createClient({ service: server.url });
  const seen: unknown[] = [];
  for await (const line of await exportAccountData(client)) seen.push(line);
  assert.deepEqual(seen, [{ a: "ü" }, { b: 2 }, { c: 3 }]);
  for await (const line of await exportAccountData(client)) {
    assert.deepEqual(line, { a: "ü" });
    break;
  }
  lines = text;
  await assert.rejects(
    async () => {
      for await (const _ of await exportAccountData(client));
    },
    { code: "invalid_response", message: /lines of JSON/ },
  );
});
