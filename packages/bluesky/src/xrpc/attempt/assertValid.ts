import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { failureReason } from "../../platform/http/failureReason.ts";
import type { Issue } from "../../schema/issues/Issue.ts";
import { summarize } from "../../schema/issues/ValidationError.ts";
import type { Call, JsonSchema } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";

/**
 * Holds what a call sends, or the answer that came with a response, to its schema, as strictly as its options say. An answer whose
 * only faults are nulls at optional properties loses them, and passes: live servers send such.
 */
export function assertValid(
  call: Call,
  part: "params" | "input" | "output",
  value: unknown,
  response?: Response,
): void {
  const { validate = {} } = call.options;
  const level = validate && (response ? (validate.response ?? "shape") : (validate.request ?? "strict"));
  const schema = call.operation[part] as JsonSchema | undefined; // what is not JSON is not validated
  const check = (): readonly Issue[] => {
    const result = level && schema?.safeParse?.(value, { level });
    return !result || result.ok ? [] : result.issues;
  };
  let issues: readonly Issue[] | undefined;
  let message: string;
  try {
    issues = check();
    if (!issues.length || (response && dropNulls(value, issues) && !check().length)) return;
    message = summarize(issues);
  } catch (error) {
    // A schema of somebody else throws.
    if (isBlueskyError(error)) throw error;
    issues = undefined;
    message = failureReason(error).text;
  }
  message = `${part}: ${message}`;
  throw response
    ? invalidResponse(call, response, message, issues)
    : invalidRequest(call, { code: "invalid_request", message, issues });
}

/** Takes the nulls that an answer is found fault with out of it. It does nothing where there are other faults. */
function dropNulls(value: unknown, issues: readonly Issue[]): boolean {
  const found: [holder: Record<string, unknown>, name: string][] = [];
  for (const { path } of issues) {
    const name = path.at(-1);
    let holder: unknown = value;
    for (const key of path.slice(0, -1)) holder = Object(holder)[key];
    // An item of an array cannot be left out.
    if (typeof name !== "string" || Array.isArray(holder) || Object(holder)[name] !== null) return false;
    found.push([holder as Record<string, unknown>, name]); // it has a property
  }
  for (const [holder, name] of found) delete holder[name];
  return true;
}
