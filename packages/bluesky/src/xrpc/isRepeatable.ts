import type { Call } from "./Call.ts";

/** Whether sending the call twice does no more than sending it once. */
export function isRepeatable({ method, options }: Call): boolean {
  return method === "GET" || !!options.settle;
}
