import { callerOf } from "../../records/single/limits/callerOf.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { mediaError } from "./MediaError.ts";

/**
 * Refuses media without a text for those who do not see them, where one is asked for. An image has one always, be it empty.
 *
 * @throws {MediaError} `alt_missing`
 */
export function checkAlt(client: ClientLike, what: "image" | "video", alt: unknown, options: CallOptions): void {
  const { requireAlt = callerOf(client).options.requireAlt } = options;
  const isText = typeof alt === "string";
  if (requireAlt ? isText && alt.trim() : isText || what === "video") return;
  const message = `expected an alternative text as \`alt\`, for those who do not see the ${what}, got none`;
  throw mediaError("alt_missing", message);
}
