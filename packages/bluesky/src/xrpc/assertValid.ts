import type { Check } from "../schema/Check.ts";
import { toIssues } from "../schema/toIssues.ts";
import { ValidationError } from "../schema/ValidationError.ts";
import { validate } from "../schema/validate.ts";
import type { Call } from "./Call.ts";
import { InvalidRequestError } from "./InvalidRequestError.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";

/** Holds what a call sends, or the answer that came with a response, to its check, as strictly as its options say. */
export function assertValid(
  call: Call,
  part: string,
  check: Check | undefined,
  value: unknown,
  response?: Response,
): void {
  const { validate: levels } = call.options;
  const level = levels !== false && (response ? (levels?.response ?? "shape") : (levels?.request ?? "strict"));
  const found = check && level ? validate(check, value, level === "strict") : [];
  if (!found.length) return;
  const { message, issues } = new ValidationError(part, toIssues(found));
  if (response) throw new InvalidResponseError(call, response, message, issues);
  throw new InvalidRequestError(call, message, issues);
}
