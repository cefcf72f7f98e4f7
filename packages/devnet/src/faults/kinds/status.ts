import { checkNumber } from "../../errors/checkNumber.ts";
import { invalidOption } from "../../errors/DevnetError.ts";
import type { Fault } from "../fault/Fault.ts";
import { type CommitOptions, replaceAnswer } from "../fault/replaceAnswer.ts";
import { createErrorAnswer, type HeaderValues } from "../traffic/createAnswer.ts";

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

/**
 * The headers, if HTTP can have them.
 *
 * @throws {DevnetError} `invalid_option`
 */
function checkHeaders(where: string, headers: HeaderValues = {}): HeaderValues {
  for (const [name, value] of Object.entries(headers)) {
    try {
      new Headers([[name, String(value)]]);
    } catch {
      throw invalidOption(where, "names and values that HTTP can have", `${name}: ${value}`);
    }
  }
  return headers;
}
