import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { AtpAgent } from "@atproto/api";
import { getPreferences } from "../../packages/bluesky/src/lexicons/app/bsky/actor/getPreferences.ts";
import { putPreferences } from "../../packages/bluesky/src/lexicons/app/bsky/actor/putPreferences.ts";
import { listConvos } from "../../packages/bluesky/src/lexicons/chat/bsky/convo/listConvos.ts";
import { createRecord } from "../../packages/bluesky/src/lexicons/com/atproto/repo/createRecord.ts";
import { describeRepo } from "../../packages/bluesky/src/lexicons/com/atproto/repo/describeRepo.ts";
import { getRecord } from "../../packages/bluesky/src/lexicons/com/atproto/repo/getRecord.ts";
import { listRecords } from "../../packages/bluesky/src/lexicons/com/atproto/repo/listRecords.ts";
import { uploadBlob } from "../../packages/bluesky/src/lexicons/com/atproto/repo/uploadBlob.ts";
import { createSession } from "../../packages/bluesky/src/lexicons/com/atproto/server/createSession.ts";
import { deleteSession } from "../../packages/bluesky/src/lexicons/com/atproto/server/deleteSession.ts";
import { getSession } from "../../packages/bluesky/src/lexicons/com/atproto/server/getSession.ts";
import { getBlob } from "../../packages/bluesky/src/lexicons/com/atproto/sync/getBlob.ts";
import { getRepo } from "../../packages/bluesky/src/lexicons/com/atproto/sync/getRepo.ts";
import {
  type Client,
  createClient,
  routeReads,
  type SessionLike,
  XrpcError,
} from "../../packages/bluesky/src/xrpc/index.ts";
import type { Account, Network } from "../../packages/devnet/src/index.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

/** The smallest session: a token and a server. */
function sessionOf(did: string, token: string, pds: string): SessionLike {
  return {
    did,
    fetchHandler: (path, init) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      return fetch(new URL(path, pds), { ...init, headers });
    },
  };
}

const collection = "app.bsky.feed.post";
const createdAt = "2024-01-01T00:00:00Z";
let network: Network;
let alice: Account;
let tokens: createSession.Output;
let client: Client;

before(async () => {
  network = await borrowNetwork({ appView: false });
  alice = await network.createAccount("alice");
  const anonymous = createClient({ network: network.network });
  tokens = await createSession(anonymous, { identifier: alice.identifier, password: alice.password });
  client = createClient({
    session: sessionOf(alice.did, tokens.accessJwt, network.network.pds),
    network: network.network,
    route: routeReads(async () => network.network.pds),
  });
});

after(() => network?.close());

test("the first call, and what the session says", async () => {
  const { data, response, rateLimit } = await getSession.withResponse(client);
  assert.equal(data.did, alice.did);
  assert.equal(data.handle, "alice.test");
  assert.equal(response.status, 200);
  assert.equal(rateLimit, undefined);
});

test("the errors of a real server are typed", async () => {
  const error = await getRecord(client, { repo: alice.did, collection, rkey: "nothing" }).catch((e: unknown) => e);
  assert.ok(getRecord.isError(error, "RecordNotFound"), `${error}`);
  const wrong = createClient({ network: network.network });
  await assert.rejects(createSession(wrong, { identifier: alice.identifier, password: "wrong" }), {
    status: 401,
    code: "xrpc_error",
    error: "AuthenticationRequired",
  });
  await assert.rejects(client.call("com.example.nothing"), { code: "xrpc_error", nsid: "com.example.nothing" });
  await assert.rejects(client.call("com.atproto.repo.createRecord", { input: {} }), {
    status: 400,
    error: "InvalidRequest",
  });
  const expired = network.expireToken(tokens.accessJwt);
  const late = createClient({ session: sessionOf(alice.did, expired, network.network.pds), network: network.network });
  await assert.rejects(getSession(late), { code: "auth_expired", error: "ExpiredToken" });
  const forged = createClient({
    session: sessionOf(alice.did, "nonsense", network.network.pds),
    network: network.network,
  });
  await assert.rejects(getSession(forged), { status: 400 });
});

test("arrays, booleans and integers arrive, and pages follow each other as the official client has them", async () => {
  for (let n = 0; n < 7; n++) {
    await createRecord(client, {
      repo: alice.did,
      collection,
      record: { $type: collection, text: `post ${n}`, createdAt },
    });
  }
  const agent = new AtpAgent({ service: network.network.pds });
  const { did, handle, accessJwt, refreshJwt } = tokens;
  await agent.resumeSession({ did, handle, accessJwt, refreshJwt, active: true });
  const official = await agent.com.atproto.repo.listRecords({ repo: alice.did, collection, limit: 3, reverse: true });
  const params = { repo: alice.did, collection, limit: 3, reverse: true };
  const ours = await listRecords(client, params);
  assert.deepEqual(JSON.parse(JSON.stringify(ours)), JSON.parse(JSON.stringify(official.data)));
  const texts: unknown[] = [];
  for await (const { value } of listRecords.items(client, params)) texts.push(value.text);
  assert.deepEqual(
    texts,
    [0, 1, 2, 3, 4, 5, 6].map((n) => `post ${n}`),
  );
  const some: unknown[] = [];
  for await (const { uri } of listRecords.items(client, { repo: alice.did, collection, limit: 2 }, { max: 3 }))
    some.push(uri);
  assert.equal(some.length, 3);
  const described = await describeRepo(client, { repo: "alice.test" });
  assert.deepEqual(described, (await agent.com.atproto.repo.describeRepo({ repo: "alice.test" })).data);
});

