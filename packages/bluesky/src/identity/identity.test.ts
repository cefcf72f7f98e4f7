import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import { AbortedError } from "../errors/AbortedError.ts";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { createIdentityResolver } from "./createIdentityResolver.ts";
import { findPds } from "./findPds.ts";
import { getHandle } from "./getHandle.ts";
import { getPds } from "./getPds.ts";
import { getSigningKey } from "./getSigningKey.ts";
import { IdentityError, type IdentityErrorCode, identityError } from "./IdentityError.ts";
import { resolveDid } from "./resolveDid.ts";
import { resolveHandle } from "./resolveHandle.ts";
import { resolveIdentity } from "./resolveIdentity.ts";

const network: NetworkConfig = {
  ...blueskyNetwork,
  plc: "https://plc.example.com",
  handleResolver: "https://resolver.example.com",
  dns: "https://dns.example.com/query",
  handleDomains: [".own.example.net"],
};
const devNetwork: NetworkConfig = {
  ...network,
  handleMethods: undefined,
  handleDomains: [".test"],
  allowHttp: true,
};
const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const other = "did:plc:bbbbbbbbbbbbbbbbbbbbbbbb";

type Answer = string | object | number | Response | Error | ((init: RequestInit) => Response | Promise<Response>);

/** A `fetch` that answers by URL (without the query string), and remembers what it was asked. */
function answering(answers: Record<string, Answer>): { fetch: typeof fetch; asked: string[] } {
  const asked: string[] = [];
  const fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const url = String(input);
    asked.push(url);
    const answer = answers[url] ?? answers[url.replace(/\?.*/, "")] ?? 404;
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer.clone();
    if (typeof answer === "function") return answer(init);
    if (typeof answer === "number") return new Response("", { status: answer });
    return new Response(typeof answer === "string" ? answer : JSON.stringify(answer));
  };
  return { fetch, asked };
}

const rejects = (promise: Promise<unknown>, code: IdentityErrorCode | "aborted", message?: RegExp): Promise<void> =>
  assert.rejects(promise, (error) => {
    assert.ok(error instanceof (code === "aborted" ? AbortedError : IdentityError), inspect(error));
    assert.equal(error.code, code, error.message);
    if (message) assert.match(error.message, message);
    return true;
  });

const to = (location: string) => (): Response => new Response("", { status: 302, headers: { location } });

/** Where no redirect may lead. */
const PRIVATE = [
  "http://127.0.0.1:8080/x",
  "https://127.0.0.1/x",
  "http://169.254.169.254/latest",
  "https://[::1]/x",
  "https://LOCALHOST./x",
  "https://metadata.google.iNTERNAL/x",
  "https://router.lan/x",
  "http://cdn.example.net/x",
  "https://user:pass@cdn.example.net/x",
  "data:text/plain,did:plc:aaaaaaaaaaaaaaaaaaaaaaaa",
];

const dnsUrl = network.dns ?? "";
const txt = (...values: string[]): object => ({ Status: 0, Answer: values.map((data) => ({ type: 16, data })) });
const resolverUrl = "https://resolver.example.com/xrpc/com.atproto.identity.resolveHandle";
const wellKnown = "https://alice.example.net/.well-known/atproto-did";

