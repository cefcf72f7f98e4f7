import type { Issue } from "../schema/Issue.ts";
import type { CallSummary } from "./Call.ts";
import { CallError } from "./CallError.ts";

/** Makes an `InvalidResponseError`. */
export function invalidResponse(
  call: CallSummary,
  { status }: Response,
  message: string,
  issues?: readonly Issue[],
): CallError {
  return new CallError(call, "invalid_response", `${message} (HTTP ${status})`, { status, issues });
}
