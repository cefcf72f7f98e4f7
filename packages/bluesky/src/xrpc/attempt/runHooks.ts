import type { Call, Hooks } from "../contract/Call.ts";

/** Runs the hooks of a call, one after the other. */
export async function runHooks(call: Call, name: keyof Hooks): Promise<void> {
  // The call has what the hook's type says: whoever runs it has seen to that.
  for (const each of [call.options.hooks].flat()) await each?.[name]?.(call as never);
}
