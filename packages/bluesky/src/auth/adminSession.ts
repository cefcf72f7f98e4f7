import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../network/NetworkConfig.ts";
import type { SessionLike } from "../xrpc/index.ts";
import { platformFetch } from "../xrpc/platformFetch.ts";
import { sendAuthorized } from "./sendAuthorized.ts";
import { toLoginService } from "./toLoginService.ts";

/** Options of {@link adminSession}. */
export interface AdminSessionOptions {
  /** The admin password of the server. */
  readonly password: string;
  /** URL of the server. */
  readonly service: string;
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** @default the platform's */
  readonly fetch?: typeof globalThis.fetch | undefined;
}

/**
 * A session of a server's administrator (HTTP Basic): for `com.atproto.admin.*`. It is nobody's account, and has no DID.
 *
 * @throws AuthError `invalid_service`
 * @example
 * ```ts
 * const admin = createClient({ session: adminSession({ service: "https://pds.example.com", password }) });
 * const { code } = await createInviteCode(admin, { useCount: 1 });
 * ```
 */
export function adminSession({ password, service, network = blueskyNetwork, fetch }: AdminSessionOptions): SessionLike {
  const origin = toLoginService(service, network);
  // `btoa` takes bytes only, as characters.
  const bytes = new TextEncoder().encode(`admin:${password}`);
  const authorization = `Basic ${btoa(String.fromCharCode(...bytes))}`;
  return {
    did: "",
    fetchHandler: (path, init) => sendAuthorized(fetch ?? platformFetch, origin, path, init, authorization),
  };
}
