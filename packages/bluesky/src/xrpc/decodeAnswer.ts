import { assertValid } from "./assertValid.ts";
import type { Call } from "./Call.ts";
import type { Answer } from "./Handler.ts";
import { InvalidResponseError } from "./InvalidResponseError.ts";
import type { Definition } from "./Operation.ts";

/** Makes an answer into what the operation gives. @throws {InvalidResponseError} */
export function decodeAnswer(call: Call, operation: Definition, answer: Answer): unknown {
  const { "~output": output } = operation;
  if (!output) return undefined;
  if (typeof output === "object") return output.decode(call, answer);
  const { response, text = "" } = answer;
  const type = response.headers.get("content-type") ?? "application/json";
  const value = /\bjson\b/.test(type) ? parseJson(text) : undefined;
  if (value === undefined) {
    throw new InvalidResponseError(call, response, `expected JSON, got ${text.length} characters of ${type}`);
  }
  assertValid(call, "output", output, value, response);
  return value;
}

/** Undefined where the text is no JSON. The engine's error is dropped: it quotes the text, which may hold a token. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
