import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { Call } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";
import { assertValid } from "./assertValid.ts";

/**
 * Validates what a call is given and puts it into its path and body; asks for labels; and chooses the server, and the
 * service that it passes the call on to.
 *
 * @throws {InvalidRequestError}
 */
export async function buildRequest(call: Call, input: unknown): Promise<void> {
  const { callOptions, headers, nsid, operation, options, params } = call;
  const { input: body } = operation;
  const { appView, labelers: defaults, pds } = options.network ?? blueskyNetwork;
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
    const { message } = error as Error; // ours, or that of the encoder
    throw invalidRequest(call, { code: "invalid_request", message });
  }
  // Where no labelers are chosen there is no header: browsers would ask the server's leave first. Those of the network
  // would drop out if they were not named again.
  if (labelers.length) {
    const chosen = labelers.map((labeler) => labeler.split(";", 1)[0]);
    const kept = defaults.filter((did) => !chosen.includes(did));
    headers.set("atproto-accept-labelers", [...kept.map((did) => `${did};redact`), ...labelers].join(", "));
  }
  const proxy = callOptions.proxy ?? operation["~via"]?.(call) ?? options.proxy;
  if (proxy) headers.set("atproto-proxy", proxy);
  for (const each of [options.route].flat()) await each?.(call);
  if (!call.session) call.service ??= nsid.startsWith("app.bsky.") ? appView.url : pds;
}
