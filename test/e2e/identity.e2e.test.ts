import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { createIdentityResolver, findPds, resolveDid, resolveHandle, resolveIdentity } from "bluesky/identity";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
let alice: Account;

before(async () => {
  net = await borrowNetwork({ appView: false });
  alice = await net.createAccount("alice");
});
after(() => net?.close());

describe("identities of a real network", () => {
  it("lead from the handle to the DID, the document and the server, and back", async () => {
    const { network } = net;
    assert.equal(await resolveHandle("Alice.test", { network }), alice.did);
    const byHandle = await resolveIdentity(alice.handle, { network });
    assert.deepEqual(byHandle, await resolveIdentity(alice.did, { network }));
    assert.deepEqual([byHandle.did, byHandle.handle, byHandle.pds], [alice.did, alice.handle, net.services.pds.url]);
    assert.match(byHandle.signingKey ?? "", /^z(Q3s|Dnae)/);
    assert.equal((await resolveDid(alice.did, { network })).id, alice.did);
    assert.equal(await findPds(alice.handle, { network }), net.services.pds.url);
  });

  it("are found by a handle as it is copied from a profile", async () => {
    const { network } = net;
    for (const copied of ["\u202aalice.test\u202c", " @Alice.test "]) {
      assert.equal(await resolveHandle(copied, { network }), alice.did);
      assert.equal((await resolveIdentity(copied, { network })).handle, "alice.test");
      assert.equal(await findPds(copied, { network }), net.services.pds.url);
    }
  });

  it("are looked up within their time, whatever `fetch` does", async () => {
    const { network } = net;
    const deaf = (): Promise<never> => new Promise(() => {});
    await assert.rejects(resolveDid(alice.did, { network, fetch: deaf, timeout: 50 }), { code: "resolution_failed" });
    const signal = AbortSignal.timeout(50);
    await assert.rejects(resolveIdentity(alice.did, { network, fetch: deaf, signal }), { code: "aborted" });
    await assert.rejects(createIdentityResolver({ network, fetch: deaf }).resolveHandle("alice.test", { signal }), {
      code: "aborted",
    });
  });

  it("are remembered", async () => {
    let asked = 0;
    const identity = createIdentityResolver({
      network: net.network,
      fetch: (input, init) => {
        asked++;
        return fetch(input, init);
      },
    });
    for (let i = 0; i < 5; i++) await identity.resolveIdentity(alice.handle);
    assert.equal(asked, 2);
  });

  it("tell what does not exist from what could not be asked", async () => {
    const { network } = net;
    await assert.rejects(resolveHandle("nobody.test", { network }), { code: "handle_not_found" });
    await assert.rejects(resolveHandle("alice.invalid", { network }), { code: "handle_not_found" });
    await assert.rejects(resolveDid("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", { network }), { code: "did_not_found" });
    const nowhere = { ...network, plc: "http://localhost:65534", handleResolver: "http://localhost:65534" };
    await assert.rejects(resolveHandle("alice.test", { network: nowhere }), { code: "resolution_failed" });
    await assert.rejects(resolveDid(alice.did, { network: nowhere }), {
      code: "resolution_failed",
      message: /ECONNREFUSED/,
    });
  });

  it("on Bluesky's network do not lead to this machine", async () => {
    const network = { ...net.network, allowHttp: false };
    assert.equal((await resolveIdentity(alice.did, { network })).pds, undefined);
    await assert.rejects(findPds(alice.did, { network }), { code: "no_pds" });
  });
});