describe("resolveHandle", () => {
  it("asks DNS first", async () => {
    const { fetch, asked } = answering({ [dnsUrl]: txt('"did=did:plc:aaaaaaaaaaaaaaaaaaaaaaaa"') });
    assert.equal(await resolveHandle("Alice.Example.NET", { network, fetch }), did);
    assert.deepEqual(asked, ["https://dns.example.com/query?name=_atproto.alice.example.net&type=TXT"]);
  });

  it("reads TXT records without quotes, in pieces, beside others", async () => {
    for (const values of [
      [`did=${did}`],
      [`"did=did:plc:" "aaaaaaaaaaaaaaaaaaaaaaaa"`],
      ['"v=spf1"', `"did=${did}"`, `"did=${did}"`],
    ]) {
      assert.equal(
        await resolveHandle("alice.example.net", { network, ...answering({ [dnsUrl]: txt(...values) }) }),
        did,
      );
    }
  });

  it("fails where DNS has several DIDs, whatever the other methods say", async () => {
    const answers = { [dnsUrl]: txt(`"did=${did}"`, `"did=${other}"`), [wellKnown]: did };
    await rejects(resolveHandle("alice.example.net", { network, ...answering(answers) }), "handle_conflict");
  });

  it("goes on to the handle's web server, and trims what it says", async () => {
    for (const dns of [{ Status: 3 }, { Status: 2 }, 503, new Error("down"), txt('"did=nonsense"'), "no json"]) {
      const { fetch, asked } = answering({ [dnsUrl]: dns, [wellKnown]: ` \n${did}\r\n` });
      assert.equal(await resolveHandle("alice.example.net", { network, fetch }), did, inspect(dns));
      assert.equal(asked.length, 2);
    }
  });

  it("goes on to the network's resolver", async () => {
    const { fetch, asked } = answering({ [dnsUrl]: { Status: 3 }, [wellKnown]: "<html>", [resolverUrl]: { did } });
    assert.equal(await resolveHandle("alice.example.net", { network, fetch }), did);
    assert.equal(asked[2], `${resolverUrl}?handle=alice.example.net`);
  });

  it("asks only the resolver for the network's own handles", async () => {
    const { fetch, asked } = answering({ [resolverUrl]: { did } });
    assert.equal(await resolveHandle("alice.own.example.net", { network, fetch }), did);
    assert.equal(await resolveHandle("alice.test", { network: devNetwork, fetch }), did);
    assert.equal(await resolveHandle("alice.example.net", { network: devNetwork, fetch }), did);
    assert.equal(asked.filter((url) => url.startsWith(resolverUrl)).length, 3);
    assert.equal(asked.length, 3);
  });

  it("tells what does not exist from what could not be asked", async () => {
    const nowhere = { [dnsUrl]: { Status: 3 }, [wellKnown]: 404, [resolverUrl]: 400 };
    await rejects(
      resolveHandle("alice.example.net", { network, ...answering(nowhere) }),
      "handle_not_found",
      /dns, https, xrpc/,
    );
    for (const down of [
      { [dnsUrl]: 500 },
      { [wellKnown]: new Error("down") },
      { [resolverUrl]: 502 },
      { [wellKnown]: 503 },
    ]) {
      await rejects(
        resolveHandle("alice.example.net", { network, ...answering({ ...nowhere, ...down }) }),
        "resolution_failed",
      );
    }
    await rejects(
      resolveHandle("alice.example.net", { network, ...answering({ ...nowhere, [resolverUrl]: { did: "x" } }) }),
      "resolution_failed",
    );
  });

  it("asks nobody for what is no handle, or resolves nowhere", async () => {
    const { fetch, asked } = answering({});
    for (const handle of ["alice", "a..b", "", "did:plc:x", "ali ce.example.com", "x".repeat(300)]) {
      await rejects(resolveHandle(handle, { network, fetch }), "invalid_identifier");
    }
    for (const handle of [
      "a.invalid",
      "a.localhost",
      "a.local",
      "a.arpa",
      "a.internal",
      "a.onion",
      "a.example",
      "a.alt",
      "a.test",
    ]) {
      await rejects(resolveHandle(handle, { network, fetch }), "handle_not_found");
    }
    assert.deepEqual(asked, []);
  });

  it("takes no answer from where a redirect leads into the private network", async () => {
    const response = (url: string): Response => Object.defineProperty(new Response(did), "url", { value: url });
    const answer = (url: string) => ({ [dnsUrl]: { Status: 3 }, [wellKnown]: () => response(url), [resolverUrl]: 400 });
    assert.equal(
      await resolveHandle("alice.example.net", { network, ...answering(answer("https://cdn.example.net/did")) }),
      did,
    );
    for (const url of ["http://alice.example.net/did", "https://169.254.169.254/did", "https://localhost/did"]) {
      await rejects(resolveHandle("alice.example.net", { network, ...answering(answer(url)) }), "resolution_failed");
    }
  });

  it("judges where a redirect leads before it asks there", async () => {
    for (const location of PRIVATE) {
      const { fetch, asked } = answering({ [dnsUrl]: { Status: 3 }, [wellKnown]: to(location), [resolverUrl]: 400 });
      await rejects(resolveHandle("alice.example.net", { network, fetch }), "resolution_failed");
      assert.ok(!asked.includes(new URL(location, wellKnown).href), location);
    }
    const cdn = "https://cdn.example.net/did";
    const { fetch } = answering({ [dnsUrl]: { Status: 3 }, [wellKnown]: to(cdn), [cdn]: did });
    assert.equal(await resolveHandle("alice.example.net", { network, fetch }), did);
    // A browser does not say where it leads.
    const opaque = Object.defineProperties(new Response(""), { status: { value: 0 }, ok: { value: false } });
    const hidden = answering({ [dnsUrl]: { Status: 3 }, [wellKnown]: () => opaque, [resolverUrl]: { did } });
    assert.equal(await resolveHandle("alice.example.net", { network, ...hidden }), did);
  });

  it("asks nobody for names that are nobody's, however they are written", async () => {
    const { fetch, asked } = answering({});
    for (const handle of [
      "router.lan",
      "PC.LocalDomain",
      "x.lOCALHOST",
      "metadata.google.iNTERNAL",
      "a.home.arpa",
      "a.corp",
      "A.Test",
    ]) {
      await rejects(resolveHandle(handle, { network, fetch }), "handle_not_found");
    }
    assert.deepEqual(asked, []);
    const own = { ...network, handleDomains: [".Own.Example.NET"] };
    const answers = answering({ [resolverUrl]: { did } });
    assert.equal(await resolveHandle("alice.own.EXAMPLE.net", { network: own, ...answers }), did);
    assert.equal(answers.asked.length, 1);
  });

  it("takes off what comes along when a handle is copied", async () => {
    const copied = [
      "\u202aalice.example.net\u202c",
      " @Alice.Example.NET ",
      "\u200ealice.example.net\u200f",
      "\u2066@alice.example.net\u2069",
    ];
    const plc = { id: did, alsoKnownAs: ["at://alice.example.net"] };
    for (const handle of copied) {
      const { fetch, asked } = answering({ [dnsUrl]: txt(`did=${did}`), [`https://plc.example.com/${did}`]: plc });
      assert.equal(await resolveHandle(handle, { network, fetch }), did);
      assert.equal(asked[0], `${dnsUrl}?name=_atproto.alice.example.net&type=TXT`);
      assert.equal((await resolveIdentity(handle, { network, fetch })).handle, "alice.example.net");
      const resolver = createIdentityResolver({ network, fetch });
      assert.equal((await resolver.resolveIdentity(handle)).did, did);
      const before = asked.length;
      assert.equal(await resolver.resolveHandle("ALICE.example.net"), did);
      assert.equal(asked.length, before, "it is the same name");
    }
  });

  it("trims what DNS says, as it trims what a web server says", async () => {
    for (const value of [`"did=${did} "`, ` did=${did}`, `"did= ${did}"`, `did=${did}\t`]) {
      const answers = { [dnsUrl]: txt(value, `"did=${did}"`) };
      assert.equal(await resolveHandle("alice.example.net", { network, ...answering(answers) }), did, value);
    }
  });

  it("reads no more than a DID needs", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled++;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    const answers = { [dnsUrl]: { Status: 3 }, [wellKnown]: () => new Response(endless), [resolverUrl]: 400 };
    await rejects(
      resolveHandle("alice.example.net", { network, ...answering(answers) }),
      "resolution_failed",
      /longer than 65536 bytes/,
    );
    assert.ok(pulled < 8, `${pulled} chunks`);
  });

  it("gives up after its timeout, and when it is told to", async () => {
    const hanging = ({ signal }: RequestInit): Promise<Response> =>
      new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
    const answers = answering({ [resolverUrl]: hanging });
    const start = performance.now();
    await rejects(
      resolveHandle("a.test", { network: devNetwork, ...answers, timeout: 30 }),
      "resolution_failed",
      /within 30 ms/,
    );
    assert.ok(performance.now() - start < 2_000);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 10);
    await rejects(
      resolveHandle("a.test", { network: devNetwork, ...answers, signal: controller.signal }),
      "aborted",
      /a\.test: aborted/,
    );
  });
});

