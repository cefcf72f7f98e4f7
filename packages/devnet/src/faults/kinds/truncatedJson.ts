import { checkNumber } from "../../errors/checkNumber.ts";
import { changeAnswer } from "../fault/changeAnswer.ts";
import type { Fault } from "../fault/Fault.ts";
import { gather } from "../traffic/gather.ts";

/** Options of {@link truncatedJson}. */
export interface TruncatedJsonOptions {
  /** Which share of the body is left, from 0 to 1. At least the last byte is removed. @default 0.5 */
  share?: number | undefined;
}

/**
 * The real answer with its body cut off. It is still valid HTTP: `content-length` matches what is left. (A body above
 * 64 MiB is cut there at the latest.)
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.truncatedJson(), { nsid: "com.atproto.server.getSession" });
 * ```
 */
export function truncatedJson(options: TruncatedJsonOptions = {}): Fault {
  const { share = 0.5 } = options;
  checkNumber("truncatedJson: share", share, { min: 0, max: 1 });
  return changeAnswer("truncatedJson", async (answer) => {
    if (answer.upgraded !== undefined) return answer;
    const { bytes, whole, body } = await gather(answer.body, 64 * 1024 * 1024);
    // Nobody takes the rest: give it back.
    if (!whole && !(body instanceof Uint8Array)) await body[Symbol.asyncIterator]().return?.();
    const left = bytes.subarray(0, Math.max(0, Math.min(Math.floor(bytes.byteLength * share), bytes.byteLength - 1)));
    const headers = new Headers(answer.headers);
    headers.set("content-length", String(left.byteLength));
    return { ...answer, headers, body: left };
  });
}
