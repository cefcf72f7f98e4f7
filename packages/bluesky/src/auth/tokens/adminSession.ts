import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { NetworkOptions } from "../../network/NetworkOptions.ts";
import { encodeBase64 } from "../../platform/bytes/base64.ts";
import { encodeUtf8 } from "../../platform/bytes/encodeUtf8.ts";
import { platformFetch } from "../../platform/http/platformFetch.ts";
import type { SessionLike } from "../../xrpc/contract/SessionLike.ts";
import { sendAuthorized } from "./sendAuthorized.ts";
import { toLoginService } from "./toLoginService.ts";

/** Options of {@link adminSession}. */
export interface AdminSessionOptions extends NetworkOptions {
  /** The admin password of the server. */
  readonly password: string;
  /** URL of the server. */
  readonly service: string;
}

/**
 * A session of a server's administrator (HTTP Basic), for `com.atproto.admin.*`. It belongs to no account and has no
 * DID.
 *
 * @throws {AuthError} `invalid_service`
 * @throws {InvalidOptionError} if the password is missing
 * @example
 * ```ts
 * import { adminSession } from "bluesky/auth";
 * import { createClient } from "bluesky/client";
 * import { createInviteCode } from "bluesky/com/atproto/server";
 *
 * const admin = createClient({ session: adminSession({ service: "https://pds.example.com", password }) });
 * const { code } = await createInviteCode(admin, { useCount: 1 });
 * ```
 */
export function adminSession(options: AdminSessionOptions): SessionLike {
  const { password, service, network, fetch = platformFetch } = options;
  const origin = toLoginService(service, network);
  if (typeof password !== "string" || password === "") {
    throw invalidOption("password", "Expected the server's admin password as `password`.");
  }
  const basic = encodeBase64(encodeUtf8(`admin:${password}`));
  return {
    did: undefined,
    "~secrets": () => [password, basic],
    fetchHandler: (path, init) => sendAuthorized(fetch, origin, path, init, `Basic ${basic}`),
  };
}
