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
  /** URL of the server that accepts the token. @default the network's */
  readonly service?: string | undefined;
  /**
   * The DID of the token's account.
   *
   * @default the DID in the token; `undefined` if there is none, or if the token is a function
   */
  readonly did?: string | undefined;
}

/**
 * A session with an access token that you manage yourself. It is never refreshed.
 *
 * @throws {AuthError} `invalid_service`
 * @throws {InvalidOptionError} if the token is not valid. If a function returns it, calls throw this
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

/** A token as it is sent. @throws {InvalidOptionError} if it is not a valid header value; the error does not show it */
function toBearer(token: unknown): string {
  const bearer = typeof token === "string" ? token.trim() : "";
  if (/^[!-~]+$/.test(bearer)) return bearer;
  throw invalidOption(
    "token",
    "Expected an access token as `token`, or a function that returns one, got something else.",
  );
}
