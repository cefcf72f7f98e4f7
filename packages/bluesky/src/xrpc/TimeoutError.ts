import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";

/** No complete answer within the call's `timeout` (one attempt) or `deadline` (all of them). */
export class TimeoutError extends CallError {
  /** Which of the two. */
  declare readonly limit: "timeout" | "deadline";
  /** How long it was, in milliseconds. */
  declare readonly after: number;

  constructor(call: CallSummary, limit: "timeout" | "deadline", after: number | false | undefined, retryable: boolean) {
    super("timeout", `no complete answer within its ${limit} of ${after} ms`, call, { limit, after, retryable });
  }

  override get name(): string {
    return "TimeoutError";
  }
}
