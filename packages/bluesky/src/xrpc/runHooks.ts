import type { Call } from "./Call.ts";
import type { Hooks } from "./Hooks.ts";

/** Runs the hooks of a call, one after the other, and writes its log. Nothing secret is in that: no headers, no bodies. */
export async function runHooks(call: Call, name: keyof Hooks): Promise<void> {
  const { hooks, logger } = call.options;
  // The call has what the hook's type says: whoever runs it has seen to that.
  for (const each of [hooks].flat()) await each?.[name]?.(call as never);
  if (name === "onResponse") logger?.debug(`${call.nsid}: HTTP ${call.response?.status}`);
  else if (name !== "onRequest") logger?.warn(`${name}: ${call.error}`);
}
