import { checkNumber } from "../../errors/checkNumber.ts";
import { invalidOption } from "../../errors/DevnetError.ts";
import type { Fault } from "../fault/Fault.ts";
import { type CommitOptions, replaceAnswer } from "../fault/replaceAnswer.ts";
import { createErrorAnswer, type HeaderValues } from "../traffic/createAnswer.ts";

/** Options of {@link rateLimited}. */
export interface RateLimitedOptions extends CommitOptions {
  /** Seconds until requests are accepted again, counted from each answer. @default 2 */
  resetIn?: number | undefined;
  /**
   * How the client is told: by the four `ratelimit-*` headers of the official servers, by `retry-after` in seconds,
   * or by
   * `retry-after` as an HTTP date, which has whole seconds only and is rounded up. Several, or none (`[]`).
   *
   * @default ["ratelimit"]
   */
  tell?: readonly ("ratelimit" | "seconds" | "date")[] | undefined;
  /** Requests that are allowed in a window. @default 3000 */
  limit?: number | undefined;
  /** Length of the window, in seconds. @default 300 */
  window?: number | undefined;
}

/**
 * 429 `RateLimitExceeded`. It lasts as long as its rule, so give the rule `times`.
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.rateLimited({ resetIn: 1, tell: ["date"] }), { times: 1 });
 * ```
 */
export function rateLimited(options: RateLimitedOptions = {}): Fault {
  const { resetIn = 2, tell = ["ratelimit"], limit = 3000, window = 300 } = options;
  checkNumber("rateLimited: resetIn", resetIn, { min: 0, unit: "seconds" });
  checkNumber("rateLimited: limit", limit, { min: 0, whole: true });
  checkNumber("rateLimited: window", window, { min: 0, whole: true, unit: "seconds" });
  for (const way of tell) {
    if (!["ratelimit", "seconds", "date"].includes(way)) {
      throw invalidOption("rateLimited: tell", '"ratelimit", "seconds" or "date"', way);
    }
  }
  if (tell.includes("seconds") && tell.includes("date")) {
    throw invalidOption("rateLimited: tell", '"seconds" or "date": there is one retry-after', tell);
  }
  return replaceAnswer("rateLimited", options, () => {
    const reset = Math.ceil(Date.now() / 1000 + resetIn);
    const headers: HeaderValues = {
      ...(tell.includes("ratelimit") && {
        "ratelimit-limit": limit,
        "ratelimit-remaining": 0,
        "ratelimit-reset": reset,
        "ratelimit-policy": `${limit};w=${window}`,
      }),
      ...(tell.includes("seconds") && { "retry-after": Math.ceil(resetIn) }),
      ...(tell.includes("date") && { "retry-after": new Date(reset * 1000).toUTCString() }),
    };
    return createErrorAnswer(429, { message: "Rate Limit Exceeded" }, headers);
  });
}
