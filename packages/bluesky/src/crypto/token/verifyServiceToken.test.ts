import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { describe, it, mock } from "node:test";
import * as official from "@atproto/crypto";
import { createServiceJwt, verifyJwt } from "@atproto/xrpc-server";
import { to32Bytes, toBigInt } from "../curve/bigints.ts";
import { CURVES } from "../curve/Curve.ts";
import type { DocumentLike } from "../document/DidResolver.ts";
import { formatDidKey } from "../key/multikey.ts";
import { generateKey } from "../signing/generateKey.ts";
import type { SigningKey } from "../signing/SigningKey.ts";
import { createServiceToken } from "./createServiceToken.ts";
import { createReplayStore } from "./ReplayStore.ts";
import { ServiceTokenError } from "./ServiceTokenError.ts";
import { verifyServiceToken } from "./verifyServiceToken.ts";

const did = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const aud = "did:web:feeds.example.com";
const lxm = "app.bsky.feed.getFeedSkeleton";
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");
const now = (): number => Math.floor(Date.now() / 1_000);

const documentOf = (keys: Readonly<Record<string, string>>, id: string = did): DocumentLike => ({
  id,
  verificationMethod: Object.entries(keys).map(([fragment, publicKeyMultibase]) => ({
    id: `${id}${fragment}`,
    type: "Multikey",
    controller: id,
    publicKeyMultibase,
  })),
});

/** Gives one document after the other, and says how it was asked. */
function resolver(...documents: DocumentLike[]) {
  const asked: (boolean | undefined)[] = [];
  return {
    asked,
    resolveDid: async (_: string, options?: { readonly refresh?: boolean | undefined }): Promise<DocumentLike> => {
      asked.push(options?.refresh);
      return documents[Math.min(asked.length, documents.length) - 1] ?? { id: did };
    },
  };
}

async function make(key: SigningKey, claims: object, header: object = { typ: "JWT", alg: key.alg }): Promise<string> {
  const signed = `${encode(header)}.${encode(claims)}`;
  return `${signed}.${Buffer.from(await key.sign(Buffer.from(signed))).toString("base64url")}`;
}

const keys = { p256: await generateKey("p256"), secp256k1: await generateKey("secp256k1") } as const;
const key = keys.secp256k1;
const identity = resolver(documentOf({ "#atproto": key.multikey, "#atproto_label": keys.p256.multikey }));
const good = { iss: did, aud, lxm, exp: now() + 60, iat: now(), jti: "1" };
const accepts = (token: string, options: object = {}) => verifyServiceToken(token, { aud, lxm, identity, ...options });
const refuses = (token: string, code: string, options: object = {}): Promise<void> =>
  assert.rejects(accepts(token, options), (error: unknown) => {
    assert.ok(error instanceof ServiceTokenError);
    assert.equal(error.code, code, error.message);
    return true;
  });

