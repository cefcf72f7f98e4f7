import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
import { isDid } from "../../syntax/did.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { decodeClaims } from "./decodeClaims.ts";
import { recentSecrets } from "./recentSecrets.ts";
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
 * @throws AuthError `invalid_service`; InvalidOptionError for a token that is none. So do calls, where a function gives one
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
  const fixed = typeof token === "function" ? undefined : toBearer(token);
  const { sub } = fixed === undefined ? {} : decodeClaims(fixed);
  const recent = recentSecrets();
  if (fixed !== undefined) recent.add(fixed);
  return {
    did: options.did ?? (isDid(sub) ? sub : undefined),
    "~secrets": recent.all,
    async fetchHandler(path, init) {
      const bearer = toBearer(typeof token === "function" ? await token() : token);
      recent.add(bearer);
      return sendAuthorized(fetch, origin, path, init, `Bearer ${bearer}`);
    },
  };
}

/** A token as it is sent. @throws InvalidOptionError for what cannot stand in a header. It does not repeat it */
function toBearer(token: unknown): string {
  const bearer = typeof token === "string" ? token.trim() : "";
  if (/^[!-~]+$/.test(bearer)) return bearer;
  throw invalidOption(
    "token",
    "Expected an access token as `token`, or a function that gives one, got something else.",
  );
}
