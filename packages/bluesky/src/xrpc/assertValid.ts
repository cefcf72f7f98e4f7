import { summarize } from "../schema/ValidationError.ts";
import type { Call } from "./Call.ts";
import { CallError } from "./CallError.ts";
import { invalidResponse } from "./invalidResponse.ts";

/** Holds what a call sends, or the answer that came with a response, to its schema, as strictly as its options say. */
export function assertValid(
  call: Call,
  part: "params" | "input" | "output",
  value: unknown,
  response?: Response,
): void {
  const { validate: levels } = call.options;
  const level = levels !== false && (response ? (levels?.response ?? "shape") : (levels?.request ?? "strict"));
  const result = level && call.operation[part]?.safeParse(value, { level });
  if (!result || result.ok) return;
  const { issues } = result;
  const message = `${part}: ${summarize(issues)}`;
  throw response
    ? invalidResponse(call, response, message, issues)
    : new CallError(call, "invalid_request", message, { issues });
}
