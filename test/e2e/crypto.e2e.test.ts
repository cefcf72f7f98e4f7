import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import { adminSession, createServiceAuth } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { queryLabels } from "bluesky/com/atproto/label";
import {
  createLabelVerifier,
  createReplayStore,
  formatMultikey,
  parseMultikey,
  verifyLabel,
  verifyServiceToken,
} from "bluesky/crypto";
import { createIdentityResolver, type IdentityResolver } from "bluesky/identity";
import { loadModeration, moderateRecord } from "bluesky/moderation";
import { label } from "bluesky/ozone";
import type { Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

const aud = "did:web:feeds.example.com";
const lxm = "app.bsky.feed.getFeedSkeleton";

let net: Network;
let bsky: Bluesky;
let identity: IdentityResolver;

before(async () => {
  net = await borrowNetwork();
  bsky = await Bluesky.login(await net.createAccount("alice"));
  identity = createIdentityResolver({ network: net.network });
});
after(() => net?.close());

describe("bluesky/crypto, with the official servers", () => {
  it("verifies the tokens of a PDS", async () => {
    const serviceAuth = createServiceAuth(bsky);
    const token = await serviceAuth({ aud, lxm });
    const replay = createReplayStore();
    const { did, iat, exp, jti } = await verifyServiceToken(token, { aud, lxm, identity, replay });
    assert.equal(did, bsky.did);
    assert.ok(iat !== undefined && exp > iat && jti);
    await assert.rejects(verifyServiceToken(token, { aud, lxm, identity, replay }), { code: "token_replayed" });
    const other = { aud: "did:web:labels.example.com", lxm, identity };
    await assert.rejects(verifyServiceToken(token, other), { code: "wrong_audience" });
    const open = await serviceAuth({ aud });
    await assert.rejects(verifyServiceToken(open, { aud, lxm, identity }), { code: "wrong_method" });
    assert.equal((await verifyServiceToken(open, { aud, lxm: null, identity })).lxm, undefined);
  });

  it("verifies the labels of Ozone, and reads the key of an account", async () => {
    const { network } = net;
    const ozone = network.ozone;
    assert.ok(ozone);
    const session = adminSession({ service: ozone.url, password: net.adminPassword, network });
    const { uri } = await bsky.post("a scam");
    await net.settled();
    await label(createClient({ network, session }), uri, ["scam"]);
    const { labels } = await queryLabels(createClient({ service: ozone.url, network }), { uriPatterns: [uri] });
    assert.equal(labels.length, 1);
    for (const given of labels) {
      assert.equal(await verifyLabel(given, identity), true);
      assert.equal(await verifyLabel({ ...given, val: "spam" } as never, identity), false);
      assert.equal(await verifyLabel({ ...given, src: bsky.did ?? "" }, identity), false);
    }
    const moderation = await loadModeration(createClient({ network }));
    const verify = createLabelVerifier(identity);
    const filters = async (val: string): Promise<readonly unknown[]> => {
      const given = labels.map((one) => ({ ...one, val }));
      return (await moderateRecord({ uri, labels: given }, moderation, { verify })).causes;
    };
    assert.equal((await filters("scam")).length > 0, true);
    assert.deepEqual(await filters("porn"), []);
    // Whatever form the directory gives them in.
    const { signingKey } = await identity.resolveIdentity(bsky.did ?? "");
    assert.equal(formatMultikey(parseMultikey(signingKey ?? "")), signingKey);
  });
});
