import { checkHeaders } from "../checkHeaders.ts";
import { checkNumber } from "../checkNumber.ts";
import { createErrorAnswer, type HeaderValues } from "../createAnswer.ts";
import type { Fault } from "../Fault.ts";
import { type CommitOptions, replaceAnswer } from "../replaceAnswer.ts";

/** Options of {@link status}. */
export interface StatusOptions extends CommitOptions {
  /**
   * Name of the XRPC error.
   *
   * @default the one that the official servers use for this status, such as "NotEnoughResources" for 503
   */
  error?: string | undefined;
  /** @default none */
  message?: string | undefined;
  /** More headers, or others. */
  headers?: HeaderValues | undefined;
}

/**
 * An XRPC error with any status.
 *
 * @param code - HTTP status, from 400 to 599.
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.status(503, { headers: { "retry-after": 2 } }), { times: 3 });
 * faulty.pds.add(faults.status(400, { error: "InvalidSwap", message: "Record was at another CID" }));
 * ```
 */
export function status(code: number, options: StatusOptions = {}): Fault {
  checkNumber("status: code", code, { min: 400, max: 599, whole: true });
  const headers = checkHeaders("status: headers", options.headers);
  return replaceAnswer("status", options, () => createErrorAnswer(code, options, headers));
}
