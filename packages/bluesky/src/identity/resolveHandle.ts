import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { isPublicHost } from "../network/isPublicHost.ts";
import type { HandleMethod, NetworkConfig } from "../network/NetworkConfig.ts";
import { parseBounded } from "../platform/http/parseBounded.ts";
import { parseUrl } from "../platform/parseUrl.ts";
import { isDid } from "../syntax/did.ts";
import { hasReservedTld } from "../syntax/handle.ts";
import { type FetchTextOptions, fetchText } from "./fetchText.ts";
import { IdentityError, identityError } from "./IdentityError.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";
import { toHandle } from "./toHandle.ts";

/**
 * Finds the DID that a handle points to. That is half the proof: `resolveIdentity` also checks that the DID names the
 * handle. Characters that get copied along with a handle (spaces, an `@`, direction marks) are removed.
 *
 * The network determines how: by DNS (over HTTPS), from the handle's own web server, or by asking a service.
 *
 * @throws {IdentityError} `invalid_identifier`, `handle_not_found`, `handle_conflict`, `resolution_failed`
 * @throws {AbortedError}
 * @example
 * ```ts
 * await resolveHandle("bsky.app"); // "did:plc:z72i7hdynmk6r22z27h6tvur"
 * ```
 * @see https://atproto.com/specs/handle#handle-resolution
 */
export async function resolveHandle(handle: string, options: ResolveOptions = {}): Promise<string> {
  const { network = blueskyNetwork } = options ?? {}; // programs without types give null
  const name = toHandle(handle);
  const own = network.handleDomains?.some((domain) => name.endsWith(domain.toLowerCase()));
  if (hasReservedTld(name) || !(own || network.allowHttp || isPublicHost(name))) {
    throw identityError("handle_not_found", name, "handles under this top-level domain do not resolve");
  }
  const methods: readonly HandleMethod[] = own ? ["xrpc"] : (network.handleMethods ?? ["xrpc"]);
  let failure: unknown;
  for (const method of methods) {
    if (!Object.hasOwn(resolvers, method)) continue;
    try {
      const did = await resolvers[method](name, network, { ...options, about: name, maxSize: 65_536 });
      if (did !== undefined) return did;
    } catch (error) {
      // Another method may know what this one could not find out. What contradicts itself is wrong for all.
      if (!(error instanceof IdentityError && error.retryable)) throw error;
      failure = error;
    }
  }
  throw failure ?? identityError("handle_not_found", name, `no DID is known for it (asked: ${methods.join(", ")})`);
}

type Resolver = (handle: string, network: NetworkConfig, question: FetchTextOptions) => Promise<string | undefined>;

/** Each gives the DID, or `undefined` where there is none, or throws where it could not find out. */
const resolvers: Readonly<Record<HandleMethod, Resolver>> = {
  async dns(handle, { dns }, question) {
    if (dns === undefined) return;
    const url = serviceUrl(dns, handle);
    url.searchParams.set("name", `_atproto.${handle}`);
    url.searchParams.set("type", "TXT");
    const accept = "application/dns-json";
    const { ok, status, text } = await fetchText(url.href, { ...question, accept, isNamed: true });
    const answer = ok ? parseDnsAnswer(text) : undefined;
    if (!answer)
      throw identityError("resolution_failed", handle, `${url.host} answered ${ok ? "without DNS JSON" : status}`);
    const named = answer.map((value) => value.trim()).filter((value) => value.startsWith("did="));
    const values = new Set(named.map((value) => value.slice(4).trim()));
    if (values.size > 1) throw identityError("handle_conflict", handle, "DNS has several DIDs for it");
    const [did] = values;
    return isDid(did) ? did : undefined;
  },

  async https(handle, _, question) {
    const { ok, status, text } = await fetchText(`https://${handle}/.well-known/atproto-did`, question);
    if (status >= 500 || status === 429)
      throw identityError("resolution_failed", handle, `its web server answered ${status}`);
    const did = text.trim();
    return ok && isDid(did) ? did : undefined;
  },

  async xrpc(handle, { handleResolver }, question) {
    const url = serviceUrl(handleResolver, handle, "/xrpc/com.atproto.identity.resolveHandle");
    url.searchParams.set("handle", handle);
    const { ok, status, text } = await fetchText(url.href, { ...question, isNamed: true });
    const did: unknown = ok ? Object(parseBounded(text)).did : undefined;
    if (isDid(did)) return did;
    // "Unable to resolve handle" is a 400.
    if (status === 400 || status === 404) return;
    throw identityError("resolution_failed", handle, `${url.host} answered ${ok ? "without a DID" : status}`);
  },
};

function serviceUrl(service: string, handle: string, path = ""): URL {
  const url = path ? parseUrl(path, service) : parseUrl(service);
  if (url) return url;
  throw identityError("resolution_failed", handle, "the network names no URL to ask");
}

/** The TXT values of an answer in the JSON of DNS-over-HTTPS resolvers; `undefined` where it is none, or no answer. */
function parseDnsAnswer(text: string): string[] | undefined {
  const { Status, Answer } = Object(parseBounded(text)) as { Status?: unknown; Answer?: unknown };
  if (Status === 3) return []; // NXDOMAIN
  if (Status !== 0) return;
  const records = Array.isArray(Answer) ? (Answer as { type?: unknown; data?: unknown }[]) : [];
  return (
    records
      .filter((record) => record?.type === 16 && typeof record.data === "string")
      // A long value comes in several quoted strings that belong together; some resolvers leave the quotes out.
      .map(({ data }) => String(data).replace(/^"|"$/g, "").replace(/"\s*"/g, ""))
  );
}