test("a procedure without an answer, and one with a union", async () => {
  await putPreferences(client, {
    preferences: [{ $type: "app.bsky.actor.defs#adultContentPref", enabled: true }],
  });
  const { preferences } = await getPreferences(client);
  assert.deepEqual(preferences, [{ $type: "app.bsky.actor.defs#adultContentPref", enabled: true }]);
  // Also where no lexicon says that nothing comes.
  assert.equal(await client.call("app.bsky.actor.putPreferences", { input: { preferences } }), undefined);
});

test("what a real server is asked stays below its operations, and echoes show no secret", async () => {
  for (const nsid of [
    "../xrpc/_health",
    "../../xrpc/com.atproto.server.describeServer",
    "com.atproto.server.getSession?x",
  ]) {
    await assert.rejects(client.call(nsid), { code: "invalid_request" }, nsid);
  }
  const password = "not-the-password-of-anybody";
  const anonymous = createClient({ network: network.network, headers: { "x-api-key": "canary-of-a-key" } });
  const refused = [
    () => createSession(anonymous, { identifier: alice.identifier, password }),
    () => anonymous.call("com.atproto.server.createSession", { input: { identifier: { password }, password } }),
    () => anonymous.call("com.atproto.repo.getRecord", { params: { token: password } }),
  ];
  for (const call of refused) {
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    assert.ok(error instanceof XrpcError);
    assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /not-the-password|canary/);
  }
});

test("a server that sends on is followed as far as it may be, and gets no secret along", async () => {
  const asked: { readonly url: string | undefined; readonly key: unknown }[] = [];
  const front = createServer((request, response) => {
    asked.push({ url: request.url, key: request.headers["x-api-key"] });
    response.writeHead(302, { location: `${network.network.pds}${request.url}` }).end();
  });
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  try {
    const { port } = front.address() as AddressInfo; // it listens on a port
    const service = `http://127.0.0.1:${port}`;
    const described = await describeRepo(createClient({ service, network: network.network }), { repo: alice.did });
    assert.equal(described.did, alice.did);
    const strict = { ...network.network, allowHttp: false };
    const routed = createClient({
      network: strict,
      route: routeReads(async () => service),
      headers: { "x-api-key": "canary" },
    });
    await assert.rejects(describeRepo(routed, { repo: alice.did }), { code: "invalid_response", message: /redirect/ });
    assert.deepEqual(
      asked.map(({ key }) => key),
      [undefined, undefined],
    );
  } finally {
    front.close();
    front.closeAllConnections();
  }
});

test("a deadline ends a call whatever it is waiting for", async () => {
  const never = (): Promise<never> => new Promise(() => {});
  const silent = [
    client.with({ route: never }),
    client.with({ hooks: { onRequest: never } }),
    client.with({ hooks: { onResponse: never } }),
    client.with({ session: { did: alice.did, fetchHandler: never } }),
  ];
  for (const each of silent) {
    await assert.rejects(getSession(each, {}, { deadline: 300 }), { code: "timeout", limit: "deadline" });
  }
  assert.equal((await getSession(client, {}, { deadline: 5_000 })).did, alice.did);
});

test("blobs go up from anything and come down as they were", async () => {
  const png = Uint8Array.from(
    atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="),
    (c) => c.charCodeAt(0),
  );
  const bodies = [
    png,
    new Blob([png], { type: "image/png" }),
    new File([png], "a.png", { type: "image/png" }),
    png.buffer,
  ];
  const refs = new Set<string>();
  for (const body of bodies) {
    const { blob } = await uploadBlob(client, body);
    assert.ok("mimeType" in blob && blob.mimeType === "image/png");
    refs.add(JSON.stringify(blob));
  }
  const streamed = await uploadBlob(client, new Blob([png]).stream(), { encoding: "image/png" });
  refs.add(JSON.stringify(streamed.blob));
  assert.equal(refs.size, 1);
  const { blob } = streamed;
  const image = { $type: "app.bsky.embed.images", images: [{ image: blob, alt: "a pixel" }] };
  await createRecord(client, {
    repo: alice.did,
    collection,
    record: { $type: collection, text: "", createdAt, embed: image },
  });
  assert.ok("ref" in blob);
  const down = await getBlob(client, { did: alice.did, cid: String((blob.ref as { $link: string }).$link) });
  assert.equal(down.encoding, "image/png");
  assert.deepEqual(await down.bytes(), png);
});

test("a repository comes as a stream", async () => {
  const repo = await getRepo(client, { did: alice.did });
  assert.equal(repo.encoding, "application/vnd.ipld.car");
  const bytes = await repo.bytes();
  // The header of a CAR: its length, then a map of `roots` and `version`.
  assert.match(Buffer.from(bytes.subarray(0, 20)).toString("latin1"), /eroots/);
  // Given up in the middle, it costs nothing.
  const other = await getRepo(client, { did: alice.did });
  for await (const _ of other.stream) break;
});

test("a proxy header reaches the PDS, which does as it says", async () => {
  // Nobody serves chat on this network: the PDS is asked to pass the call on to alice, and says that she is no service.
  const chat = { ...network.network, chat: { did: alice.did } };
  const chatting = createClient({
    session: sessionOf(alice.did, tokens.accessJwt, network.network.pds),
    network: chat,
    retry: false,
  });
  const error = await listConvos(chatting).catch((e: unknown) => e);
  assert.ok(error instanceof XrpcError);
  assert.match(error.message, /proxy/i);
});

test("logging out ends it", async () => {
  const refresh = createClient({
    session: sessionOf(alice.did, tokens.refreshJwt, network.network.pds),
    network: network.network,
  });
  assert.equal(await deleteSession(refresh), undefined);
});
