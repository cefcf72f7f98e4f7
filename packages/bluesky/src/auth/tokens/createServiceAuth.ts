import { getServiceAuth } from "../../lexicons/com/atproto/server/getServiceAuth.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";

/** Options of {@link createServiceAuth}. */
export interface ServiceAuthOptions {
  /** How many seconds a token lives: at most 3,600. @default 60 */
  readonly lifetime?: number | undefined;
}

/** What a token is for. */
export interface ServiceAuthRequest {
  /** DID of the service that it is shown to. */
  readonly aud: string;
  /** The NSID of the operation that the token allows. Tokens without one are valid for at most a minute. */
  readonly lxm?: string | undefined;
  /** Aborts the request for a token. */
  readonly signal?: AbortSignal | undefined;
}

/** Gives a token, the same one while it is good. */
export type ServiceAuth = (request: ServiceAuthRequest) => Promise<string>;

/**
 * Requests service tokens for a client's account, and keeps each until shortly before it expires. With such a token,
 * the account can call a service directly instead of through its own server. A service, which holds its key itself, makes tokens
 * with `createServiceToken` of `bluesky/crypto`.
 *
 * @example
 * ```ts
 * import { createServiceAuth } from "bluesky/auth";
 *
 * const serviceAuth = createServiceAuth(client);
 * const token = await serviceAuth({ aud: "did:web:feeds.example.com", lxm: "app.bsky.feed.getFeedSkeleton" });
 * ```
 * @see https://atproto.com/specs/xrpc#inter-service-authentication-jwt
 */
export function createServiceAuth(client: ClientLike, { lifetime = 60 }: ServiceAuthOptions = {}): ServiceAuth {
  const kept = new Map<string, { token: string; until: number }>();
  return async ({ aud, lxm, signal }) => {
    const key = `${aud} ${lxm}`;
    const now = Date.now();
    for (const [old, { until }] of kept) if (until <= now) kept.delete(old);
    const hit = kept.get(key);
    if (hit) return hit.token;
    const seconds = Math.floor(Math.min(lifetime, lxm === undefined ? 60 : 3600));
    const exp = Math.floor(now / 1000) + seconds;
    const { token } = await getServiceAuth(client, { aud, lxm, exp }, { signal });
    // It has to last for the request that it is made for.
    kept.set(key, { token, until: now + seconds * 1000 - Math.min(10_000, seconds * 500) });
    return token;
  };
}
