import { checkNumber } from "../../errors/checkNumber.ts";
import { invalidOption } from "../../errors/DevnetError.ts";
import { changeAnswer } from "../fault/changeAnswer.ts";
import type { Fault } from "../fault/Fault.ts";
import { replaceAnswer } from "../fault/replaceAnswer.ts";
import { chunksOf, gather } from "../traffic/gather.ts";

/** Options of {@link resetMidBody}. */
export interface ResetMidBodyOptions {
  /** So many bytes of the body arrive. */
  bytes?: number | undefined;
  /** This part of the body arrives, from 0 to 1. Of a body above 64 MiB, this part of 64 MiB. @default 0.5 */
  share?: number | undefined;
}

/** What is held of a body to know how long it is. */
const holdLimit = 64 * 1024 * 1024;

/**
 * The connection is reset (TCP RST) before the request is passed on, so it is not carried out.
 *
 * @example
 * ```ts
 * faulty.pds.add(faults.resetBeforeCommit(), { nsid: "com.atproto.repo.createRecord", times: 1 });
 * ```
 */
export function resetBeforeCommit(): Fault {
  return replaceAnswer("resetBeforeCommit", {}, () => "reset");
}

/**
 * The request is passed on and the real server's complete answer is awaited. Then the connection is reset (TCP RST):
 * the request has been carried out, but the client is not told.
 *
 * @example
 * ```ts
 * faulty.pds.add(faults.resetAfterCommit(), { nsid: "com.atproto.repo.createRecord", times: 1 });
 * ```
 */
export function resetAfterCommit(): Fault {
  return replaceAnswer("resetAfterCommit", { afterCommit: true }, () => "reset");
}

/**
 * The real answer begins, and the connection is reset (TCP RST) after a part of its body. The headers are those of the
 * complete answer. A WebSocket is reset after `bytes` bytes from the server, or as soon as it is open.
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.resetMidBody({ bytes: 100 }));
 * ```
 */
export function resetMidBody(options: ResetMidBodyOptions = {}): Fault {
  const { bytes, share = 0.5 } = options;
  if (bytes !== undefined) checkNumber("resetMidBody: bytes", bytes, { min: 0, whole: true });
  if (bytes !== undefined && options.share !== undefined) {
    throw invalidOption("resetMidBody", "`bytes` or `share`, not both", options);
  }
  checkNumber("resetMidBody: share", share, { min: 0, max: 1 });
  return changeAnswer("resetMidBody", async (answer) => {
    if (bytes !== undefined || answer.upgraded !== undefined) {
      return { ...answer, body: firstBytes(chunksOf(answer.body), bytes ?? 0), end: "reset" };
    }
    const gathered = await gather(answer.body, holdLimit);
    const count = Math.floor(gathered.bytes.byteLength * share);
    return { ...answer, body: firstBytes(chunksOf(gathered.body), count), end: "reset" };
  });
}

async function* firstBytes(chunks: AsyncIterable<Uint8Array>, count: number): AsyncGenerator<Uint8Array> {
  let left = count;
  if (left === 0) return;
  for await (const chunk of chunks) {
    yield chunk.subarray(0, left);
    left -= Math.min(left, chunk.byteLength);
    if (left === 0) return;
  }
}
