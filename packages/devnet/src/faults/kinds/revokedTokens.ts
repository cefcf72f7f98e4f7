import type { Fault } from "../fault/Fault.ts";
import { createErrorAnswer } from "../traffic/createAnswer.ts";

/**
 * All existing sessions have been revoked and cannot be refreshed any more. The answer is that of the official PDS (400
 * `ExpiredToken`, "Token has been revoked"). Access tokens stay valid, as on the official PDS; add `expiredTokens` to
 * end those too. Only sessions from a login through this fault network after the rule was added are accepted.
 *
 * @example
 * ```ts
 * faulty.pds.add(faults.revokedTokens());
 * faulty.pds.add(faults.expiredTokens());
 * ```
 */
export function revokedTokens(): Fault {
  return {
    name: "revokedTokens",
    start(tokens) {
      const issued = tokens.issued();
      return {
        concerns: ({ nsid, authorization, token }) =>
          nsid === "com.atproto.server.refreshSession" &&
          authorization?.kind === "refresh" &&
          token !== undefined &&
          !tokens.isNewer(token, issued),
        handle: () => createErrorAnswer(400, { error: "ExpiredToken", message: "Token has been revoked" }),
      };
    },
  };
}
