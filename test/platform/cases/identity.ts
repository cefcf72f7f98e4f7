import { generateKey } from "bluesky/crypto";
import { cidForRecord } from "bluesky/data";
import {
  checkDidWeb,
  createDidWeb,
  createIdentityResolver,
  createPlcOperation,
  findPds,
  type ResolveOptions,
  resolveDid,
  resolveHandle,
  resolveIdentity,
  sendPlcOperation,
  tombstonePlc,
  updatePlc,
  verifyPlcLog,
} from "bluesky/identity";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";
import { networkAt } from "../networkAt.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

/** Every host is the server's: what is asked keeps its path and how it is asked. */
const fetchFrom =
  (origin: string): typeof fetch =>
  (input, init) => {
    const { pathname, search } = new URL(`${input}`);
    return fetch(origin + pathname + search, init);
  };

const optionsAt = (origin: string): ResolveOptions => ({ network: networkAt(origin) });

export const cases: Cases = {
  "a DID's document is found": async ({ origin }) => {
    same((await resolveDid(did, optionsAt(origin))).id, did);
  },

  "so is that of a domain": async ({ origin }) => {
    const fetch: typeof globalThis.fetch = (input, init) =>
      fetchFrom(origin)(`${input}?did=did:web:alice.example.com`, init);
    same(
      (await resolveDid("did:web:alice.example.com", { ...optionsAt(origin), fetch })).id,
      "did:web:alice.example.com",
    );
  },

  "a DID that nobody has is not found": async ({ origin }) => {
    await fails("did_not_found", () => resolveDid("did:plc:bbbbbbbbbbbbbbbbbbbbbbbb", optionsAt(origin)));
  },

  "a handle is found by a service": async ({ origin }) => {
    same(await resolveHandle("alice.test", optionsAt(origin)), did);
    await fails("handle_not_found", () => resolveHandle("bob.test", optionsAt(origin)));
  },

  "a handle is found in DNS": async ({ origin }) => {
    const network = { ...networkAt(origin), handleMethods: ["dns"], dns: `${origin}/dns-query` } as const;
    same(await resolveHandle("alice.example.com", { network }), did);
  },

  "a handle is found at its web server": async ({ origin }) => {
    const network = { ...networkAt(origin), handleMethods: ["https"] } as const;
    same(await resolveHandle("alice.example.com", { network, fetch: fetchFrom(origin) }), did);
  },

  "an identity holds in both directions": async ({ origin }) => {
    const { handle, pds } = await resolveIdentity("alice.test", optionsAt(origin));
    same([handle, pds], ["alice.test", origin]);
    same(await findPds(did, optionsAt(origin)), origin);
  },

  "an identity is remembered": async ({ origin }) => {
    const identity = createIdentityResolver(optionsAt(origin));
    const [first, second] = await Promise.all([identity.resolveIdentity(did), identity.resolveIdentity(did)]);
    same(first, second);
  },

  "a lookup ends in time, and can be aborted": async ({ origin }) => {
    const silent: typeof fetch = (_, init) =>
      new Promise((_, reject) => {
        init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      });
    const options = { ...optionsAt(origin), fetch: silent };
    await fails("resolution_failed", () => resolveDid(did, { ...options, timeout: 5 }));
    const controller = new AbortController();
    const lookup = resolveDid(did, { ...options, signal: controller.signal });
    controller.abort();
    await fails("aborted", () => lookup);
  },

  "many are looked up, a few at once": async ({ origin }) => {
    const identity = createIdentityResolver({ ...optionsAt(origin), cache: { maxFailureAge: 60_000 } });
    const found: string[] = [];
    for await (const one of identity.resolveMany([did, "alice.test", "bob.test"], { concurrency: 2 })) {
      if (one.error && one.error.code !== "handle_not_found") throw one.error;
      found.push(`${one.identifier} ${one.identity ? one.identity.did : one.error.code}`);
    }
    same(found.sort(), [`alice.test ${did}`, "bob.test handle_not_found", `${did} ${did}`]);
  },

  "a log of the directory is verified": async () => {
    const { data, operations } = await verifyPlcLog(PLC, [await genesis()]);
    same([data?.rotationKeys, operations.length], [[PLC_KEY], 1]);
    const entry = await genesis();
    const forged = { ...entry, operation: { ...entry.operation, alsoKnownAs: ["at://bob.example.com"] } };
    await fails("plc_log_invalid", () => verifyPlcLog(PLC, [forged]));
  },

  "a DID is made, changed and ended": async () => {
    const key = await generateKey("secp256k1");
    const made = await createPlcOperation(
      { handle: "alice.example.com", pds: "https://pds.example.com", signingKey: key.did },
      key,
    );
    const log: object[] = [];
    const fetch: typeof globalThis.fetch = async (_, init) => {
      if (init?.method !== "POST") return new Response(JSON.stringify(log));
      const operation = JSON.parse(`${init.body}`);
      const cid = await cidForRecord(operation);
      log.push({ did: made.did, operation, cid, nullified: false, createdAt: new Date().toISOString() });
      return new Response("OK");
    };
    await sendPlcOperation(made.did, made.operation, { fetch });
    same((await updatePlc(made.did, key, { handle: "bob.example.com" }, { fetch })).done, true);
    same((await updatePlc(made.did, key, { handle: "bob.example.com" }, { fetch })).done, false);
    const other = await generateKey("p256");
    await fails("plc_operation_invalid", () => updatePlc(made.did, other, { handle: "eve.example.com" }, { fetch }));
    same(await tombstonePlc(made.did, key, { fetch }), { data: undefined, done: true });
    same((await verifyPlcLog(made.did, log)).operations.length, 3);
  },

  "the document of a domain is made and checked": async () => {
    const { url, document } = createDidWeb("did:web:example.com", {
      ...{ handle: "example.com", pds: "https://pds.example.com", signingKey: PLC_KEY },
    });
    same(url, "https://example.com/.well-known/did.json");
    const fetch: typeof globalThis.fetch = async (input) =>
      `${input}` === url ? new Response(JSON.stringify(document)) : new Response("", { status: 404 });
    const { pds, faults } = await checkDidWeb("did:web:example.com", { fetch });
    same([pds, faults.map(({ part }) => part)], ["https://pds.example.com", ["handle"]]);
  },
};

const PLC = "did:plc:53vodugbg2v3prrixs2u4ptv";
const PLC_KEY = "did:key:zQ3shjyJXUaRJC2GC43mX8aPrUhoTdoiongXhZjsdTzPKYZUM";

/** The first operation of a DID, with a signature that was made once. */
async function genesis() {
  const operation = {
    type: "plc_operation" as const,
    rotationKeys: [PLC_KEY],
    verificationMethods: { atproto: PLC_KEY },
    alsoKnownAs: ["at://alice.example.com"],
    services: { atproto_pds: { type: "AtprotoPersonalDataServer", endpoint: "https://pds.example.com" } },
    prev: null,
    sig: "mL_7cSJba4UPyiJUEMNzyut_ajWuurUfL_dyNFdAb4JRgcENFxcZen-S_rGQdDF71dX05kpyegIcu5KBEcmreg",
  };
  const cid = await cidForRecord(operation);
  return { did: PLC, operation, cid, nullified: false, createdAt: "2026-01-01T00:00:00.000Z" };
}
