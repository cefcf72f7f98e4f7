import type { Call } from "./Call.ts";

/** Whether sending the call twice does no more than sending it once. */
export function isRepeatable({ kind }: Call): boolean {
  return kind === "query";
}
