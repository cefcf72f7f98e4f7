import { checkNumber } from "../../errors/checkNumber.ts";
import { changeAnswer } from "../fault/changeAnswer.ts";
import type { Exchange, Fault } from "../fault/Fault.ts";
import type { AnswerBody } from "../traffic/Answer.ts";
import { chunksOf } from "../traffic/gather.ts";

/** Options of {@link slowDrip}. */
export interface SlowDripOptions {
  /** So many bytes at a time. @default 16 */
  bytes?: number | undefined;
  /** The time between them, in ms. @default 100 */
  interval?: number | undefined;
}

/**
 * The headers of the answer arrive at once, its body in small pieces. It can be combined with other faults.
 *
 * @throws {DevnetError} `invalid_option`
 * @example
 * ```ts
 * faulty.pds.add(faults.slowDrip({ bytes: 1, interval: 1000 }));
 * ```
 */
export function slowDrip(options: SlowDripOptions = {}): Fault {
  const { bytes = 16, interval = 100 } = options;
  checkNumber("slowDrip: bytes", bytes, { min: 1, whole: true });
  checkNumber("slowDrip: interval", interval, { min: 0, max: 2 ** 31 - 1, unit: "ms" });
  const fault = changeAnswer("slowDrip", (answer, exchange) => ({
    ...answer,
    body: drops(answer.body, { bytes, interval, exchange }),
  }));
  return { ...fault, additive: true };
}

async function* drops(
  body: AnswerBody,
  { bytes, interval, exchange }: { bytes: number; interval: number; exchange: Exchange },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOf(body)) {
    for (let start = 0; start < chunk.byteLength; start += bytes) {
      await exchange.wait(interval);
      yield chunk.subarray(start, start + bytes);
    }
  }
}
