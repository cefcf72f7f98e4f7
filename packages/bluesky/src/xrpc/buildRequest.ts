import { isBlueskyError } from "../errors/BlueskyError.ts";
import { blueskyServices } from "../network/blueskyServices.ts";
import { assertValid } from "./assertValid.ts";
import type { Call } from "./Call.ts";
import { CallError } from "./CallError.ts";
import type { CallOptions } from "./CallOptions.ts";

/**
 * Validates what a call is given and puts it into its path and body; asks for labels; and chooses the server, and the
 * service that it passes the call on to. `given` is said for this call alone.
 *
 * @throws {InvalidRequestError}
 */
export async function buildRequest(call: Call, input: unknown, given: CallOptions): Promise<void> {
  const { headers, nsid, operation, options, params } = call;
  const { input: body } = operation;
  const { appView, labelers: defaults, pds } = options.network ?? blueskyServices;
  const { labelers = [] } = options;
  assertValid(call, "params", params);
  try {
    let query = "";
    for (const [key, value] of Object.entries(params)) {
      // An array repeats its key.
      for (const item of [value].flat()) {
        if (typeof item === "object") throw new Error(`${key} is an object`);
        if (item !== undefined) query += `&${encodeURIComponent(key)}=${encodeURIComponent(item)}`;
      }
    }
    call.path += query.replace("&", "?");
    if (body?.encode) await body.encode(call, input);
    else if (body) {
      const value = input ?? {};
      assertValid(call, "input", value);
      call.body = JSON.stringify(value);
      headers.set("content-type", "application/json");
    }
  } catch (error) {
    if (isBlueskyError(error)) throw error;
    throw new CallError(call, "invalid_request", (error as Error).message);
  }
  // Where no labelers are chosen there is no header: browsers would ask the server's leave first. Those of the network
  // would drop out if they were not named again.
  if (labelers.length) {
    const kept = defaults.filter((did) => !labelers.join().includes(did));
    headers.set("atproto-accept-labelers", [...kept.map((did) => `${did};redact`), ...labelers].join(", "));
  }
  const proxy = given.proxy ?? operation["~via"]?.(call) ?? options.proxy;
  if (proxy) headers.set("atproto-proxy", proxy);
  for (const each of [options.route].flat()) await each?.(call, given);
  if (!call.session) call.service ??= /^app/.test(nsid) ? appView.url : pds;
}
