import type { Call, Hooks } from "../contract/Call.ts";
import { within } from "./within.ts";

/** Runs the hooks of a call, one after the other, within its limits. */
export async function runHooks(call: Call, name: keyof Hooks, signal: AbortSignal): Promise<void> {
  for (const each of [call.options.hooks].flat()) {
    // The call has what the hook's type says: whoever runs it has seen to that.
    if (each?.[name]) await within(signal, () => each[name]?.(call as never));
  }
}
