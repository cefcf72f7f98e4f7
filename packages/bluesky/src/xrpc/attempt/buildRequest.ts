import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { isHarmlessHeader } from "../../network/isHarmlessHeader.ts";
import { failureReason } from "../../platform/http/failureReason.ts";
import { isNsid } from "../../syntax/nsid.ts";
import type { Call } from "../contract/Call.ts";
import { invalidRequest } from "../errors/InvalidRequestError.ts";
import { assertValid } from "./assertValid.ts";
import { within } from "./within.ts";

/**
 * Validates what a call is given and puts it into its path and body; asks for labels; and chooses the server, and the
 * service that it passes the call on to.
 *
 * @param signal the limits of the call
 * @throws {InvalidRequestError}
 */
export async function buildRequest(call: Call, signal: AbortSignal): Promise<void> {
  const { nsid, options } = call;
  const { appView, labelers: defaults = [], pds } = options.network ?? blueskyNetwork;
  try {
    // Whatever else it is would become another path.
    if (!isNsid(nsid)) throw new TypeError("expected the NSID of an operation, as in com.example.getThing");
    const encoding = putInput(call, signal);
    if (encoding) await encoding;
    askForLabels(call, defaults);
    setProxy(call);
  } catch (error) {
    if (isBlueskyError(error)) throw error;
    // Ours, that of an encoder, or of a value that does not let itself be read.
    throw invalidRequest(call, { code: "invalid_request", message: failureReason(error).text });
  }
  if (options.route) await takeRoute(call, signal);
  if (!call.session) call.service ??= nsid.startsWith("app.bsky.") ? appView?.url : pds;
}

/** Puts parameters into the path, and the input into the body. */
function putInput(call: Call, signal: AbortSignal): Promise<void> | undefined {
  const { headers, input, operation, params } = call;
  const { input: body } = operation;
  assertValid(call, "params", params);
  let query = "";
  for (const [key, value] of Object.entries(params)) {
    // An array repeats its key.
    for (const item of [value].flat()) {
      if (typeof item === "object") throw new TypeError(`${key} is an object`);
      if (item !== undefined) query += `&${encodeURIComponent(key)}=${encodeURIComponent(item)}`;
    }
  }
  call.path += query.replace("&", "?");
  if (body?.encode) return within(signal, () => body.encode(call, input, signal));
  if (!body) return undefined;
  const value = input ?? {};
  assertValid(call, "input", value);
  call.body = JSON.stringify(value);
  headers.set("content-type", "application/json");
  return undefined;
}

/**
 * Where no labelers are chosen there is no header: browsers would ask the server's leave first. Those of the network would drop
 * out if they were not named again.
 */
function askForLabels({ headers, options: { labelers } }: Call, defaults: readonly string[]): void {
  if (!labelers?.length) return;
  const chosen = labelers.map((labeler) => labeler.split(";", 1)[0]?.trim());
  const kept = defaults.filter((did) => !chosen.includes(did));
  headers.set("atproto-accept-labelers", [...kept.map((did) => `${did};redact`), ...labelers].join(", "));
}

/** Names the service that the call is passed on to. `false` also takes back what a header of the client says of it. */
function setProxy(call: Call): void {
  const { callOptions, headers, operation, options } = call;
  const proxy = callOptions.proxy ?? operation["~via"]?.(call) ?? options.proxy;
  const own = callOptions.proxy !== false && new Headers(callOptions.headers).has("atproto-proxy");
  if (proxy) headers.set("atproto-proxy", proxy);
  else if (proxy === false && !own) headers.delete("atproto-proxy");
}

/**
 * Lets routes decide where the call goes. What they send elsewhere does not take along the headers of the client that may hold
 * a secret, unless the route has set them.
 */
async function takeRoute(call: Call, signal: AbortSignal): Promise<void> {
  const { headers, options, service, session } = call;
  for (const each of [options.route].flat()) if (each) await within(signal, () => each(call));
  if (call.service === service && call.session === session) return;
  for (const [name, value] of Object.entries(options.headers ?? {})) {
    if (!isHarmlessHeader(name) && headers.get(name) === value) headers.delete(name);
  }
}
