import {
  createIdentityResolver,
  findPds,
  type ResolveOptions,
  resolveDid,
  resolveHandle,
  resolveIdentity,
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
};
