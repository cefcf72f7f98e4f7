import { parseJson } from "../../platform/parseJson.ts";
import { readText } from "../../platform/readText.ts";
import type { Answer, Call } from "../contract/Call.ts";
import type { Guard } from "../contract/Guard.ts";
import { invalidResponse } from "../errors/InvalidResponseError.ts";
import { toNetworkError } from "../errors/NetworkError.ts";
import { toXrpcError } from "../errors/XrpcError.ts";
import { assertValid } from "./assertValid.ts";
import { parseRateLimit } from "./parseRateLimit.ts";
import { runHooks } from "./runHooks.ts";
import { send } from "./send.ts";

/** Sends a call once, and makes its answer into what the operation gives. An answer that is an error is thrown as one. */
export async function attempt(fetch: typeof globalThis.fetch, call: Call, guard: Guard): Promise<Answer> {
  const { client, nsid, operation, options } = call;
  const { output } = operation;
  const { maxResponseSize = 2 ** 23 } = options;
  if (options.hooks) await runHooks(call, "onRequest");
  call.response = await send(fetch, call, guard.signal);
  if (options.hooks) await runHooks(call, "onResponse");
  const { response } = call;
  options.logger?.debug(`${nsid}: HTTP ${response.status}`);
  const { headers, ok } = response;
  const limit = parseRateLimit(headers);
  call.rateLimit = limit;
  if (limit) client.rateLimits.set(`${nsid} ${limit.policy}`, limit);
  // A redirect, whose status a browser hides.
  if (!ok && response.status < 400) {
    void response.body?.cancel();
    throw invalidResponse(call, response, "a redirect, not followed");
  }
  if (ok && output?.decode) return { response, data: output.decode(call, response, guard), guard };
  const text = await readText(response, maxResponseSize).catch((error: unknown) => {
    throw toNetworkError(call, error);
  });
  if (text === undefined) throw invalidResponse(call, response, `larger than ${maxResponseSize} bytes`);
  if (!ok) throw toXrpcError(call, response, text);
  if (!output) return { response };
  const type = headers.get("content-type") ?? "json";
  const data = type.includes("json") ? parseJson(text) : undefined;
  if (data === undefined) throw invalidResponse(call, response, `expected JSON, got ${type} of length ${text.length}`);
  assertValid(call, "output", data, response);
  return { response, data };
}
