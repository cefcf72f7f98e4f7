/** The fault network in front of the official PDS and PLC directory, used by plain `fetch`. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, beforeEach, describe, it } from "node:test";
import { promisify } from "node:util";
import { type Account, type FaultyNetwork, faults, type Network, startFaults, startNetwork } from "bluesky-devnet";
import { failure } from "./faultsTarget.ts";

const createRecord = "com.atproto.repo.createRecord";
const describeServer = "com.atproto.server.describeServer";

describe("the fault network of a real network", () => {
  let net: Network;
  let faulty: FaultyNetwork;
  let alice: Account;
  let session: Session;

  before(async () => {
    net = await startNetwork({ appView: false });
    faulty = await startFaults(net, { seed: 7 });
    alice = await net.createAccount("alice");
    session = await login();
  });
  beforeEach(() => {
    faulty.clear();
    faulty.clearRequests();
  });
  after(async () => {
    const ports = [...faulty.servers, faulty.foreign].map(({ url }) => url);
    const open = process.getActiveResourcesInfo().filter((name) => /TCPServer/.test(name)).length;
    await faulty.close();
    const left = process.getActiveResourcesInfo().filter((name) => /TCPServer/.test(name)).length;
    assert.equal(left, Math.max(0, open - ports.length));
    for (const url of ports) assert.equal(await failure(fetch(url)), "ECONNREFUSED");
    const answer = await fetch(`${net.network.pds}/xrpc/${describeServer}`);
    assert.equal(answer.status, 200, "the network itself stays");
    await net.close();
  });

  const call = (nsid: string, init: CallInit = {}) => callAt(faulty.network.pds, nsid, init);
  const login = async () => {
    const { identifier, password } = alice;
    return (await call("com.atproto.server.createSession", { body: { identifier, password } })).body as Session;
  };
  const post = (text: string, token = session.accessJwt) =>
    call(createRecord, {
      token,
      body: {
        repo: alice.did,
        collection: "app.bsky.feed.post",
        record: { $type: "app.bsky.feed.post", text, createdAt: new Date().toISOString() },
      },
    });
  /** How often a text is in the repository, asked of the real PDS. */
  const count = async (text: string) => {
    const list = `com.atproto.repo.listRecords?repo=${alice.did}&collection=app.bsky.feed.post&limit=100`;
    const { body } = await callAt(net.network.pds, list);
    const { records } = body as { records: { value: { text: string } }[] };
    return records.filter(({ value }) => value.text === text).length;
  };

  it("has proxies for the servers that run, and no others", () => {
    assert.deepEqual(
      faulty.servers.map(({ name, target }) => [name, target]),
      [
        ["plc", net.network.plc],
        ["pds", net.network.pds],
      ],
    );
    assert.equal(faulty.handleResolver, faulty.pds);
    assert.equal(faulty.network.appView.url, net.network.appView.url);
    assert.deepEqual(JSON.parse(JSON.stringify(faulty.network)).pds, faulty.pds.url);
  });

  it("keeps a client that follows DID documents", async () => {
    const documents = [
      (session as { didDoc?: unknown }).didDoc,
      ((await call("com.atproto.server.getSession", { token: session.accessJwt })).body as { didDoc: unknown }).didDoc,
      ((await refresh(session)).body as { didDoc: unknown }).didDoc,
      await (await fetch(`${faulty.network.plc}/${alice.did}`)).json(),
    ] as { service: { serviceEndpoint: string }[] }[];
    for (const document of documents) assert.equal(document.service[0]?.serviceEndpoint, faulty.pds.url);
    session = await login();
    // What the directory's operations are made of is theirs.
    const log = await (await fetch(`${faulty.network.plc}/${alice.did}/log/audit`)).text();
    assert.equal(log, await (await fetch(`${net.network.plc}/${alice.did}/log/audit`)).text());
    const credentials = "com.atproto.identity.getRecommendedDidCredentials";
    const { body } = await call(credentials, { token: session.accessJwt });
    assert.ok(JSON.stringify(body).includes(`"${net.network.pds}"`));
  });

  const refresh = ({ refreshJwt }: Session) =>
    call("com.atproto.server.refreshSession", { token: refreshJwt, method: "POST" });

  it("lets blobs, CAR files, handles and the firehose through", async () => {
    const bytes = new Uint8Array(300_000).map((_, index) => index % 251);
    const uploaded = await fetch(`${faulty.network.pds}/xrpc/com.atproto.repo.uploadBlob`, {
      method: "POST",
      headers: { authorization: `Bearer ${session.accessJwt}`, "content-type": "image/png" },
      body: bytes,
    });
    const { blob } = (await uploaded.json()) as { blob: { size: number } };
    assert.equal(blob.size, bytes.byteLength);
    const path = `/xrpc/com.atproto.sync.getRepo?did=${alice.did}`;
    const [through, direct] = await Promise.all(
      [faulty, net].map(async ({ network }) => Buffer.from(await (await fetch(network.pds + path)).arrayBuffer())),
    );
    assert.ok(through !== undefined && direct?.equals(through));
    const missing = await fetch(`${faulty.network.pds}/.well-known/atproto-did`);
    assert.equal(missing.status, (await fetch(`${net.network.pds}/.well-known/atproto-did`)).status);

    const stream = new WebSocket(`${faulty.network.pds.replace("http", "ws")}/xrpc/com.atproto.sync.subscribeRepos`);
    const event = new Promise((resolve, reject) => {
      stream.onmessage = resolve;
      stream.onerror = reject;
    });
    await new Promise((resolve) => {
      stream.onopen = resolve;
    });
    await post("for the firehose");
    await event;
    assert.equal(faulty.pds.requests.find(({ nsid }) => nsid?.endsWith("subscribeRepos"))?.status, 101);
    stream.close();
  });

  it("loses a write whose connection is reset before the commit", async () => {
    const rule = faulty.pds.add(faults.resetBeforeCommit(), { nsid: createRecord, times: 1 });
    assert.equal(await failure(post("lost")), "ECONNRESET");
    assert.deepEqual([rule.hits, await count("lost")], [1, 0]);
    const [log] = faulty.pds.requests;
    assert.deepEqual([log?.fault, log?.forwarded, log?.committed], ["resetBeforeCommit", false, false]);
    assert.equal((await post("lost")).status, 200);
    assert.equal(await count("lost"), 1);
  });

  it("keeps a write whose connection is reset after the commit, once", async () => {
    for (const [fault, text] of [
      [faults.resetAfterCommit(), "kept by a reset"],
      [faults.resetMidBody({ bytes: 5 }), "kept by half an answer"],
      [faults.noAnswer({ afterCommit: true }), "kept by silence"],
    ] as const) {
      faulty.pds.add(fault, { nsid: createRecord, times: 1 });
      const signal = AbortSignal.timeout(2000);
      const code = await failure(
        call(createRecord, {
          token: session.accessJwt,
          signal,
          body: {
            repo: alice.did,
            collection: "app.bsky.feed.post",
            record: { $type: "app.bsky.feed.post", text, createdAt: new Date().toISOString() },
          },
        }),
      );
      assert.equal(code, fault.name === "noAnswer" ? "TimeoutError" : "ECONNRESET", text);
      assert.equal(await count(text), 1, text);
      const log = faulty.pds.requests.at(-1);
      assert.deepEqual([log?.fault, log?.forwarded, log?.committed], [fault.name, true, true]);
    }
  });

  it("never loses or doubles a write that is known to be committed or not, in 100 resets", async () => {
    faulty.pds.add(faults.resetAfterCommit(), { nsid: createRecord, probability: 0.5 });
    faulty.pds.add(faults.resetBeforeCommit(), { nsid: createRecord });
    const texts = Array.from({ length: 100 }, (_, index) => `reset ${index}`);
    for (const text of texts) assert.equal(await failure(post(text)), "ECONNRESET");
    const committed = faulty.pds.requests.map((log) => log.committed);
    const path = `com.atproto.repo.listRecords?repo=${alice.did}&collection=app.bsky.feed.post&limit=100`;
    const { body } = await callAt(net.network.pds, path);
    const stored = (body as { records: { value: { text: string } }[] }).records.map(({ value }) => value.text);
    const resets = stored.filter((text) => text.startsWith("reset "));
    assert.deepEqual(resets.toSorted(), texts.filter((_, index) => committed[index]).toSorted());
    assert.ok(resets.length > 30 && resets.length < 70, String(resets.length));
  });

  it("shows every fault of an answer to fetch", async () => {
    const ask = async () => {
      const answer = await fetch(`${faulty.network.pds}/xrpc/${describeServer}`, { redirect: "manual" });
      const { status, headers } = answer;
      return { status, headers, text: await answer.text() };
    };
    const real = await ask();
    assert.equal(JSON.parse(real.text).did, "did:web:localhost");
    const { foreign } = faulty;
    const cases: [ReturnType<typeof faults.status>, (answer: typeof real) => unknown][] = [
      [faults.latency(10, { jitter: 10 }), ({ text }) => text === real.text],
      [faults.truncatedJson(), ({ status, text }) => status === 200 && real.text.startsWith(text) && text < real.text],
      [faults.wrongContentType(), ({ headers }) => headers.get("content-type")?.startsWith("text/plain")],
      [faults.html(), ({ status, text }) => status === 502 && text.startsWith("<!DOCTYPE html>")],
      [faults.status(501), ({ status, text }) => status === 501 && text === '{"error":"MethodNotImplemented"}'],
      [faults.rateLimited(), ({ status, headers }) => status === 429 && headers.has("ratelimit-reset")],
      [faults.slowDrip({ bytes: 60, interval: 5 }), ({ text }) => text === real.text],
      [faults.hugeBody(10_000_000), ({ text }) => text.length === 10_000_000],
      [faults.hugeBody(10_000_000, { chunked: true }), ({ text }) => text.length === 10_000_000],
      [faults.emptyBody(), ({ status, text }) => status === 200 && text === ""],
      [faults.redirect(), ({ headers }) => headers.get("location") === `${foreign.url}/xrpc/${describeServer}`],
      [faults.clockSkew(3_600_000), ({ headers }) => Date.parse(headers.get("date") ?? "") > Date.now() + 3_000_000],
    ];
    for (const [fault, holds] of cases) {
      using rule = faulty.pds.add(fault, { nsid: describeServer });
      const answer = await ask();
      assert.ok(holds(answer), `${fault.name}: ${answer.status} ${answer.text.slice(0, 200)}`);
      assert.equal(rule.hits, 1);
    }
    for (const [fault, code] of [
      [faults.resetBeforeCommit(), "ECONNRESET"],
      [faults.resetAfterCommit(), "ECONNRESET"],
      [faults.resetMidBody(), "ECONNRESET"],
    ] as const) {
      using _ = faulty.pds.add(fault);
      assert.equal(await failure(ask()), code, fault.name);
    }
    using _ = faulty.pds.add(faults.noAnswer());
    const waiting = fetch(`${faulty.network.pds}/xrpc/${describeServer}`, { signal: AbortSignal.timeout(100) });
    assert.equal(await failure(waiting), "TimeoutError");
  });

  it("lets tokens expire, until the session is refreshed", async () => {
    session = await login();
    faulty.pds.add(faults.expiredTokens({ status: 401 }));
    const refused = await post("too late");
    assert.deepEqual([refused.status, (refused.body as { error: string }).error], [401, "ExpiredToken"]);
    // A token is the same as another one of the same second.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    session = (await refresh(session)).body as Session;
    assert.equal((await post("in time")).status, 200);
  });

  it("refuses a refresh as the real PDS does", async () => {
    const old = await login();
    // The real thing: a session that was ended.
    const ended = await login();
    await call("com.atproto.server.deleteSession", { token: ended.refreshJwt, method: "POST" });
    const real = await refresh(ended);
    const rule = faulty.pds.add(faults.revokedTokens());
    const refused = await refresh(old);
    assert.deepEqual([refused.status, refused.body], [real.status, real.body]);
    assert.equal(rule.hits, 1);
    session = await login();
    assert.equal((await refresh(session)).status, 200);
    session = await login();
  });

  it("has a clock of its own, and the real PDS takes the tokens all the same", async () => {
    faulty.pds.add(faults.clockSkew(-3 * 3_600_000));
    const skewed = await login();
    const claims = JSON.parse(atob(skewed.accessJwt.split(".")[1] ?? "")) as { exp: number };
    assert.ok(claims.exp * 1000 < Date.now(), "by the client's clock it has expired");
    assert.equal((await post("from another time", skewed.accessJwt)).status, 200);
    assert.equal((await refresh(skewed)).status, 200);
    const direct = await callAt(net.network.pds, "com.atproto.server.getSession", { token: skewed.accessJwt });
    assert.equal(direct.status, 400, "the real server did not issue it like this");
  });

  it("decides the same for the same seed", async () => {
    const run = async (seed: number) => {
      await using other = await startFaults(net.network, { seed });
      other.pds.add(faults.status(503), { probability: 0.4 });
      other.plc.add(faults.status(500), { probability: 0.4 });
      const seen: number[] = [];
      for (let index = 0; index < 20; index++) {
        seen.push((await fetch(`${other.network.pds}/xrpc/${describeServer}`)).status);
        seen.push((await fetch(`${other.network.plc}/${alice.did}`)).status);
      }
      return seen;
    };
    const first = await run(1);
    assert.deepEqual(await run(1), first);
    assert.notDeepEqual(await run(2), first);
    assert.deepEqual([...new Set(first)].toSorted(), [200, 500, 503]);
  });

  it("serves a network that another process started, and clients in others", async () => {
    const code = `
      const network = JSON.parse(process.argv[1]);
      const answer = await fetch(network.pds + "/xrpc/${describeServer}");
      console.log(answer.status);`;
    await using other = await startFaults(JSON.parse(JSON.stringify(net.network)));
    other.pds.add(faults.status(503), { times: 1 });
    const program = ["--input-type=module", "--eval", code, JSON.stringify(other.network)];
    for (const status of ["503\n", "200\n"]) {
      assert.equal((await promisify(execFile)(process.execPath, program)).stdout, status);
    }
  });
});

interface Session {
  accessJwt: string;
  refreshJwt: string;
}

interface CallInit {
  token?: string;
  body?: unknown;
  method?: string;
  signal?: AbortSignal;
}

async function callAt(service: string, nsid: string, init: CallInit = {}): Promise<{ status: number; body: unknown }> {
  const { token, body, signal, method = body === undefined ? "GET" : "POST" } = init;
  const answer = await fetch(`${service}/xrpc/${nsid}`, {
    method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? undefined : JSON.parse(text) };
}
