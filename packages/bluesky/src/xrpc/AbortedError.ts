import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";

/** The call's `signal` was aborted. `cause` is the signal's reason. */
export class AbortedError extends CallError {
  constructor(call: CallSummary, cause: unknown) {
    super("aborted", "aborted by its signal", call, {}, { cause });
  }

  /** The platform's name of an abort, so that code that tells by it goes on to work. */
  override get name(): string {
    return "AbortError";
  }
}
