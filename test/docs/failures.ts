import { mock } from "node:test";
import { Bluesky } from "bluesky";
import {
  follow,
  muteWord,
  postDraft,
  post as publish,
  quote,
  reply,
  report,
  setPersonalDetails,
} from "bluesky/actions";
import { Like, Post } from "bluesky/app/bsky/feed";
import { getTimeline } from "bluesky/app/bsky/feed/getTimeline";
import { checkSessionStore, createMemoryStore, login, loginTo, resume } from "bluesky/auth";
import { type ClientLike, createClient } from "bluesky/client";
import { getRecord, uploadBlob } from "bluesky/com/atproto/repo";
import { createSession } from "bluesky/com/atproto/server";
import {
  createReplayStore,
  createServiceToken,
  type DidResolver,
  importKey,
  parseDidKey,
  type VerifyServiceTokenOptions,
  verifyServiceToken,
} from "bluesky/crypto";
import { jsonToData } from "bluesky/data";
import { findPds, resolveDid, resolveHandle, resolveIdentity, verifyPlcLog } from "bluesky/identity";
import {
  downloadBlob,
  fetchCard,
  image,
  inspectImage,
  postImageLimits,
  prepareImage,
  uploadVideo,
  video,
} from "bluesky/media";
import * as records from "bluesky/records";
import { parseAtUri } from "bluesky/syntax";
import * as portable from "../../packages/bluesky/src/crypto/engine/curves.ts";
import { readCard } from "../../packages/bluesky/src/media/card/readCard.ts";
import { makeMp4 } from "../../packages/bluesky/src/media/video/testing/makeMp4.ts";
import { failedExport } from "./failedExport.ts";
import { failedMigration } from "./failedMigration.ts";
import { failedPlc } from "./failedPlc.ts";
import { failedRepo } from "./failedRepo.ts";
import { failedStream } from "./failedStream.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const service = "https://pds.example.com";
const labeler = "did:plc:ar7c4by46qjdydhdevvrndac";
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

const aud = "did:web:feeds.example.com";
const lxm = "app.bsky.feed.getFeedSkeleton";

/** A service token that was made at some time is used twice. */
async function useToken(options: Partial<VerifyServiceTokenOptions> = {}, at: number = Date.now()): Promise<void> {
  const key = await importKey(new Uint8Array(32).fill(7), { curve: "secp256k1" });
  const method = { id: "#atproto", type: "Multikey", publicKeyMultibase: key.multikey };
  const identity: DidResolver = { resolveDid: async () => ({ id: did, verificationMethod: [method] }) };
  mock.timers.enable({ apis: ["Date"], now: at });
  const token = await createServiceToken(key, { iss: did, aud, lxm }).finally(() => mock.timers.reset());
  const all = { aud, lxm, identity, ...options };
  await verifyServiceToken(token, all);
  await verifyServiceToken(token, all);
}

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

/** A server that forgets the preferences that it is given. */
const noPreferences = {
  "app.bsky.actor.getPreferences": () => Response.json({ preferences: [] }),
  "app.bsky.actor.putPreferences": () => new Response(""),
};

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
const blobCid = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
/** What the AppView says of a post to that account. */
const viewer = (state: object): ClientLike =>
  account({ "app.bsky.feed.getPosts": () => Response.json({ posts: [{ uri, cid, record: post, viewer: state }] }) });

/** The head of a GIF of two pixels, and its picture, as often as it is said. */
const gif = (pictures: number): Uint8Array => {
  const picture = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0];
  return Uint8Array.from(
    [..."GIF89a"]
      .map((letter) => letter.charCodeAt(0))
      .concat(
        [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255],
        Array.from({ length: pictures }, () => picture).flat(),
        [0x3b],
      ),
  );
};
/** A PNG that says that it has a size, and has hardly anything else. */
const png = (width: number, height: number): Uint8Array => {
  const view = new DataView(new ArrayBuffer(57));
  [0x89504e47, 0x0d0a1a0a, 13, 0x49484452, width, height].forEach((value, i) => {
    view.setUint32(i * 4, value);
  });
  view.setUint32(37, 0x49444154);
  view.setUint32(49, 0x49454e44);
  return new Uint8Array(view.buffer);
};
/** As it is where nothing decodes images. */
const withoutCodec = async (run: () => Promise<unknown>): Promise<unknown> => {
  const hidden = mock.method(process, "getBuiltinModule", () => undefined);
  try {
    return await run();
  } finally {
    hidden.mock.restore();
  }
};