describe("verifyServiceToken", () => {
  it("takes what @atproto/xrpc-server makes, which takes what is made here", async () => {
    for (const curve of ["p256", "secp256k1"] as const) {
      const Pair = curve === "p256" ? official.P256Keypair : official.Secp256k1Keypair;
      const keypair = await Pair.create({ exportable: true });
      const document = documentOf({ "#atproto": keypair.did().slice(8) });
      const theirs = await createServiceJwt({ iss: did, aud, lxm, keypair });
      const claims = await accepts(theirs, { identity: resolver(document) });
      assert.deepEqual([claims.did, claims.service, claims.aud, claims.lxm], [did, undefined, aud, lxm]);

      const ours = await createServiceToken(keys[curve], { iss: did, aud, lxm });
      const payload = await verifyJwt(ours, aud, lxm, async () => keys[curve].did);
      assert.deepEqual([payload.iss, payload.aud, payload.lxm], [did, aud, lxm]);
      const own = await accepts(ours, { identity: resolver(documentOf({ "#atproto": keys[curve].multikey })) });
      assert.equal(own.exp - (own.iat ?? 0), 60);
      assert.equal(own.jti, (payload as { jti?: unknown }).jti);
    }
  });

  it("decides as @atproto/xrpc-server wherever that decides", async () => {
    const claims: [claims: object, code?: string][] = [
      [{}],
      [{ jti: undefined, iat: undefined }],
      [{ aud: "did:web:other.example.com" }, "wrong_audience"],
      [{ lxm: "app.bsky.feed.getFeed" }, "wrong_method"],
      [{ lxm: undefined }, "wrong_method"],
      [{ exp: now() - 60 }, "token_expired"],
      [{ exp: undefined }, "invalid_token"],
      [{ exp: `${now() + 60}` }, "invalid_token"],
      [{ iss: "alice.example.com" }, "invalid_token"],
      [{ iss: `${did}#` }, "invalid_token"],
      [{ iss: `${did}#a#b` }, "invalid_token"],
      [{ iss: undefined }, "invalid_token"],
      [{ aud: undefined }, "invalid_token"],
      [{ aud: 1 }, "invalid_token"],
      [{ lxm: 1 }, "invalid_token"],
    ];
    const headers: [header: object, code?: string][] = [
      [{ alg: "ES256K" }],
      [{ typ: "JWT", alg: "ES256" }, "bad_signature"],
      [{ typ: "JWT", alg: "none" }, "invalid_token"],
      [{ typ: "JWT" }, "invalid_token"],
      ...["at+jwt", "refresh+jwt", "dpop+jwt"].map((typ): [object, string] => [
        { typ, alg: "ES256K" },
        "invalid_token",
      ]),
    ];
    const tokens = [
      ...claims.map(([change, code]) => [make(key, { ...good, ...change }), code] as const),
      ...headers.map(([header, code]) => [make(key, good, header), code] as const),
    ];
    for (const [making, code] of tokens) {
      const token = await making;
      const theirs = await verifyJwt(token, aud, lxm, async () => key.did).then(
        () => true,
        () => false,
      );
      assert.equal(theirs, code === undefined, token);
      if (code === undefined) await accepts(token);
      else await refuses(token, code);
    }
  });

  it("refuses what it must be stricter about", async () => {
    await refuses(await make(key, { ...good, iat: now() + 60 }), "invalid_token");
    await refuses(await make(key, { ...good, nbf: now() + 60 }), "invalid_token");
    await refuses(await make(key, { ...good, exp: now() + 7_200 }), "invalid_token");
    await refuses(await make(key, { ...good, lxm: undefined, exp: now() + 600 }), "invalid_token", { lxm: null });
    await refuses(await make(key, good, { alg: key.alg, crit: ["b64"] }), "invalid_token");
    const token = await make(key, good);
    const [head = "", body = "", end = ""] = token.split(".");
    const signature = new Uint8Array(Buffer.from(end, "base64url"));
    const high = to32Bytes(CURVES.secp256k1.n - toBigInt(signature.subarray(32)));
    const other = Buffer.from([...signature.subarray(0, 32), ...high]).toString("base64url");
    await refuses(`${head}.${body}.${other}`, "bad_signature");
    // The last character holds four bits that nobody reads.
    const last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    await refuses(`${token.slice(0, -1)}${last[last.indexOf(token.slice(-1)) ^ 1]}`, "invalid_token");
    for (const text of [
      "",
      ".",
      "..",
      "a.b.c",
      `${token}.`,
      token.slice(0, -1),
      `${token}=`,
      ` ${token}`,
      `${head}.${body}`,
      "x".repeat(10_000),
    ]) {
      await refuses(text, "invalid_token");
    }
    await refuses(undefined as never, "invalid_token");
    await refuses(`${head}.${Buffer.from("[]").toString("base64url")}.${end}`, "invalid_token");
    await refuses(`${head}.${Buffer.from(`{"a":${"[".repeat(3_000)}`).toString("base64url")}.${end}`, "invalid_token");
    await refuses(`${head}.${encode({ ...good, lxm, sub: 1 })}.${end}`, "bad_signature");
  });

  it("takes tokens for the DID and for its service", async () => {
    const service = `${aud}#bsky_fg`;
    const cases: [given: string, own: string | string[], taken: boolean][] = [
      [aud, aud, true],
      [service, service, true],
      [aud, service, true],
      [service, aud, true],
      [`${aud}#other`, service, false],
      [aud, ["did:web:a.example.com", service], true],
      [aud, [], false],
      [`${aud}.example.com`, aud, false],
      [aud, `${aud}.example.com`, false],
    ];
    for (const [given, own, taken] of cases) {
      const token = await make(key, { ...good, aud: given });
      if (taken) assert.equal((await accepts(token, { aud: own })).aud, given);
      else await refuses(token, "wrong_audience", { aud: own });
    }
    const token = await make(key, good);
    await accepts(token, { lxm: ["app.bsky.feed.describeFeedGenerator", lxm] });
    await accepts(token, { lxm: null });
    await refuses(token, "wrong_method", { lxm: [] });
    for (const option of ["aud", "lxm"]) {
      await assert.rejects(accepts(token, { [option]: undefined }), { code: "invalid_option", option });
    }
    await assert.rejects(accepts(token, { signal: 1 }), { code: "invalid_option", option: "signal" });
  });

  it("goes by the labeler's key where the labeler is the issuer", async () => {
    const iss = `${did}#atproto_labeler`;
    const { service, did: who } = await accepts(await make(keys.p256, { ...good, iss }));
    assert.deepEqual([who, service], [did, "atproto_labeler"]);
    await refuses(await make(key, { ...good, iss }), "bad_signature");
    await accepts(await make(key, { ...good, iss: `${did}#bsky_fg` }));
  });

  it("fetches the document again, once, where the key does not fit", async () => {
    const fresh = await generateKey("p256");
    const [old, changed] = [documentOf({ "#atproto": key.multikey }), documentOf({ "#atproto": fresh.multikey })];
    for (const [documents, asked, taken] of [
      [[changed], [undefined], true],
      [[old, changed], [undefined, true], true],
      [[old, old, changed], [undefined, true], false],
      [[documentOf({}), changed], [undefined, true], true],
      [[documentOf({ "#atproto": "zabc" }), changed], [undefined, true], true],
      [[documentOf({})], [undefined, true], false],
    ] as const) {
      const source = resolver(...documents);
      const token = await make(fresh, good);
      if (taken) await accepts(token, { identity: source });
      else await refuses(token, "bad_signature", { identity: source });
      assert.deepEqual(source.asked, asked);
    }
    const down = new Error("nobody answers");
    const broken = { resolveDid: () => Promise.reject(down) };
    await assert.rejects(accepts(await make(fresh, good), { identity: broken }), (error) => error === down);
  });

  it("takes a token once, where it is remembered", async () => {
    const replay = createReplayStore();
    const token = await make(key, good);
    await refuses(await make(keys.p256, good), "bad_signature", { replay });
    const answers = await Promise.allSettled(Array.from({ length: 5 }, () => accepts(token, { replay })));
    assert.equal(answers.filter(({ status }) => status === "fulfilled").length, 1);
    await refuses(token, "token_replayed", { replay });
    await accepts(await make(key, { ...good, jti: "2" }), { replay });
    const nameless = await make(key, { ...good, jti: undefined });
    await accepts(nameless, { replay });
    await refuses(nameless, "token_replayed", { replay });
  });

  it("forgets used tokens when they have ended, and the oldest when there are too many", () => {
    mock.timers.enable({ apis: ["Date"], now: 0 });
    try {
      const store = createReplayStore({ max: 2 });
      assert.equal(store.claim("a", 100), true);
      assert.equal(store.claim("a", 100), false);
      mock.timers.tick(100);
      assert.equal(store.claim("a", 300), true);
      assert.deepEqual([store.claim("b", 300), store.claim("c", 300)], [true, true]);
      assert.deepEqual([store.claim("c", 300), store.claim("b", 300), store.claim("a", 300)], [false, false, true]);
    } finally {
      mock.timers.reset();
    }
  });

  it("shows no token in an error", async () => {
    const token = await make(key, { ...good, jti: randomBytes(8).toString("hex") });
    for (const options of [{ aud: "did:web:other.example.com" }, { lxm: [] }, { identity: resolver({ id: did }) }]) {
      await assert.rejects(accepts(token, options), (error: Error) => {
        assert.ok(!JSON.stringify(error).includes(token.slice(-40)));
        return true;
      });
    }
  });

  it("is not made for longer than it may live", async () => {
    for (const options of [{ lifetime: 3_601, lxm }, { lifetime: 61 }, { lifetime: 0 }, { lifetime: Number.NaN }]) {
      await assert.rejects(createServiceToken(key, { iss: did, aud, ...options }), {
        code: "invalid_option",
        option: "lifetime",
      });
    }
    const signer = {
      curve: key.curve,
      did: formatDidKey({
        curve: key.curve,
        bytes: (await official.Secp256k1Keypair.import(key.exportKey("raw"))).publicKeyBytes(),
      }),
      sign: key.sign,
    };
    await accepts(await createServiceToken(signer, { iss: did, aud, lxm, lifetime: 3_600 }));
  });
});
