import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import { isDid } from "../syntax/did.ts";
import type { SessionLike } from "../xrpc/index.ts";
import { platformFetch } from "../xrpc/platformFetch.ts";
import { decodeClaims } from "./decodeClaims.ts";
import { sendAuthorized } from "./sendAuthorized.ts";
import { toLoginService } from "./toLoginService.ts";

/** Options of {@link bearerSession}. */
export interface BearerSessionOptions {
  /** A token, or what gives one for each request. */
  readonly token: string | (() => string | Promise<string>);
  /** URL of the server that takes the token. @default the network's */
  readonly service?: string | undefined;
  /** Whose token it is. @default what the token says of itself; empty where it does not, or is a function */
  readonly did?: string | undefined;
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A session with an access token that somebody else looks after. It is never refreshed.
 *
 * @throws AuthError `invalid_service`
 * @example
 * ```ts
 * const client = createClient({ session: bearerSession({ token: () => tokens.current() }) });
 * ```
 */
export function bearerSession(options: BearerSessionOptions): SessionLike {
  const { token, network = blueskyNetwork, service = network.pds } = options;
  const origin = toLoginService(service, network);
  const { sub } = typeof token === "string" ? decodeClaims(token) : {};
  return {
    did: options.did ?? (isDid(sub) ? sub : ""),
    async fetchHandler(path, init) {
      const bearer = typeof token === "string" ? token : await token();
      return sendAuthorized(options.fetch ?? platformFetch, origin, path, init, `Bearer ${bearer}`);
    },
  };
}
