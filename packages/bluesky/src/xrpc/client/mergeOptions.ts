import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { isHarmlessHeader } from "../../network/isHarmlessHeader.ts";
import { failureReason } from "../../platform/http/failureReason.ts";
import type { CallOptions, ClientOptions } from "../contract/Call.ts";
import { readOption } from "./readOption.ts";

/**
 * Options over options: what is undefined changes nothing, headers, hooks and routes add up, and who names a service leaves the session
 * behind. Headers belong to the server that they were given for: where another is named, only those go along that hold no secret.
 *
 * @throws {InvalidOptionError}
 */
export function mergeOptions<Options extends ClientOptions>(
  base: Options,
  over: CallOptions & ClientOptions,
): Options & CallOptions {
  const merged = { ...base } as Record<string, unknown>; // filled by name
  try {
    for (const [name, value] of Object.entries(over)) {
      // Parsed JSON may have `__proto__` as a key.
      if (value === undefined || name === "__proto__") continue;
      const read = readOption(name, value);
      merged[name] = name === "hooks" || name === "route" ? [merged[name] ?? [], read].flat() : read;
    }
  } catch (error) {
    if (isBlueskyError(error)) throw error;
    throw invalidOption("options", `Expected readable options: ${failureReason(error).text}.`);
  }
  const { service, session, headers } = merged as ClientOptions;
  const isElsewhere = over.session
    ? base.session !== session && (base.session || base.service)
    : over.service && base.service !== service;
  if (isElsewhere || over.headers)
    merged.headers = { ...(isElsewhere ? harmless(base.headers) : base.headers), ...(over.headers && headers) };
  if (over.session) merged.service = undefined;
  else if (over.service) merged.session = undefined;
  return merged as Options & CallOptions; // their properties, one over the other
}

function harmless(headers: ClientOptions["headers"] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => isHarmlessHeader(name)));
}
