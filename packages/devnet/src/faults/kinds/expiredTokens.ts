import { invalidOption } from "../../errors/DevnetError.ts";
import type { Fault } from "../fault/Fault.ts";
import { createErrorAnswer } from "../traffic/createAnswer.ts";

/** Options of {@link expiredTokens}. */
export interface ExpiredTokensOptions {
  /** 400, as the official PDS answers, or 401, as others do. @default 400 */
  status?: 400 | 401 | undefined;
}

/**
 * All existing access tokens have expired: `ExpiredToken`, until the session is refreshed. Only tokens from a login or
 * a refresh through this fault network after the rule was added are accepted. Requests without an access token do not
 * count as hits.
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.expiredTokens());
 * ```
 */
export function expiredTokens(options: ExpiredTokensOptions = {}): Fault {
  const { status = 400 } = options;
  if (status !== 400 && status !== 401) throw invalidOption("expiredTokens: status", "400 or 401", status);
  return {
    name: "expiredTokens",
    start(tokens) {
      const issued = tokens.issued();
      return {
        concerns: ({ authorization, token }) =>
          authorization?.kind === "access" && token !== undefined && !tokens.isNewer(token, issued),
        handle: () => createErrorAnswer(status, { error: "ExpiredToken", message: "Token has expired" }),
      };
    },
  };
}
