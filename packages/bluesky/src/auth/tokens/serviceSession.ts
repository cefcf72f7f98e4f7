import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { createServiceAuth } from "./createServiceAuth.ts";
import { recentSecrets } from "./recentSecrets.ts";
import { sendAuthorized } from "./sendAuthorized.ts";
import { toLoginService } from "./toLoginService.ts";

/** Options of {@link serviceSession}. */
export interface ServiceSessionOptions extends NetworkOptions {
  /** URL of the service. */
  readonly service: string;
  /** DID of the service. */
  readonly aud: string;
  /** The operation that tokens are for. @default the operation being called */
  readonly lxm?: string | undefined;
  /** How many seconds tokens live. @default 60 */
  readonly lifetime?: number | undefined;
}

/**
 * A session of a client's account at another service, which it calls directly with service tokens.
 *
 * @throws {AuthError} `invalid_service`
 * @example
 * ```ts
 * import { serviceSession } from "bluesky/auth";
 * import { createClient } from "bluesky/client";
 *
 * const service = { service: "https://feeds.example.com", aud: "did:web:feeds.example.com" };
 * const feeds = createClient({ session: serviceSession(client, service) });
 * ```
 */
export function serviceSession(client: ClientLike, options: ServiceSessionOptions): SessionLike {
  const { service, aud, network, fetch = platformFetch } = options;
  const origin = toLoginService(service, network);
  const serviceAuth = createServiceAuth(client, options);
  const recent = recentSecrets();
  return {
    "~secrets": recent.all,
    // It may not be known before the client's first call.
    get did() {
      return client["~client"].did;
    },
    async fetchHandler(path, init) {
      const lxm = options.lxm ?? /^\/xrpc\/([^/?]+)/.exec(path)?.[1];
      const token = await serviceAuth({ aud, lxm, signal: init.signal ?? undefined });
      recent.add(token);
      return sendAuthorized(fetch, origin, path, init, `Bearer ${token}`);
    },
  };
}
