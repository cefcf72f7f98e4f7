import { assertValid } from "./assertValid.ts";
import type { Call } from "./Call.ts";
import { encodeParams } from "./encodeParams.ts";
import { InvalidRequestError } from "./InvalidRequestError.ts";
import type { Definition } from "./Operation.ts";

/** Validates what a call is given, and puts it into its path and body. @throws {InvalidRequestError} */
export async function encodeRequest(call: Call, operation: Definition, params: object, given: unknown): Promise<void> {
  const { "~params": check, "~input": body } = operation;
  const json = typeof body === "function";
  const input = json && given === undefined ? {} : given;
  assertValid(call, "params", check, params);
  if (json) assertValid(call, "input", body, input);
  else await body?.encode(call, input);
  try {
    call.path += encodeParams(params);
    if (!json) return;
    call.body = JSON.stringify(input);
    call.headers.set("content-type", "application/json");
  } catch (error) {
    throw new InvalidRequestError(call, `cannot be sent: ${(error as Error).message}`);
  }
}