describe("resolveDid", () => {
  it("asks the directory for did:plc, and the host for did:web", async () => {
    const web = { id: "did:web:example.net" };
    const { fetch } = answering({
      [`https://plc.example.com/${did}`]: { id: did },
      "https://example.net/.well-known/did.json": web,
    });
    assert.deepEqual(await resolveDid(did, { network, fetch }), { id: did });
    assert.deepEqual(await resolveDid("did:web:example.net", { network, fetch }), web);
  });

  it("asks localhost, by http, where the network allows it", async () => {
    const local = { id: "did:web:localhost%3A2583" };
    const { fetch, asked } = answering({ "http://localhost:2583/.well-known/did.json": local });
    assert.deepEqual(await resolveDid(local.id, { network: devNetwork, fetch }), local);
    await rejects(resolveDid(local.id, { network, fetch }), "unsupported_did_method");
    assert.equal(asked.length, 1);
  });

  it("tells bad syntax, unsupported methods and failed resolution apart", async () => {
    const { fetch, asked } = answering({});
    for (const bad of ["did:plc", "plc:abc", "did:plc:short", "did:plc:AAAAAAAAAAAAAAAAAAAAAAAA", "alice.test", ""]) {
      await rejects(resolveDid(bad, { network, fetch }), "invalid_identifier");
    }
    const unsupported = [
      "did:key:zQ3shZ",
      "did:web:example.net:path",
      "did:web:127.0.0.1",
      "did:web:10.0.0.1",
      "did:web:localhost",
      "did:web:a.local",
      "did:web:user%40example.net",
    ];
    for (const bad of unsupported) await rejects(resolveDid(bad, { network, fetch }), "unsupported_did_method");
    assert.deepEqual(asked, []);
    for (const [answer, code] of [
      [404, "did_not_found"],
      [410, "did_not_found"],
      [500, "resolution_failed"],
      [429, "resolution_failed"],
      [new Error("ECONNREFUSED"), "resolution_failed"],
      ["<html>", "invalid_did_document"],
      ["null", "invalid_did_document"],
      [{ id: other }, "invalid_did_document"],
      [[], "invalid_did_document"],
    ] as [Answer, IdentityErrorCode][]) {
      await rejects(resolveDid(did, { network, ...answering({ [`https://plc.example.com/${did}`]: answer }) }), code);
    }
  });

  it("leaves no redirect to the platform: workers take no `error`, and others look at none", async () => {
    let redirect: string | undefined;
    const answer = (init: RequestInit): Response => {
      redirect = init.redirect;
      return Response.json({ id: did });
    };
    await resolveDid(did, { network, ...answering({ [`https://plc.example.com/${did}`]: answer }) });
    assert.equal(redirect, "manual");
  });

  it("follows a redirect of a host only to where a DID may lead itself", async () => {
    const id = "did:web:example.net";
    const from = "https://example.net/.well-known/did.json";
    const good = answering({
      [from]: to("https://cdn.example.net/did.json"),
      "https://cdn.example.net/did.json": { id },
    });
    assert.deepEqual(await resolveDid(id, { network, ...good }), { id });
    for (const location of PRIVATE) {
      const { fetch, asked } = answering({ [from]: to(location), [new URL(location, from).href]: { id } });
      await rejects(resolveDid(id, { network, fetch }), "resolution_failed", /redirects to where a client must not go/);
      assert.deepEqual(asked, [from], location);
    }
  });

  it("compares the host of a DID as DNS does", async () => {
    const { fetch, asked } = answering({});
    const hosts = [
      "metadata.google.iNTERNAL",
      "x.lOCALHOST",
      "LOCALHOST",
      "router.lan",
      "pc.LocalDomain",
      "a.test",
      "a.home.arpa",
      "a.invalid",
    ];
    for (const host of [
      ...hosts,
      "localhost%3A80",
      "LOCALHOST%3a80",
      "example.net%3A8080",
      "%6cocalhost",
      "x.localhost%2e",
    ]) {
      await rejects(resolveDid(`did:web:${host}`, { network, fetch }), "unsupported_did_method");
    }
    assert.deepEqual(asked, []);
    // As a URL has it: in lower case.
    const web = { id: "did:web:Example.NET" };
    const there = answering({ "https://example.net/.well-known/did.json": web });
    assert.deepEqual(await resolveDid(web.id, { network, ...there }), web);
    const local = { id: "did:web:LocalHost%3A2583" };
    const here = answering({ "http://localhost:2583/.well-known/did.json": local });
    assert.deepEqual(await resolveDid(local.id, { network: devNetwork, ...here }), local);
  });

  it("gives no document that is nested too deeply to be handled", async () => {
    const text = `{"id":"${did}","x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    const plc = `https://plc.example.com/${did}`;
    await rejects(resolveDid(did, { network, ...answering({ [plc]: text }) }), "invalid_did_document");
  });

  it("names the host that could not be found", async () => {
    const cause = Object.assign(new Error(""), { code: "ENOTFOUND", hostname: "plc.example.com" });
    const answers = { [`https://plc.example.com/${did}`]: new TypeError("fetch failed", { cause }) };
    await rejects(
      resolveDid(did, { network, ...answering(answers) }),
      "resolution_failed",
      /plc\.example\.com .*ENOTFOUND/,
    );
    await rejects(
      resolveDid("did:web:gone.example.com", { network, fetch: () => Promise.reject(cause) }),
      "resolution_failed",
      /gone\.example\.com/,
    );
  });

  it("says what is wrong with a network, with what `fetch` gives, and with what is no DID at all", async () => {
    const nowhere = { ...network, plc: "nowhere", handleResolver: "nowhere", dns: "nowhere" };
    await rejects(resolveDid(did, { network: nowhere, fetch }), "resolution_failed", /names no URL/);
    await rejects(
      resolveHandle("alice.example.net", { network: { ...nowhere, handleMethods: ["dns", "xrpc"] }, fetch }),
      "resolution_failed",
    );
    for (const given of [undefined, null, "x", 5, {}]) {
      const odd = (async () => given) as unknown as typeof fetch;
      await rejects(resolveDid(did, { network, fetch: odd }), "resolution_failed", /expected an answer of fetch/);
      await rejects(resolveDid(given as string), "invalid_identifier");
      await rejects(resolveHandle(given as string), "invalid_identifier");
      await rejects(resolveIdentity(given as string), "invalid_identifier");
      await rejects(findPds(given as string), "invalid_identifier");
      await rejects(createIdentityResolver().resolveIdentity(given as string), "invalid_identifier");
    }
  });
});

