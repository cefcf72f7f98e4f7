import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { platformFetch } from "../../platform/platformFetch.ts";
import { isDid } from "../../syntax/did.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { decodeClaims } from "./decodeClaims.ts";
import { sendAuthorized } from "./sendAuthorized.ts";
import { toLoginService } from "./toLoginService.ts";

/** Options of {@link bearerSession}. */
export interface BearerSessionOptions extends NetworkOptions {
  /** A token, or what gives one for each request. */
  readonly token: string | (() => string | Promise<string>);
  /** URL of the server that takes the token. @default the network's */
  readonly service?: string | undefined;
  /** Whose token it is. @default what the token says of itself; undefined where it does not, or is a function */
  readonly did?: string | undefined;
}

/**
 * A session with an access token that somebody else looks after. It is never refreshed.
 *
 * @throws AuthError `invalid_service`
 * @example
 * ```ts
 * import { bearerSession } from "bluesky/auth";
 * import { createClient } from "bluesky/client";
 *
 * const client = createClient({ session: bearerSession({ token: () => tokens.current() }) });
 * ```
 */
export function bearerSession(options: BearerSessionOptions): SessionLike {
  const { token, network = blueskyNetwork, service = network.pds, fetch = platformFetch } = options;
  const origin = toLoginService(service, network);
  const { sub } = typeof token === "string" ? decodeClaims(token) : {};
  return {
    did: options.did ?? (isDid(sub) ? sub : undefined),
    async fetchHandler(path, init) {
      const bearer = typeof token === "string" ? token : await token();
      return sendAuthorized(fetch, origin, path, init, `Bearer ${bearer}`);
    },
  };
}
