import type { Fault } from "../fault/Fault.ts";
import { createErrorAnswer } from "../traffic/createAnswer.ts";

/**
 * The sessions that there are have been revoked: they cannot be refreshed any more, and the PDS says so as the
 * official one does
 * (400 `ExpiredToken`, "Token has been revoked"). Access tokens stay good, as there; add `expiredTokens` to end
 * those too. Only sessions pass that a login through this fault network has brought since the rule was added.
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
