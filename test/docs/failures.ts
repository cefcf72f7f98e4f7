import { mock } from "node:test";
import { Bluesky } from "bluesky";
import { postDraft, post as publish, quote, reply } from "bluesky/actions";
import { Like, Post } from "bluesky/app/bsky/feed";
import { getTimeline } from "bluesky/app/bsky/feed/getTimeline";
import { checkSessionStore, createMemoryStore, login, loginTo, resume } from "bluesky/auth";
import { type ClientLike, createClient } from "bluesky/client";
import { getRecord, uploadBlob } from "bluesky/com/atproto/repo";
import { createSession } from "bluesky/com/atproto/server";
import { jsonToData } from "bluesky/data";
import { findPds, resolveDid, resolveHandle, resolveIdentity } from "bluesky/identity";
import * as records from "bluesky/records";
import { parseAtUri } from "bluesky/syntax";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const service = "https://pds.example.com";
const rkey = "3jzfcijpj2z2a";
const post = { text: "hi", createdAt: "2026-01-31T12:00:00.000Z" };
const options = { retry: false, service } as const;
const exported = JSON.stringify({
  v: 1,
  did,
  handle: "alice.example.com",
  service,
  pds: service,
  accessJwt: "a",
  refreshJwt: "r",
});

const refuse = (status: number, error: string, message: string, headers: Record<string, string> = {}): Response =>
  Response.json({ error, message }, { status, headers });

/** A server that gives the same answer to everything. */
const answer =
  (response: () => Response): typeof fetch =>
  async () =>
    response();

/** The web as identity lookups see it: answers by host and path, and 404 for everything else. */
const web = (answers: Record<string, () => Response>): { fetch: typeof fetch } => ({
  fetch: async (input) => {
    const { host, pathname } = new URL(`${input}`);
    return (answers[`${host}${pathname}`] ?? (() => new Response("", { status: 404 })))();
  },
});
const dns = (...dids: string[]): (() => Response) => {
  const Answer = dids.map((found) => ({ type: 16, data: `"did=${found}"` }));
  return () => Response.json({ Status: 0, Answer });
};
const DNS = "cloudflare-dns.com/dns-query";
const DOCUMENT = `plc.directory/${did}`;

/** An account whose server answers by operation, and knows nothing else. */
const account = (answers: Record<string, () => Response>): ClientLike => {
  const fetchHandler = async (path: string): Promise<Response> => {
    const [nsid = ""] = path.replace("/xrpc/", "").split("?");
    return answers[nsid]?.() ?? refuse(400, "RecordNotFound", "Could not locate record");
  };
  return createClient({ session: { did: "did:web:alice.example.com", fetchHandler }, retry: false });
};
const uri = `at://${did}/app.bsky.feed.post/${rkey}`;
const cid = "bafyreib2rxk3rybk3aobmv5cjuql3bm2twh4jo5uxgf5kpqcsgz7soitae";
/** What the AppView says of a post to that account. */
const viewer = (state: object): ClientLike =>
  account({ "app.bsky.feed.getPosts": () => Response.json({ posts: [{ uri, cid, record: post, viewer: state }] }) });

/** The write of a post under a fixed key. */
const write = (text: string): records.Write => records.buildWrite.create(Post, { ...post, text }, { rkey });

/** Runs a plan of three writes. */
const runOnce = (fetch: typeof globalThis.fetch, run?: records.RunPlanOptions): Promise<unknown> =>
  records
    .planWrites(
      Array.from({ length: 3 }, () => records.buildWrite.create(Post, post)),
      { repo: did },
    )
    .run(createClient({ ...options, fetch }), run)
    .next();

