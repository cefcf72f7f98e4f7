import type { Call } from "../contract/Call.ts";

/** Whether sending the call twice does no more than sending it once. */
export function isRepeatable({ method, options }: Call): boolean {
  return options.idempotent ?? (method === "GET" || options.settle !== undefined);
}