describe("DID documents", () => {
  const pds = (id: string, serviceEndpoint: unknown, type = "AtprotoPersonalDataServer"): object => ({
    id,
    type,
    serviceEndpoint,
  });
  const service = (...entries: unknown[]): { id: string; service: unknown } => ({ id: did, service: entries });

  it("name the server, by relative or absolute id", () => {
    assert.equal(getPds(service(pds("#atproto_pds", "https://pds.example.com"))), "https://pds.example.com");
    assert.equal(getPds(service(pds(`${did}#atproto_pds`, "https://pds.example.com/"))), "https://pds.example.com");
    assert.equal(getPds(service(pds(`${other}#atproto_pds`, "https://pds.example.com"))), undefined);
  });

  it("count with their first valid entry", () => {
    const entries = [
      null,
      "x",
      pds("#atproto_pds", "https://labeler.example.com", "AtprotoLabeler"),
      pds("#atproto_pds", "http://pds.example.com"),
      pds("#atproto_pds", "https://127.0.0.1"),
      pds("#atproto_pds", { uri: "https://x.example.com" }),
      pds("#atproto_pds", "https://first.example.com"),
      pds("#atproto_pds", "https://second.example.com"),
    ];
    assert.equal(getPds(service(...entries)), "https://first.example.com");
    assert.equal(getPds({ id: did, service: "x" }), undefined);
    assert.equal(getPds({ id: did }), undefined);
    const also = ["https://x", "at://", 5, "at://not a handle", "at://Alice.Example.net", "at://b.example.net"];
    assert.equal(getHandle({ id: did, alsoKnownAs: also }), "alice.example.net");
    assert.equal(getHandle({ id: did }), undefined);
  });

  it("may name servers on this machine where the network allows it", () => {
    assert.equal(
      getPds(service(pds("#atproto_pds", "http://localhost:2583")), { network: devNetwork }),
      "http://localhost:2583",
    );
  });

  it("hold keys as Multikey and in the legacy forms", () => {
    const key = (type: string, publicKeyMultibase: unknown, id = "#atproto"): string | undefined =>
      getSigningKey({
        id: did,
        verificationMethod: [
          { id: "#other", type, publicKeyMultibase: "z1" },
          { id, type, publicKeyMultibase },
        ],
      });
    const k256 = "zQ3shqwJEJyMBsBXCWyCBpUBMqxcon9oHB7mCvx4sSpMdLJwc";
    const p256 = "zDnaeoBcdNe9vbncMbRYhPvgTFNyTnNEicafzDr1YUDKFDn21";
    assert.equal(key("Multikey", k256, `${did}#atproto`), k256);
    assert.equal(key("Multikey", p256), p256);
    // Legacy documents hold the bare point: compressed, or both coordinates.
    assert.equal(
      key("EcdsaSecp256r1VerificationKey2019", "zxdM8dSstjrpZaRUwBmDvjGXweKuEMVN95A9oJBFjkWMh"),
      "zDnaembgSGUhZULN2Caob4HLJPaxBh92N7rtH21TErzqf8HQo",
    );
    assert.equal(key("EcdsaSecp256k1VerificationKey2019", "z25z9DTpsiYYJKGsWmSPJK2NFN8PcJtZig12K59UgW7q5t"), k256);
    assert.equal(
      key(
        "EcdsaSecp256k1VerificationKey2019",
        "zQYEBzXeuTM9UR3rfvNag6L3RNAs5pQZyYPsomTsgQhsxLdEgCrPTLgFna8yqCnxPpNT7DBk6Ym3dgPKNu86vt9GR",
      ),
      "zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF",
    );
    for (const wrong of ["", "z", "zO0", "m123", k256.slice(0, -1), 5, undefined, `z${"2".repeat(1000)}`]) {
      assert.equal(key("Multikey", wrong), undefined, String(wrong));
    }
    assert.equal(key("Ed25519VerificationKey2020", "z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK"), undefined);
    assert.equal(key("toString", k256), undefined);
  });
});

