import type { CallOptions, ClientOptions } from "../contract/Call.ts";

/**
 * Options over options: what is undefined changes nothing, headers, hooks and routes add up, and who names a service leaves the session
 * behind.
 */
export function mergeOptions<Options extends ClientOptions>(
  base: Options,
  over: CallOptions & ClientOptions,
): Options & CallOptions {
  const merged = { ...base } as Record<string, unknown>; // filled by name
  for (const [key, value] of Object.entries(over)) {
    if (value !== undefined) merged[key] = key === "hooks" || key === "route" ? [merged[key], value].flat() : value;
  }
  if (over.headers) merged.headers = { ...base.headers, ...over.headers };
  if (over.session) merged.service = undefined;
  else if (over.service) merged.session = undefined;
  return merged as Options & CallOptions; // their properties, one over the other
}
