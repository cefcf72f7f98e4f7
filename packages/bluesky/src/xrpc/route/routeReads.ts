import { quietly } from "../../platform/abort/quietly.ts";
import type { Route } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";

/** Finds the server of a repository, given its DID or handle. */
export type ResolvePds = (repo: string, options: { readonly signal?: AbortSignal | undefined }) => Promise<string>;

/**
 * Sends reads of a repository (records, blobs, CAR) to the server of that repository, without credentials: anybody may
 * read there, while your own server does not have the data. Only harmless `headers` of the client are sent along. Calls
 * with their own `service` or `proxy` go there.
 *
 * @example
 * ```ts
 * const route = routeReads((repo, { signal }) => findPds(repo, { signal }));
 * const client = createClient({ session, route });
 * ```
 */
export function routeReads(resolvePds: ResolvePds): Route {
  return async (call) => {
    const { callOptions, headers, nsid, options, session } = call;
    const { repo, did = repo } = call.params as { repo?: string; did?: string }; // in all reads of repositories
    const read = /^com\.atproto\.(?:repo|sync)\./.test(nsid) && call.method === "GET";
    if (!did || typeof did !== "string" || !read || callOptions.service || headers.has("atproto-proxy")) return;
    // Handles are names: they have no letter case.
    const own = quietly(() => [session?.did, session?.handle?.toLowerCase()]) ?? [];
    if (own.includes(did) || own.includes(did.toLowerCase())) return;
    const service = await resolvePds(did, options);
    if (!service)
      throw invalidRequest(call, { code: "invalid_request", message: "no server is known for its repository" });
    call.session = undefined;
    call.service = service;
  };
}