describe("resolveIdentity", () => {
  const document = (id: string, handle: string): object => ({
    id,
    alsoKnownAs: [`at://${handle}`],
    service: [{ id: "#atproto_pds", type: "AtprotoPersonalDataServer", serviceEndpoint: "https://pds.example.com" }],
  });
  const plc = `https://plc.example.com/${did}`;

  it("gives what handle and DID say together", async () => {
    const options = {
      network,
      ...answering({ [dnsUrl]: txt(`did=${did}`), [plc]: document(did, "alice.example.net") }),
    };
    const expected = {
      did,
      handle: "alice.example.net",
      pds: "https://pds.example.com",
      signingKey: undefined,
      didDocument: document(did, "alice.example.net"),
    };
    assert.deepEqual(await resolveIdentity("Alice.example.net", options), expected);
    assert.deepEqual(await resolveIdentity(did, options), expected);
    assert.equal(await findPds("alice.example.net", options), "https://pds.example.com");
  });

  it("refuses a handle that its DID does not name back", async () => {
    const options = { network, ...answering({ [dnsUrl]: txt(`did=${did}`), [plc]: document(did, "bob.example.net") }) };
    await rejects(resolveIdentity("alice.example.net", options), "handle_mismatch", /bob\.example\.net/);
  });

  it("calls the handle of a DID invalid where it points elsewhere, nowhere, or cannot be asked", async () => {
    for (const answer of [txt(`did=${other}`), { Status: 3 }, new Error("down")]) {
      const options = { network, ...answering({ [dnsUrl]: answer, [plc]: document(did, "alice.example.net") }) };
      assert.equal((await resolveIdentity(did, options)).handle, "handle.invalid");
    }
    const nameless = { network, ...answering({ [plc]: { id: did } }) };
    assert.equal((await resolveIdentity(did, nameless)).handle, "handle.invalid");
    await rejects(findPds(did, nameless), "no_pds");
  });
});

