import { checkNumber } from "../../errors/checkNumber.ts";
import type { Fault } from "../fault/Fault.ts";
import { type CommitOptions, replaceAnswer } from "../fault/replaceAnswer.ts";
import { createAnswer } from "../traffic/createAnswer.ts";

/** Options of {@link hugeBody}. */
export interface HugeBodyOptions extends CommitOptions {
  /**
   * Whether the answer is chunked (`transfer-encoding: chunked`) instead of having a `content-length`.
   *
   * @default false
   */
  chunked?: boolean | undefined;
  /** @default 200 */
  status?: number | undefined;
  /** @default "application/json" */
  contentType?: string | undefined;
}

const begin = '{"padding":"';
const end = '"}';

/**
 * An answer of any size: one JSON object with a long string. It is generated while it is sent, as fast as the client
 * reads, so it takes no memory here.
 *
 * @param bytes - Size of the body. @default 400 MiB
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.hugeBody(400 * 1024 * 1024, { chunked: true }), { nsid: "com.atproto.server.getSession" });
 * ```
 */
export function hugeBody(bytes: number = 400 * 1024 * 1024, options: HugeBodyOptions = {}): Fault {
  const { chunked = false, status = 200, contentType = "application/json" } = options;
  checkNumber("hugeBody: bytes", bytes, { min: begin.length + end.length, whole: true, unit: "bytes" });
  checkNumber("hugeBody: status", status, { min: 200, max: 599, whole: true });
  return replaceAnswer("hugeBody", options, () => {
    const answer = createAnswer(status, contentType, "");
    if (chunked) answer.headers.delete("content-length");
    else answer.headers.set("content-length", String(bytes));
    return { ...answer, body: fill(bytes) };
  });
}

async function* fill(bytes: number): AsyncGenerator<Uint8Array> {
  const filling = Buffer.alloc(64 * 1024, "a");
  yield Buffer.from(begin);
  for (let left = bytes - begin.length - end.length; left > 0; left -= filling.byteLength) {
    yield filling.subarray(0, left);
  }
  yield Buffer.from(end);
}
