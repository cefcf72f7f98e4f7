import type { Call } from "./Call.ts";
import type { Guard } from "./Guard.ts";
import type { Answer } from "./Handler.ts";
import { readText } from "./readText.ts";
import { runHooks } from "./runHooks.ts";
import { send } from "./send.ts";
import { toXrpcError } from "./toXrpcError.ts";

/** Sends a call once and reads the answer. An answer that is an error is thrown as one. */
export async function attempt(fetch: typeof globalThis.fetch, call: Call, guard: Guard): Promise<Answer> {
  await runHooks(call, "onRequest");
  call.response = await send(fetch, call, guard.signal);
  await runHooks(call, "onResponse");
  const { response } = call;
  if (call.streams && response.ok) return { response, guard };
  const text = await readText(call, response, guard.signal);
  if (!response.ok) throw toXrpcError(call, response, text);
  return { response, text };
}
