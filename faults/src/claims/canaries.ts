import { Bluesky } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import { login, oauthSession, resume } from "bluesky/auth";
import { type Client, type CreateClientOptions, createClient, type Hooks, type Logger } from "bluesky/client";
import { createRecord, getRecord } from "bluesky/com/atproto/repo";
import { createSession, getSession } from "bluesky/com/atproto/server";
import { getRepo } from "bluesky/com/atproto/sync";
import { create } from "bluesky/records";
import { now } from "bluesky/syntax";
import { type TelemetryMeter, type TelemetryTracer, withTelemetry } from "bluesky/telemetry";
import { type Fault, faults, type Network } from "bluesky-devnet";
import { type BadAnswer, badAnswers } from "../badAnswers.ts";
import type { Claim } from "../Claim.ts";
import { inTurns } from "../inTurns.ts";
import { type Stage, startStage } from "../Stage.ts";
import { showAll } from "../showAll.ts";
import { watchOutput } from "../watchOutput.ts";

const DPOP = "canary-dpop-key-91c2";
const VERIFIER = "canary-code-verifier-b7d0";

/** A server that says in its error what it was sent: its tokens, at least. */
const echo: Fault = {
  name: "echo",
  start: () => ({
    handle: ({ request }) => ({
      status: 400,
      headers: new Headers({
        "content-type": "application/json",
        "x-echo": request.headers.get("authorization") ?? "",
      }),
      body: Buffer.from(
        JSON.stringify({ error: "InvalidRequest", message: `got ${request.headers.get("authorization")} from you` }),
      ),
    }),
  }),
};

/** Everything that was shown to somebody: by what, and the text. */
type Shown = [where: string, text: string][];

/** Five secrets, in everything that users and logs get to see, when things go well and when they do not. */
export async function secretsAreNeverShown(net: Network, answers: readonly BadAnswer[] = badAnswers): Promise<Claim> {
  await using stage = await startStage(net);
  const { faulty, account } = stage;
  const session = await stage.login();
  const first = JSON.parse(session.export());
  const canaries = new Map([
    ["password", account.password],
    ["DPoP key", DPOP],
    ["code verifier", VERIFIER],
  ]);
  const learn = (exported: string, name: string): void => {
    const { accessJwt, refreshJwt } = JSON.parse(exported);
    canaries.set(`access token of ${name}`, accessJwt).set(`refresh token of ${name}`, refreshJwt);
  };
  learn(session.export(), "the session");
  const shown: Shown = [];
  const output = watchOutput();
  try {
    const clients = await makeClients(stage, first, shown);
    // The login has the same limits as the calls: on a machine that has other things to do it needs more.
    const { timeout, deadline, ...listeners } = listening("Bluesky", shown, "all");
    const begun = await Bluesky.login({ ...account, ...listeners });
    const bsky = begun.with({ timeout, deadline });
    learn(begun.session.export(), "the class");
    session.on("error", (error) => shown.push(["a session's event", showAll(error)]));
    const objects = { session, bsky, "bsky.session": begun.session, "bsky.records": bsky.records, ...clients };
    for (const [name, object] of Object.entries(objects)) shown.push([name, showAll(object)]);
    const operations = makeOperations(stage, clients, bsky);
    await runAll(operations, "all is well", shown);
    for (const { name, make } of answers) {
      // Those end by a limit that has nothing to do with it.
      if (/400 MB/.test(name)) continue;
      faulty.pds.add(make());
      await runAll(operations, name, shown);
      faulty.clear();
    }
    faulty.pds.add(echo);
    await runAll(operations, "echo", shown);
    faulty.clear();
    faulty.pds.add(faults.expiredTokens());
    await session.refresh();
    learn(session.export(), "the refreshed session");
    faulty.pds.add(faults.revokedTokens());
    await runAll(operations, "revoked", shown);
  } finally {
    shown.push(["stdout and stderr", output.end()]);
  }
  const problems = shown.flatMap(([where, text]) =>
    [...canaries].filter(([, secret]) => text.includes(secret)).map(([name]) => `${where} shows the ${name}`),
  );
  const size = shown.reduce((sum, [, text]) => sum + text.length, 0);
  const found = `${problems.length} of ${canaries.size} canaries in ${shown.length} places, ${Math.round(size / 1e6)} MB of text`;
  return { claim: "no secret is shown", found, problems: [...new Set(problems)] };
}

