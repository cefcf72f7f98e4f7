import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, describe, it } from "node:test";
import { namespaceOf } from "../lexicons/Collected.ts";
import { operationOf } from "../lexicons/Namespace.ts";
import { loadLexicons, loadNamespace } from "../testing/loadLexicons.ts";
import { type Answer, callOperation } from "./callOperation.ts";

/** What the server answers, by NSID. */
const answers: Readonly<Record<string, readonly [status: number, type: string, body: string]>> = {
  "chat.bsky.actor.exportAccountData": [200, "application/jsonl", '{"a":1}\n{"b":2}\n'],
  "app.bsky.feed.getTimeline": [200, "application/json", '{"feed":"none","extra":[1]}'],
  "app.bsky.actor.getProfile": [502, "text/html", "<h1>Bad gateway</h1>"],
  "app.bsky.bookmark.createBookmark": [200, "application/json", ""],
  "com.atproto.sync.getRepo": [200, "application/vnd.ipld.car", "bytes"],
  "com.atproto.sync.getBlob": [200, "text/plain", "a text"],
};

describe("a call of the playground", () => {
  let requests = 0;
  let service: string;
  const server = createServer(({ url = "" }, response) => {
    requests++;
    const nsid = /^\/xrpc\/([\w.]+)/.exec(url)?.[1] ?? "";
    const [status, type, body] = answers[nsid] ?? [404, "text/plain", ""];
    response.writeHead(status, { "content-type": type, "ratelimit-limit": "30" });
    response.end(body);
  });
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    service = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // it listens on a port
  });
  after(() => server.close());

  async function call(nsid: string, params: unknown, input?: unknown): Promise<Answer> {
    const operation = operationOf(await loadNamespace(loadLexicons(), namespaceOf(nsid)), nsid);
    const connection = { service, session: undefined, identifier: undefined };
    const { signal } = new AbortController();
    return callOperation(connection, { operation, params, input, proxy: undefined, signal });
  }
  const codeOf = ({ error }: Answer): unknown => (error as { code?: unknown } | undefined)?.code;

  it("gives lines as a list", async () => {
    const answer = await call("chat.bsky.actor.exportAccountData", undefined);
    assert.equal(answer.error, undefined);
    assert.deepEqual(answer.body, { kind: "json", value: [{ a: 1 }, { b: 2 }] });
  });

  it("gives the body as it came, also where the package refuses it", async () => {
    const answer = await call("app.bsky.feed.getTimeline", {});
    assert.equal(codeOf(answer), "invalid_response");
    assert.deepEqual(answer.body, { kind: "json", value: { feed: "none", extra: [1] } });
    assert.equal(answer.response?.headers.get("ratelimit-limit"), "30");
    assert.ok(answer.elapsed > 0);
  });

  it("is made once, whatever comes of it", async () => {
    requests = 0;
    const answer = await call("app.bsky.actor.getProfile", { actor: "alice.test" });
    assert.equal(requests, 1);
    assert.equal(codeOf(answer), "xrpc_error");
    assert.equal(answer.response?.status, 502);
    assert.deepEqual(answer.body, { kind: "text", text: "<h1>Bad gateway</h1>" });
  });

  it("gives nothing where nothing came", async () => {
    const uri = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jzfcijpj2z2a";
    const cid = "bafyreidfayvfuwqa7qlnopdjiqrxzs6blmoeu4rujcjtnci5beludirz2a";
    const answer = await call("app.bsky.bookmark.createBookmark", undefined, { uri, cid });
    assert.equal(answer.error, undefined);
    assert.equal(answer.body, undefined);
  });

  it("gives files, also those that are texts", async () => {
    const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
    const repo = await call("com.atproto.sync.getRepo", { did });
    assert.equal(repo.body?.kind === "file" && (await repo.body.blob.text()), "bytes");
    const blob = await call("com.atproto.sync.getBlob", {
      did,
      cid: "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku",
    });
    assert.equal(blob.body?.kind === "file" && (await blob.body.blob.text()), "a text");
  });

  it("sends nothing that is wrong", async () => {
    requests = 0;
    assert.equal(codeOf(await call("app.bsky.actor.getProfile", {})), "invalid_request");
    assert.equal(requests, 0);
  });
});
