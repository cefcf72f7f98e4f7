import type { Issue } from "../schema/Issue.ts";
import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";

/** What the call was given does not fit its lexicon. Nothing was sent. */
export class InvalidRequestError extends CallError {
  /** Everything that is wrong with it. */
  declare readonly issues: readonly Issue[];

  constructor(call: CallSummary, message: string, issues: readonly Issue[] = [], code = "invalid_request") {
    super(code, message, call, { issues });
  }

  override get name(): string {
    return "InvalidRequestError";
  }
}