/** A logger, hooks and telemetry that keep what they get. Of a client that was given a secret header, hooks see it. */
function listening(name: string, shown: Shown, hooks: "all" | "errors"): CreateClientOptions {
  const keep =
    (what: string) =>
    (...of: unknown[]): void =>
      void shown.push([`${what} of ${name}`, of.map(showAll).join("\n")]);
  const logger: Logger = { debug: keep("logger"), warn: keep("logger") };
  // The answer is the server's: hooks are there to see what is in its headers.
  const state = (what: string) => (call: object) => keep(what)({ ...call, response: undefined });
  const states: Hooks = { onRequest: state("onRequest"), onResponse: state("onResponse"), onRetry: state("onRetry") };
  const span = { setAttributes: keep("span"), setStatus: keep("span"), end: () => {} };
  const tracer: TelemetryTracer = {
    startActiveSpan: (spanName, options, run) => {
      keep("tracer")(spanName, options);
      return run(span);
    },
  };
  const instrument = { add: keep("meter"), record: keep("meter") };
  const meter: TelemetryMeter = { createHistogram: () => instrument, createCounter: () => instrument };
  return {
    timeout: 200,
    deadline: 300,
    retry: { baseDelay: 5, attempts: 2 },
    logger,
    hooks: [{ onError: ({ error }) => keep("onError")(error) }, hooks === "all" ? states : {}],
    around: [withTelemetry({ tracer, meter })],
  };
}

type Clients = Record<"plain" | "oauth" | "headers" | "nobody", Client>;

async function makeClients(stage: Stage, state: { accessJwt: string }, shown: Shown): Promise<Clients> {
  const { network } = stage.faulty;
  const { did } = stage.account;
  const official = {
    sub: did,
    key: DPOP,
    codeVerifier: VERIFIER,
    async fetchHandler(path: string, init: RequestInit = {}): Promise<Response> {
      const headers = new Headers(init.headers);
      headers.set("authorization", `DPoP ${state.accessJwt}`);
      headers.set("dpop", `${this.key}.${this.codeVerifier}`);
      return fetch(new URL(path, network.pds), { ...init, headers });
    },
  };
  const headers = { authorization: `DPoP ${state.accessJwt}`, dpop: DPOP, "x-verifier": VERIFIER };
  const session = await resume(JSON.stringify({ v: 1, ...state }), { network });
  return {
    plain: createClient({ network, session, ...listening("plain", shown, "all") }),
    oauth: createClient({ network, session: oauthSession(official), ...listening("oauth", shown, "all") }),
    headers: createClient({ network, service: network.pds, headers, ...listening("headers", shown, "errors") }),
    nobody: createClient({ network, service: network.pds, ...listening("nobody", shown, "errors") }),
  };
}

type Operations = Record<string, () => Promise<unknown>>;

function makeOperations({ account, faulty }: Stage, clients: Clients, bsky: Bluesky): Operations {
  const { plain, oauth, headers, nobody } = clients;
  const { did, password } = account;
  const signal = (): AbortSignal => AbortSignal.timeout(300);
  const at = { repo: did, collection: Post.nsid };
  const post: Post = { text: "canary", createdAt: now() };
  const params = { token: VERIFIER, code_verifier: VERIFIER, password, accessJwt: DPOP };
  return {
    "a query": () => getSession.withResponse(plain),
    "a safe query": () => getSession.safe(plain),
    "a record": () => getRecord.safe(plain, { ...at, rkey: "none" }),
    "a write": () => create(plain, Post, post),
    "a procedure": () => createRecord.withResponse(plain, { ...at, record: { $type: Post.nsid, ...post } }),
    "a stream": async () => (await getRepo(plain, { did })).bytes().then((bytes) => bytes.length),
    "a query with OAuth": () => getSession.withResponse(oauth),
    "a write with OAuth": () => create(oauth, Post, post),
    "a query with headers": () => getSession.withResponse(headers),
    "a procedure with headers": () => createRecord(headers, { ...at, record: { $type: Post.nsid, ...post } }),
    "a query of the class": () => bsky.com.atproto.server.getSession(),
    "a write of the class": () => bsky.records.create(Post, post),
    "secret parameters": () => nobody.call("com.example.nothing", { params }),
    "a secret input that is not valid": () =>
      createSession(nobody, { identifier: 5, password, authFactorToken: 7 } as unknown as createSession.Input),
    "a login with the wrong password": () => login({ ...account, password: `${password}?`, signal: signal() }),
    "a login that names the password": () =>
      login({ ...account, identifier: password, service: undefined, signal: signal() }),
    "a resumption of half a session": () => resume(JSON.stringify({ v: 1, accessJwt: DPOP, password })),
    "a server that is not there": () => login({ ...account, service: "http://127.0.0.1:1", signal: signal() }),
    "an address that is none": () =>
      login({ ...account, service: `http://user:${password}@${faulty.pds.url}`, signal: signal() }),
  };
}

async function runAll(operations: Operations, fault: string, shown: Shown): Promise<void> {
  await inTurns(Object.entries(operations), 20, async ([name, run]) => {
    const limit = new Promise((resolve) => setTimeout(resolve, 1_500, "it hangs").unref());
    const outcome = await Promise.race([run().catch((error: unknown) => error), limit]);
    shown.push([`${name}, ${fault}`, showAll(outcome)]);
  });
}
