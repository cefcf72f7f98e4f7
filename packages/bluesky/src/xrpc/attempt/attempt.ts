import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { quietly } from "../../platform/abort/quietly.ts";
import { dropBody } from "../../platform/http/dropBody.ts";
import { failureReason } from "../../platform/http/failureReason.ts";
import { parseBounded } from "../../platform/http/parseBounded.ts";
import { readText } from "../../platform/http/readText.ts";
import type { Answer, Call } from "../contract/Call.ts";
import type { Guard } from "../contract/Guard.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";
import { toNetworkError } from "../errors/NetworkError.ts";
import { toXrpcError } from "../errors/XrpcError.ts";
import { assertValid } from "./assertValid.ts";
import { isJson } from "./mediaType.ts";
import { parseRateLimit } from "./parseRateLimit.ts";
import { putLast } from "./putLast.ts";
import { runHooks } from "./runHooks.ts";
import { send } from "./send.ts";

/** How many operations and policies a client remembers the limits of. */
const MAX_LIMITS = 1000;

/** Sends a call once, and makes its answer into what the operation gives. An answer that is an error is thrown as one. */
export async function attempt(fetch: typeof globalThis.fetch, call: Call, guard: Guard): Promise<Answer> {
  const { nsid, operation, options } = call;
  const { output } = operation;
  const { maxResponseSize = 2 ** 23 } = options;
  if (options.hooks) await runHooks(call, "onRequest", guard.signal);
  call.response = await send(fetch, call, guard.signal);
  if (options.hooks) await runHooks(call, "onResponse", guard.signal);
  const { response } = call;
  quietly(() => options.logger?.debug(`${nsid}: HTTP ${response.status}`));
  const { headers, ok } = response;
  const limit = parseRateLimit(headers);
  call.rateLimit = limit;
  if (limit) putLast(call.client.rateLimits, `${nsid} ${limit.policy}`, limit, MAX_LIMITS);
  // A redirect, whose status a browser hides.
  if (!ok && response.status < 400) {
    dropBody(response);
    throw invalidResponse(call, response, "a redirect, not followed");
  }
  if (ok && output?.decode) {
    try {
      // One of somebody else may have to be waited for.
      return { response, data: await output.decode(call, response, guard), guard };
    } catch (error) {
      guard.end();
      if (isBlueskyError(error)) throw error;
      throw invalidResponse(call, response, `it cannot be handed out: ${failureReason(error).text}`);
    }
  }
  try {
    const text = await readText(response, maxResponseSize);
    if (text === undefined) throw invalidResponse(call, response, `larger than ${maxResponseSize} bytes`);
    if (!ok) throw toXrpcError(call, response, text);
    // What is called by its NSID may give nothing.
    if (!output || (text === "" && !("safeParse" in output))) return { response };
    const type = headers.get("content-type") ?? "application/json";
    const data = isJson(type) ? parseBounded(text) : undefined;
    if (data === undefined)
      throw invalidResponse(call, response, `expected JSON, got ${type} of length ${text.length}`);
    assertValid(call, "output", data, response);
    return { response, data };
  } catch (error) {
    throw toNetworkError(call, error);
  }
}
