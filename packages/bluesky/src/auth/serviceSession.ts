import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { ClientLike, SessionLike } from "../xrpc/index.ts";
import { platformFetch } from "../xrpc/platformFetch.ts";
import { createServiceAuth } from "./createServiceAuth.ts";
import { sendAuthorized } from "./sendAuthorized.ts";
import { toLoginService } from "./toLoginService.ts";

/** Options of {@link serviceSession}. */
export interface ServiceSessionOptions {
  /** URL of the service. */
  readonly service: string;
  /** DID of the service. */
  readonly aud: string;
  /** The operation that tokens are for. @default the one that is called */
  readonly lxm?: string | undefined;
  /** How many seconds tokens live. @default 60 */
  readonly lifetime?: number | undefined;
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A session of a client's account at another service, which is called directly with service tokens.
 *
 * @throws AuthError `invalid_service`
 * @example
 * ```ts
 * const feeds = createClient({ session: serviceSession(client, { service: "https://feeds.example.com", aud: "did:web:feeds.example.com" }) });
 * ```
 */
export function serviceSession(client: ClientLike, options: ServiceSessionOptions): SessionLike {
  const { aud, network = blueskyNetwork } = options;
  const origin = toLoginService(options.service, network);
  const serviceAuth = createServiceAuth(client, options);
  return {
    did: client["~client"].did ?? "",
    async fetchHandler(path, init) {
      const lxm = options.lxm ?? /^\/xrpc\/([^/?]+)/.exec(path)?.[1];
      const token = await serviceAuth({ aud, lxm, signal: init.signal ?? undefined });
      return sendAuthorized(options.fetch ?? platformFetch, origin, path, init, `Bearer ${token}`);
    },
  };
}
