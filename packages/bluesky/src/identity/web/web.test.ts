import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ensureAtpDocument } from "@atproto/identity";
import { generateKey } from "../../crypto/index.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { getService } from "../getService.ts";
import { checkDidWeb } from "./checkDidWeb.ts";
import { createDidWeb } from "./createDidWeb.ts";

const did = "did:web:example.com";
const handle = "alice.example.com";
const pds = "https://pds.example.com";
const network = { ...blueskyNetwork, handleMethods: ["https"] as const };

/** A web that has some texts. */
const web = (texts: Readonly<Record<string, string>>): typeof fetch => {
  return async (input) => {
    const text = texts[`${input}`];
    return text === undefined ? new Response("", { status: 404 }) : new Response(text);
  };
};

describe("did:web", () => {
  it("gets a document that others read, and that holds", async () => {
    for (const curve of ["p256", "secp256k1"] as const) {
      const { did: signingKey, multikey } = await generateKey(curve);
      const made = createDidWeb(did, { handle: handle.toUpperCase(), pds, signingKey });
      assert.deepEqual(createDidWeb(did, { handle: `at://${handle}`, pds, signingKey: multikey }), made);
      const { url, document } = made;
      assert.equal(url, "https://example.com/.well-known/did.json");
      const theirs = ensureAtpDocument(JSON.parse(JSON.stringify(document)));
      assert.deepEqual(theirs, { did, handle, pds, signingKey });
      const texts = { [url]: JSON.stringify(document), [`https://${handle}/.well-known/atproto-did`]: did };
      const checked = await checkDidWeb(did, { network, fetch: web(texts) });
      assert.deepEqual([checked.faults, checked.handle, checked.pds, checked.signingKey], [[], handle, pds, multikey]);
    }
  });

  it("has other servers, too", async () => {
    const { did: signingKey } = await generateKey("p256");
    const services = { atproto_labeler: { type: "AtprotoLabeler", endpoint: "https://labels.example.com" } };
    const { document } = createDidWeb(did, { handle, pds, signingKey, services });
    assert.deepEqual(
      (document.service as { id: string }[]).map(({ id }) => id),
      ["#atproto_pds", "#atproto_labeler"],
    );
    assert.equal(getService(document, "#atproto_labeler", "AtprotoLabeler"), "https://labels.example.com");
  });

  it("is refused where nobody would read it", async () => {
    const { did: signingKey } = await generateKey("p256");
    const data = { handle, pds, signingKey };
    for (const bad of [
      "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
      "did:web:example.com:user",
      "did:web:localhost",
      "did:web:a.test",
    ]) {
      assert.throws(() => createDidWeb(bad, data), { code: "unsupported_did_method" }, bad);
    }
    for (const bad of [
      { handle: "alice" },
      { pds: "http://pds.example.com" },
      { pds: "https://pds.example.com/path" },
      { pds: "https://127.0.0.1" },
      { signingKey: "did:key:zNone" },
      { signingKey: "" },
    ]) {
      assert.throws(
        () => createDidWeb(did, { ...data, ...bad }),
        { code: "invalid_did_document" },
        JSON.stringify(bad),
      );
    }
    assert.equal(
      createDidWeb(
        "did:web:localhost%3A8080",
        { ...data, pds: "http://localhost:1" },
        { network: { ...network, allowHttp: true } },
      ).url,
      "http://localhost:8080/.well-known/did.json",
    );
  });

  it("is looked at as others see it: each part that does not hold is named", async () => {
    const url = "https://example.com/.well-known/did.json";
    const { faults } = await checkDidWeb(did, { network, fetch: web({ [url]: JSON.stringify({ id: did }) }) });
    assert.deepEqual(
      faults.map(({ part }) => part),
      ["handle", "pds", "signingKey"],
    );
    await assert.rejects(checkDidWeb(did, { network, fetch: web({}) }), { code: "did_not_found" });
    await assert.rejects(checkDidWeb("did:plc:aaaaaaaaaaaaaaaaaaaaaaaa", { network }), {
      code: "unsupported_did_method",
    });
  });
});