describe("createIdentityResolver", () => {
  const answers = (): ReturnType<typeof answering> =>
    answering({
      [`https://plc.example.com/${did}`]: { id: did, alsoKnownAs: ["at://alice.test"] },
      [resolverUrl]: { did },
    });

  it("asks once for what is asked at once, and then remembers it", async () => {
    const { fetch, asked } = answers();
    const identity = createIdentityResolver({ network: devNetwork, fetch });
    await Promise.all(Array.from({ length: 20 }, () => identity.resolveIdentity("alice.test")));
    await identity.resolveIdentity(did);
    assert.equal(asked.length, 2);
    await identity.resolveIdentity("alice.test", { refresh: true });
    assert.equal(asked.length, 4);
  });

  it("forgets after its age, and the oldest first", async (test) => {
    test.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
    const { fetch, asked } = answers();
    const identity = createIdentityResolver({ network: devNetwork, fetch, cache: { max: 2, maxAge: 1_000 } });
    await identity.resolveHandle("a.test");
    test.mock.timers.tick(999);
    await identity.resolveHandle("a.test");
    assert.equal(asked.length, 1);
    test.mock.timers.tick(2);
    await identity.resolveHandle("a.test");
    assert.equal(asked.length, 2);
    await identity.resolveHandle("b.test");
    await identity.resolveHandle("c.test");
    await identity.resolveHandle("c.test");
    assert.equal(asked.length, 4);
    await identity.resolveHandle("a.test");
    assert.equal(asked.length, 5);
  });

  it("remembers no failure", async () => {
    let broken = true;
    const { fetch } = answering({
      [resolverUrl]: () => (broken ? new Response("", { status: 500 }) : Response.json({ did })),
    });
    const identity = createIdentityResolver({ network: devNetwork, fetch });
    await rejects(identity.resolveHandle("a.test"), "resolution_failed");
    broken = false;
    assert.equal(await identity.resolveHandle("a.test"), did);
  });

  it("keeps nothing where it is told not to", async () => {
    const { fetch, asked } = answers();
    const identity = createIdentityResolver({ network: devNetwork, fetch, cache: false });
    await identity.resolveHandle("a.test");
    await identity.resolveHandle("a.test");
    assert.equal(asked.length, 2);
  });

  it("refuses what is no signal, and waits for nobody who obeys none", async () => {
    const deaf = (): Promise<Response> => new Promise(() => {});
    const options = { network: devNetwork, fetch: deaf, timeout: 30 };
    for (const signal of [{}, "now", { aborted: true }]) {
      const wrong = { signal: signal as AbortSignal };
      await assert.rejects(resolveHandle("a.test", { ...options, ...wrong }), {
        code: "invalid_option",
        option: "signal",
      });
      await assert.rejects(createIdentityResolver(options).resolveHandle("a.test", wrong), { code: "invalid_option" });
    }
    await rejects(resolveHandle("a.test", options), "resolution_failed", /within 30 ms/);
    await rejects(createIdentityResolver(options).resolveHandle("a.test"), "resolution_failed");
    const slow = { ...options, timeout: 60_000, signal: AbortSignal.timeout(20) };
    await rejects(resolveIdentity("a.test", slow), "aborted");
    await rejects(resolveDid(did, { ...slow, signal: AbortSignal.timeout(20) }), "aborted");
    await resolveHandle("a.test", null as unknown as undefined).catch(() => {});
  });

  it("ends the wait of one who gives up, not the others'", async () => {
    let answer: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const { fetch, asked } = answering({
      [resolverUrl]: async ({ signal }) => {
        await waiting;
        signal?.throwIfAborted();
        return Response.json({ did });
      },
    });
    const identity = createIdentityResolver({ network: devNetwork, fetch });
    const controller = new AbortController();
    const first = identity.resolveHandle("a.test", { signal: controller.signal });
    const second = identity.resolveHandle("a.test");
    controller.abort();
    await rejects(first, "aborted");
    await rejects(identity.resolveHandle("a.test", { signal: AbortSignal.abort() }), "aborted");
    answer?.();
    assert.equal(await second, did);
    assert.equal(asked.length, 1);
  });
});

describe("IdentityError", () => {
  it("is plain data as JSON, and cuts what was given short", () => {
    const error = identityError("invalid_identifier", "x".repeat(5_000), "expected a handle");
    assert.ok(error.message.length < 400);
    assert.deepEqual(Object.keys(error.toJSON()), ["name", "message", "code", "identifier", "retryable", "docs"]);
  });
});
