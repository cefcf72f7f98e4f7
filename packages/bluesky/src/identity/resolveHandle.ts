import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { isPublicHost } from "../network/isPublicHost.ts";
import type { HandleMethod, NetworkConfig } from "../network/NetworkConfig.ts";
import { isDid } from "../syntax/did.ts";
import { hasReservedTld, isHandle } from "../syntax/handle.ts";
import { fetchText } from "./fetchText.ts";
import { IdentityError, identityError } from "./IdentityError.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";

/**
 * The DID that a handle points to. That is half the truth: `resolveIdentity` also asks the DID for its handle.
 *
 * How it is found, the network says: in DNS (over HTTPS), at the handle's own web server, or by asking a service.
 *
 * @throws IdentityError `invalid_identifier`, `handle_not_found`, `handle_conflict`, `resolution_failed`; AbortedError
 * @example
 * ```ts
 * await resolveHandle("bsky.app"); // "did:plc:z72i7hdynmk6r22z27h6tvur"
 * ```
 * @see https://atproto.com/specs/handle#handle-resolution
 */
export async function resolveHandle(handle: string, options: ResolveOptions = {}): Promise<string> {
  const { network = blueskyNetwork } = options;
  const name = handle.toLowerCase();
  if (!isHandle(name)) {
    throw identityError("invalid_identifier", handle, "expected a handle, which is a domain name, as in alice.test");
  }
  const own = network.handleDomains?.some((domain) => name.endsWith(domain));
  if (hasReservedTld(name) || (name.endsWith(".test") && !own)) {
    throw identityError("handle_not_found", handle, "handles under this top-level domain resolve nowhere");
  }
  const methods: readonly HandleMethod[] = own ? ["xrpc"] : (network.handleMethods ?? ["xrpc"]);
  let failure: unknown;
  for (const method of methods) {
    try {
      const did = await resolvers[method](name, network, { ...options, about: handle, maxSize: 65_536 });
      if (did !== undefined) return did;
    } catch (error) {
      // Another method may know what this one could not find out. What contradicts itself is wrong for all.
      if (!(error instanceof IdentityError && error.retryable)) throw error;
      failure = error;
    }
  }
  throw failure ?? identityError("handle_not_found", handle, `no DID is known for it (asked: ${methods.join(", ")})`);
}

type Question = Parameters<typeof fetchText>[1];

/** Each gives the DID, or `undefined` where there is none, or throws where it could not find out. */
const resolvers: Readonly<
  Record<HandleMethod, (handle: string, network: NetworkConfig, question: Question) => Promise<string | undefined>>
> = {
  async dns(handle, { dns }, question) {
    if (dns === undefined) return;
    const url = new URL(dns);
    url.searchParams.set("name", `_atproto.${handle}`);
    url.searchParams.set("type", "TXT");
    const { ok, status, text } = await fetchText(url.href, { ...question, accept: "application/dns-json" });
    const answer = ok ? parseDnsAnswer(text) : undefined;
    if (!answer) throw identityError("resolution_failed", handle, `${url.host} answers ${ok ? "no DNS JSON" : status}`);
    const values = new Set(answer.filter((value) => value.startsWith("did=")).map((value) => value.slice(4)));
    if (values.size > 1) throw identityError("handle_conflict", handle, "DNS has several DIDs for it");
    const [did] = values;
    return isDid(did) ? did : undefined;
  },

  async https(handle, { allowHttp }, question) {
    const { ok, status, text, url } = await fetchText(`https://${handle}/.well-known/atproto-did`, {
      ...question,
      redirect: "follow",
    });
    const { protocol, hostname } = new URL(url);
    if (!allowHttp && !(protocol === "https:" && isPublicHost(hostname))) {
      throw identityError(
        "resolution_failed",
        handle,
        "its web server redirects to where a handle must not be looked up",
      );
    }
    if (status >= 500 || status === 429)
      throw identityError("resolution_failed", handle, `its web server answers ${status}`);
    const did = text.trim();
    return ok && isDid(did) ? did : undefined;
  },

  async xrpc(handle, { handleResolver }, question) {
    const url = new URL("/xrpc/com.atproto.identity.resolveHandle", handleResolver);
    url.searchParams.set("handle", handle);
    const { ok, status, text } = await fetchText(url.href, question);
    const did: unknown = ok ? parseObject(text)?.did : undefined;
    if (isDid(did)) return did;
    // "Unable to resolve handle" is a 400.
    if (status === 400 || status === 404) return;
    throw identityError("resolution_failed", handle, `${url.host} answers ${ok ? "without a DID" : status}`);
  },
};

/** The TXT values of an answer in the JSON of DNS-over-HTTPS resolvers; `undefined` where it is none, or no answer. */
function parseDnsAnswer(text: string): string[] | undefined {
  const { Status, Answer } = parseObject(text) ?? {};
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

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return;
  }
}
