import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { Bad, Limits, Place } from "../../xrpc/testing/survival/Place.ts";
import { createIdentityResolver } from "../createIdentityResolver.ts";
import { findPds } from "../findPds.ts";
import { resolveDid } from "../resolveDid.ts";
import { resolveHandle } from "../resolveHandle.ts";
import { resolveIdentity } from "../resolveIdentity.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const network = { ...blueskyNetwork, handleMethods: ["xrpc"] } as const;
const lookups = { resolveHandle, resolveIdentity, findPds, resolveDid };
const identifiers = { resolveHandle: "a.example.com", resolveIdentity: "a.example.com", findPds: did, resolveDid: did };

type Find = (identifier: string, options: object) => Promise<unknown>;

/** Everything on the way of an identity lookup that takes a function: by its time limit, until it is aborted, and with a cache. */
export const places: readonly Place[] = (Object.keys(lookups) as (keyof typeof lookups)[]).flatMap((name): Place[] => {
  const find: Find = lookups[name];
  const identifier = identifiers[name];
  const web = `did:web:${name.toLowerCase()}.example.com`;
  const gone = (cancel: Bad) => async (): Promise<Response> =>
    new Response(new ReadableStream({ cancel }), { status: 404 });
  return [
    {
      name: `fetch of ${name}, within its time`,
      run: (fetch, { deadline }) => find(identifier, { network, fetch, timeout: deadline }),
    },
    {
      name: `fetch of ${name}, until it is aborted`,
      run: (fetch, { signal }) => find(identifier, { network, fetch, signal }),
    },
    {
      name: `fetch of ${name}, of a DID of a host`,
      run: (fetch, limits: Limits) => resolveDid(web, { network, fetch, timeout: limits.deadline }),
    },
    {
      name: `the body of an answer to ${name}`,
      run: (pull, { signal }) => {
        const fetch = async (): Promise<Response> => new Response(new ReadableStream({ pull, cancel: pull }));
        return find(identifier, { network, fetch, signal });
      },
    },
    {
      name: `the body of a refusal of ${name}`,
      run: (cancel, { signal }) => find(identifier, { network, fetch: gone(cancel), signal }),
    },
    ...(name === "findPds"
      ? []
      : [
          {
            name: `fetch of a resolver's ${name}`,
            run: (fetch: Bad, { signal }: Limits) =>
              createIdentityResolver({ network, fetch, timeout: 1_000 })[name](identifier, { signal }),
          },
        ]),
  ];
});
