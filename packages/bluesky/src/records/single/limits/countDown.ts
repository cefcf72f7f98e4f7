import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { callerOf } from "./callerOf.ts";

/**
 * The limits of what makes several calls: its deadline is that of all of them together.
 *
 * @returns gives the options of the next call, with what is left
 */
export function countDown<Options extends CallOptions>(client: ClientLike, options: Options): () => Options {
  const { deadline = callerOf(client).options.deadline } = options;
  const startedAt = performance.now();
  // Where nothing is left, the next call says so.
  return () => (deadline ? { ...options, deadline: Math.max(1, deadline - (performance.now() - startedAt)) } : options);
}
