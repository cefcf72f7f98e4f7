import { summarize } from "../../schema/ValidationError.ts";
import type { Call, JsonSchema } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";

/** Holds what a call sends, or the answer that came with a response, to its schema, as strictly as its options say. */
export function assertValid(
  call: Call,
  part: "params" | "input" | "output",
  value: unknown,
  response?: Response,
): void {
  const { validate = {} } = call.options;
  const level = validate && (response ? (validate.response ?? "shape") : (validate.request ?? "strict"));
  const schema = call.operation[part] as JsonSchema | undefined; // what is not JSON is not validated
  const result = level && schema?.safeParse?.(value, { level });
  if (!result || result.ok) return;
  const { issues } = result;
  const message = `${part}: ${summarize(issues)}`;
  throw response
    ? invalidResponse(call, response, message, issues)
    : invalidRequest(call, { code: "invalid_request", message, issues });
}
