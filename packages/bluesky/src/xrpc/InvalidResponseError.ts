import type { Issue } from "../schema/Issue.ts";
import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";

/** The server answered, but not with what the lexicon says: no JSON, another type, the wrong shape, too much, a redirect. */
export class InvalidResponseError extends CallError {
  declare readonly status: number;
  /** Everything that is wrong with it, where it is JSON. */
  declare readonly issues: readonly Issue[];

  constructor(call: CallSummary, { status }: Response, message: string, issues: readonly Issue[] = []) {
    super("invalid_response", `${message} (HTTP ${status})`, call, { status, issues });
  }

  override get name(): string {
    return "InvalidResponseError";
  }
}
