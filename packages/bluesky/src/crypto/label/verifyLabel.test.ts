import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Secp256k1Keypair, verifySignature } from "@atproto/crypto";
import { encode } from "@atproto/lex-cbor";
import { dataToJson } from "../../data/json.ts";
import { identityError } from "../../identity/IdentityError.ts";
import { Label } from "../../lexicons/com/atproto/label/defs.ts";
import { createModeration, moderateRecord } from "../../moderation/index.ts";
import type { DidResolver, DocumentLike } from "../document/DidResolver.ts";
import { generateKey } from "../signing/generateKey.ts";
import { signLabel } from "./signLabel.ts";
import { createLabelVerifier, verifyLabel } from "./verifyLabel.ts";

const src = "did:plc:ar7c4by46qjdydhdevvrndac";
const uri = "at://did:plc:ewvi7nxzyoun6zhxrhs64oiz/app.bsky.feed.post/3jzfcijpj2z2a";
const cid = "bafyreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku";
const plain = { src, uri, val: "porn", cts: "2026-01-31T12:00:00.000Z" };

const documentOf = (multikey: string): DocumentLike => ({
  id: src,
  verificationMethod: [{ id: "#atproto_label", type: "Multikey", controller: src, publicKeyMultibase: multikey }],
});
const key = await generateKey("secp256k1");
const identity: DidResolver = { resolveDid: async () => documentOf(key.multikey) };

describe("labels", () => {
  it("are signed as @atproto/crypto verifies them, over the CBOR of @atproto/lex-cbor", async () => {
    for (const extra of [
      {},
      { cid },
      { neg: true },
      { neg: false, exp: "2027-01-31T12:00:00.000Z" },
      { cid: undefined },
    ]) {
      const label = await signLabel({ ...plain, ...extra }, key);
      const { sig, ...rest } = label;
      const defined = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      assert.equal(await verifySignature(key.did, encode(defined), sig), true);
      assert.equal(label.ver, 1);
      const json = dataToJson({ ...defined, sig } as never);
      assert.ok(Label.is(json));
      // As streams have it, and as it comes in JSON.
      assert.equal(await verifyLabel(label, identity), true);
      assert.equal(await verifyLabel(json as never, identity), true);
      assert.equal(await verifyLabel({ ...label, $type: "com.atproto.label.defs#label" } as never, identity), true);
    }
  });

  it("are verified as @atproto/crypto signs them, with fields that are not known yet", async () => {
    const pair = await Secp256k1Keypair.create();
    const resolver: DidResolver = { resolveDid: async () => documentOf(pair.did().slice(8)) };
    for (const extra of [{}, { cid }, { neg: true }, { reason: "because", level: 3 }]) {
      const rest = { ver: 1, ...plain, ...extra };
      const sig = await pair.sign(encode(rest));
      assert.equal(await verifyLabel({ ...rest, sig }, resolver), true);
    }
    // Nobody knows what else another version would sign.
    for (const version of [{ ver: 2 }, {}]) {
      const sig = await pair.sign(encode({ ...version, ...plain }));
      assert.equal(await verifyLabel({ ...version, ...plain, sig }, resolver), false);
    }
  });

  it("are not taken where anything was changed, or is missing", async () => {
    const label = await signLabel({ ...plain, cid }, key);
    for (const change of [
      { val: "spam" },
      { uri: `${uri}b` },
      { cid: undefined },
      { neg: true },
      { cts: "2026-01-31T12:00:00Z" },
      { ver: 2 },
      { ver: undefined },
      { sig: undefined },
      { sig: "text" },
      { sig: { $bytes: "?" } },
      { sig: label.sig.with(3, (label.sig[3] ?? 0) ^ 1) },
      { src: "alice.example.com" },
      { src: undefined },
      { level: 1.5 },
      { extra: true },
    ]) {
      assert.equal(await verifyLabel({ ...label, ...change } as never, identity), false, JSON.stringify(change));
    }
    const onlyRepository = {
      id: src,
      verificationMethod: [{ id: "#atproto", type: "Multikey", publicKeyMultibase: key.multikey }],
    };
    assert.equal(await verifyLabel(label, { resolveDid: async () => onlyRepository }), false);
  });

  it("are held to the key as it is now, and to none where there is no labeler", async () => {
    const label = await signLabel(plain, key);
    const old = await generateKey("p256");
    const asked: unknown[] = [];
    const rotated: DidResolver = {
      resolveDid: async (_, options) => {
        asked.push(options?.refresh);
        return documentOf(options?.refresh ? key.multikey : old.multikey);
      },
    };
    assert.equal(await verifyLabel(label, rotated), true);
    assert.deepEqual(asked, [undefined, true]);
    const failing = (code: "did_not_found" | "resolution_failed"): DidResolver => ({
      resolveDid: () => Promise.reject(identityError(code, src, "so it is")),
    });
    assert.equal(await verifyLabel(label, failing("did_not_found")), false);
    await assert.rejects(verifyLabel(label, failing("resolution_failed")), { code: "resolution_failed" });
    await assert.rejects(verifyLabel(label, identity, { signal: 1 as never }), { code: "invalid_option" });
  });

  it("count in moderation only where they are genuine", async () => {
    const genuine = await signLabel(plain, key);
    const forged = await signLabel(plain, await generateKey("secp256k1"));
    const moderation = createModeration({
      did: "did:plc:me",
      preferences: {
        adultContentEnabled: false,
        labels: {},
        labelers: [{ did: src, labels: {} }],
        mutedWords: [],
        hiddenPosts: [],
      },
    });
    const verify = createLabelVerifier(identity);
    const filtered = async (label: typeof genuine, options = {}): Promise<boolean> =>
      (await moderateRecord({ uri, labels: [label] }, moderation, options)).ui("contentList").filter;
    assert.equal(await filtered(forged), true);
    assert.equal(await filtered(genuine, { verify }), true);
    assert.equal(await filtered(forged, { verify }), false);
  });
});