/** An account that uploads a video, for which the video service has these answers by operation. */
const uploading = (answers: Record<string, unknown>): Promise<unknown> => {
  const fetchHandler = async (): Promise<Response> => Response.json({ did: "did:web:pds.example.com", token: "t0ken" });
  const fetch: typeof globalThis.fetch = async (input) => {
    const name = new URL(`${input}`).pathname.split(".").at(-1) ?? "";
    return Response.json(answers[name] ?? { canUpload: true });
  };
  const client = createClient({ session: { did, fetchHandler }, fetch, retry: false });
  return uploadVideo(client, makeMp4(), { pollInterval: 1 });
};

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
  unreadable_media: [() => inspectImage(new TextEncoder().encode("<svg></svg>")), () => inspectImage(gif(0))],
  image_unsupported: [() => prepareImage(gif(2), postImageLimits)],
  image_too_large: [() => prepareImage(png(10_000, 10_000), postImageLimits)],
  codec_missing: [() => withoutCodec(() => prepareImage(png(5000, 10), postImageLimits))],
  alt_missing: [
    () => publish(account({}), "Look", { images: [image(gif(1), { alt: "" })], requireAlt: true, dryRun: true }),
  ],
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
  card_refused: [() => fetchCard("http://2130706433/"), () => fetchCard("http://example.com:6379/")],
  card_failed: [
    () => fetchCard("https://example.com/gone", { fetch: answer(() => new Response("", { status: 404 })) }),
    async () => {
      const headers = { "content-type": "text/html" };
      const html = '<title>A page</title><meta property="og:image" content="/image.svg">';
      const fetch = answer(() => new Response(html, { headers }));
      throw (await fetchCard("https://example.com", { fetch })).imageError;
    },
  ],
  // As on a platform that has nothing to read pages with.
  card_service_needed: [() => readCard("https://example.com", {}, undefined)],
  blob_refused: [
    () => {
      const blob = { cid: blobCid, mimeType: "video/mp4" };
      return downloadBlob(createClient(options), { did, blob }, { accept: "image/*" });
    },
    async () => {
      const fetch = answer(() => new Response("more than ten bytes"));
      const client = createClient({ ...options, fetch, route: () => {} });
      return (await downloadBlob(client, { did, cid: blobCid }, { maxSize: 10 })).bytes();
    },
  ],
  blob_mismatch: [
    async () => {
      const client = createClient({ ...options, fetch: answer(() => new Response("something else")), route: () => {} });
      return (await downloadBlob(client, { did, cid: blobCid })).bytes();
    },
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
  invalid_key: [() => parseDidKey("did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK")],
  curve_unsupported: [
    async () => {
      const { curve, bytes } = parseDidKey("did:key:zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo");
      const given = Object.getOwnPropertyDescriptor(globalThis, "crypto") ?? {};
      Object.defineProperty(globalThis, "crypto", { value: undefined, configurable: true });
      try {
        await portable.openPublicKey({ curve, bytes });
      } finally {
        Object.defineProperty(globalThis, "crypto", given);
      }
    },
  ],
  invalid_token: [
    () => verifyServiceToken("Bearer", { aud, lxm, identity: { resolveDid: async () => ({ id: did }) } }),
  ],
  token_expired: [() => useToken({}, Date.UTC(2026, 0, 31))],
  wrong_audience: [() => useToken({ aud: "did:web:labels.example.com" })],
  wrong_method: [() => useToken({ lxm: "app.bsky.feed.describeFeedGenerator" })],
  bad_signature: [() => useToken({ identity: { resolveDid: async () => ({ id: did }) } })],
  token_replayed: [() => useToken({ replay: createReplayStore() })],
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
  actor_not_found: [() => follow(account({}), "bob.example.com")],
  report_not_taken: [
    () => {
      const reasonTypes = ["com.atproto.moderation.defs#reasonSpam"];
      const views = [{ creator: { did: labeler }, reasonTypes, subjectTypes: ["account"] }];
      const client = account({ "app.bsky.labeler.getServices": () => Response.json({ views }) });
      return report(client, uri, { reason: "spam", labeler });
    },
  ],
  post_not_found: [() => reply(account({}), uri, "hi")],
  reply_not_allowed: [() => reply(viewer({ replyDisabled: true }), uri, "hi")],
  quote_not_allowed: [() => quote(viewer({ embeddingDisabled: true }), uri, "hi")],
  text_too_long: [() => publish(account({}), "x".repeat(301))],
  draft_not_found: [
    () => postDraft(account({ "app.bsky.draft.getDrafts": () => Response.json({ drafts: [] }) }), rkey),
  ],
  video_limit: [
    () => {
      const message = "User has exceeded daily upload videos limit";
      return uploading({ getUploadLimits: { canUpload: false, message } });
    },
    () => uploading({ getUploadLimits: { canUpload: true, remainingDailyVideos: 3, remainingDailyBytes: 1000 } }),
  ],
  email_unverified: [
    () => {
      const message = "User's email address is not confirmed";
      return uploading({ getUploadLimits: { canUpload: false, error: "unconfirmed_email", message } });
    },
  ],
  video_failed: [
    () => {
      const status = { jobId: "job", did, state: "JOB_STATE_FAILED", failureCode: "encoding_failure" };
      return uploading({ uploadVideo: { ...status, message: "the video could not be encoded" } });
    },
  ],
  invalid_captions: [
    () => {
      const captions = [{ lang: "en", file: { text: "1\n00:00:00,000 --> 00:00:01,000\nWaves\n" } }];
      return publish(account({}), "Watch", { video: video(makeMp4(), { captions }) });
    },
  ],
  password_needed: [
    () =>
      setPersonalDetails(
        account({
          ...noPreferences,
          "app.bsky.actor.putPreferences": () =>
            refuse(400, "InvalidRequest", "Do not have authorization to set preferences: app.bsky.actor.defs#..."),
        }),
        { birthDate: "1990-05-17" },
      ),
  ],
  change_lost: [() => muteWord(account(noPreferences), "spoiler", { verify: 0 })],
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
  car_invalid: [failedRepo.carInvalid, failedRepo.carCutOff],
  block_mismatch: [failedRepo.blockMismatch],
  block_missing: [failedRepo.blockMissing],
  stash_exceeded: [failedRepo.stashExceeded],
  commit_invalid: [failedRepo.commitInvalid],
  signature_invalid: [failedRepo.signatureInvalid],
  tree_invalid: [failedRepo.treeInvalid],
  record_invalid: [failedRepo.recordInvalid],
  plc_log_invalid: [() => failedPlc.log(), () => verifyPlcLog(did, [])],
  plc_operation_invalid: [() => failedPlc.operation()],
  plc_refused: [() => failedPlc.refused()],
  stream_connection_failed: [() => failedStream.stream_connection_failed?.()],
  stream_refused: [() => failedStream.stream_refused?.()],
  frame_invalid: [() => failedStream.frame_invalid?.()],
  frame_too_large: [() => failedStream.frame_too_large?.()],
  cursor_future: [() => failedStream.cursor_future?.()],
  cursor_too_old: [() => failedStream.cursor_too_old?.()],
  cursor_other_origin: [() => failedStream.cursor_other_origin?.()],
  consumer_too_slow: [() => failedStream.consumer_too_slow?.()],
  verification_failed: [() => failedStream.verification_failed?.()],
  handler_failed: [() => failedStream.handler_failed?.()],
  migration_refused: [() => failedMigration.refused()],
  migration_journal_invalid: [() => failedMigration.journal(), () => failedMigration.store()],
  migration_blobs_missing: [() => failedMigration.blobs()],
  migration_incomplete: [() => failedMigration.incomplete()],
  migration_undo_impossible: [() => failedMigration.undo()],
  export_invalid: failedExport.export,
  import_refused: failedExport.import,
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