/** By code, functions that fail with the errors that its page shows, in their order. */
export const failures: Record<string, readonly (() => unknown)[]> = {
  network_error: [
    () => {
      const cause = Object.assign(new Error("connect ECONNREFUSED 192.0.2.1:443"), { code: "ECONNREFUSED" });
      const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
      return getTimeline(createClient({ ...options, fetch }));
    },
  ],
  xrpc_error: [
    () => {
      const fetch = answer(() =>
        refuse(400, "RecordNotFound", `Could not locate record: at://${did}/app.bsky.feed.post/3jzfcijpj2z2a`),
      );
      const params = { repo: did, collection: "app.bsky.feed.post", rkey: "3jzfcijpj2z2a" };
      return getRecord(createClient({ ...options, fetch }), params);
    },
  ],
  rate_limited: [
    () => {
      const limits = {
        "ratelimit-limit": "3000",
        "ratelimit-remaining": "0",
        "ratelimit-reset": "1800000000",
        "ratelimit-policy": "3000;w=300",
      };
      const fetch = answer(() => refuse(429, "RateLimitExceeded", "Rate Limit Exceeded", limits));
      return getTimeline(createClient({ ...options, fetch }));
    },
  ],
  auth_expired: [
    () =>
      getTimeline(createClient({ ...options, fetch: answer(() => refuse(400, "ExpiredToken", "Token has expired")) })),
  ],
  invalid_request: [
    () => getTimeline(createClient(options), { limit: 500 }),
    // A program without types can pass it.
    () => uploadBlob(createClient(options), "cat.jpg" as unknown as Blob),
    () => createClient(options).call("../../admin"),
    () =>
      createSession(createClient({ service: "http://pds.example.com" }), {
        identifier: "a.test",
        password: "a password",
      }),
  ],
  encoding_required: [() => uploadBlob(createClient(options), new ReadableStream())],
  invalid_response: [
    () => {
      const headers = { "content-type": "text/html" };
      const fetch = answer(() => new Response("<h1>Welcome</h1>", { headers }));
      return getTimeline(createClient({ ...options, fetch }));
    },
  ],
  timeout: [
    async () => {
      mock.timers.enable({ apis: ["setTimeout"] });
      const fetch: typeof globalThis.fetch = (_, init) =>
        new Promise((_, reject) => {
          init?.signal?.addEventListener("abort", () => reject(init.signal?.reason));
          mock.timers.tick(30_000);
        });
      try {
        await getTimeline(createClient({ ...options, fetch }));
      } finally {
        mock.timers.reset();
      }
    },
  ],
  aborted: [
    () => getTimeline(createClient(options), {}, { signal: AbortSignal.abort() }),
    () =>
      resolveHandle("alice.example.com", {
        signal: AbortSignal.abort(),
        fetch: () => Promise.reject(AbortSignal.abort().reason),
      }),
    () =>
      runOnce(
        answer(() => Response.json({})),
        { signal: AbortSignal.abort() },
      ),
  ],
  validation_failed: [() => Post.parse({ $type: "app.bsky.feed.post", text: "hi", createdAt: "yesterday" })],
  invalid_syntax: [() => parseAtUri("https://bsky.app/profile/alice.example.com")],
  invalid_data: [() => jsonToData({ $type: "com.example.spot", position: [{ latitude: 52.5 }] })],
  no_repo: [() => records.create(createClient(options), Post, post)],
  invalid_record_key: [() => records.put(createClient(options), Post, { repo: did }, post)],
  wrong_collection: [() => records.get(createClient(options), Like, `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a`)],
  wrong_repo: [
    () => {
      const writes = [records.buildWrite.delete(Post, `at://did:web:bob.example.com/app.bsky.feed.post/${rkey}`)];
      return records.applyWrites(createClient(options), writes, { repo: did });
    },
  ],
  write_outcome_unknown: [
    () => {
      const cause = Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" });
      const fetch = () => Promise.reject(new TypeError("fetch failed", { cause }));
      return records.create(createClient({ ...options, fetch }), Post, post, { repo: did, rkey });
    },
  ],
  invalid_plan: [() => records.planWrites([records.buildWrite.create(Post, { ...post, createdAt: "yesterday" })])],
  invalid_checkpoint: [
    () => records.resumePlan(records.planWrites([write("hi")]).checkpoint(), { writes: [write("hi"), write("ho")] }),
    () => records.resumePlan(records.planWrites([write("hi")]).checkpoint(), { writes: [write("ho")] }),
  ],
  checkpoint_failed: [
    () =>
      runOnce(
        answer(() => Response.json({})),
        { onCheckpoint: () => Promise.reject(new Error("disk full")) },
      ),
  ],
  batch_failed: [() => runOnce(answer(() => refuse(400, "InvalidRequest", "Invalid app.bsky.feed.post record")))],
  write_conflict: [
    () => {
      const there = { uri: `at://${did}/app.bsky.feed.post/${rkey}`, cid: undefined, value: { ...post, text: "ho" } };
      const fetch: typeof globalThis.fetch = async (input) =>
        `${input}`.includes("getRecord")
          ? Response.json(there)
          : refuse(500, "InternalServerError", "Internal Server Error");
      const plan = records.planWrites([write("hi")], { repo: did });
      return plan.run(createClient({ ...options, fetch }), { retry: { baseDelay: 0 } }).next();
    },
  ],
  post_not_found: [() => reply(account({}), uri, "hi")],
  reply_not_allowed: [() => reply(viewer({ replyDisabled: true }), uri, "hi")],
  quote_not_allowed: [() => quote(viewer({ embeddingDisabled: true }), uri, "hi")],
  text_too_long: [() => publish(account({}), "x".repeat(301))],
  draft_not_found: [
    () => postDraft(account({ "app.bsky.draft.getDrafts": () => Response.json({ drafts: [] }) }), rkey),
  ],
  session_expired: [
    async () => {
      const fetch = answer(() => refuse(400, "ExpiredToken", "Token has expired"));
      await (await resume(exported, { fetch })).refresh();
    },
  ],
  session_closed: [
    async () => {
      const session = await resume(exported, { fetch: answer(() => new Response()) });
      await session.logout();
      session.export();
    },
    async () => {
      const store = createMemoryStore();
      await store.swap(did, undefined, exported);
      const session = await resume({ store, did }, { fetch: answer(() => new Response()) });
      await store.swap(did, exported, undefined);
      await session?.refresh();
    },
  ],
  invalid_session: [() => resume("")],
  invalid_identifier: [() => resolveIdentity("alice", web({})), () => resolveDid("did:plc:alice", web({}))],
  invalid_service: [
    () => loginTo({ service: "http://pds.example.com", identifier: "alice.example.com", password: "secret" }),
  ],
  account_mismatch: [
    async () => {
      const body = { did: "did:web:bob.example.com", handle: "bob.example.com", accessJwt: "b", refreshJwt: "b" };
      await (await resume(exported, { fetch: answer(() => Response.json(body)) })).refresh();
    },
  ],
  store_failed: [
    async () => {
      const swap = () => Promise.reject(new Error("disk full"));
      const body = { did, handle: "alice.example.com", accessJwt: "b", refreshJwt: "b" };
      const fetch = answer(() => Response.json(body));
      const session = await resume({ store: { get: () => exported, swap }, did }, { fetch });
      let failure: unknown;
      session?.on("error", (error) => {
        failure = error;
      });
      await session?.refresh();
      throw failure;
    },
  ],
  unsupported_did_method: [() => resolveDid("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")],
  handle_not_found: [() => resolveHandle("alice.example.com", web({ [DNS]: dns() }))],
  handle_conflict: [() => resolveHandle("alice.example.com", web({ [DNS]: dns(did, "did:web:bob.example.com") }))],
  handle_mismatch: [
    () => {
      const document = { id: did, alsoKnownAs: ["at://alice.bsky.social"] };
      return resolveIdentity("alice.example.com", web({ [DNS]: dns(did), [DOCUMENT]: () => Response.json(document) }));
    },
  ],
  did_not_found: [() => resolveDid(did, web({}))],
  invalid_did_document: [
    () => resolveDid("did:web:example.com", web({ "example.com/.well-known/did.json": () => new Response("<html>") })),
  ],
  no_pds: [() => findPds(did, web({ [DOCUMENT]: () => Response.json({ id: did, service: [] }) }))],
  resolution_failed: [
    () => resolveDid(did, web({ [DOCUMENT]: () => new Response("", { status: 503 }) })),
    () => {
      const cause = Object.assign(new Error("getaddrinfo ENOTFOUND plc.directory"), { code: "ENOTFOUND" });
      return resolveDid(did, { fetch: () => Promise.reject(new TypeError("fetch failed", { cause })) });
    },
  ],
  store_nonconforming: [
    () => {
      const values = new Map<string, string | undefined>();
      return checkSessionStore(() => ({
        get: (key) => values.get(key),
        swap: (key, expected, next) => (values.get(key) === expected || expected === "x") && !!values.set(key, next),
      }));
    },
  ],
  invalid_option: [
    () => Bluesky.fromEnv({ env: {} }),
    () => login({ identifier: "alice", password: "secret" }),
    () => login({ identifier: "alice.example.com", password: "" }),
    () => createClient({ service: "bsky.social" }),
    () => createClient({ labelers: [{ did }] as unknown as string[] }),
    () => getTimeline(undefined as unknown as ClientLike),
  ],
};
