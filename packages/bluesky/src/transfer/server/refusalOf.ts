import { isBlueskyError } from "../../errors/BlueskyError.ts";
import { reasonOf } from "../../errors/createError.ts";
import { XrpcError } from "../../xrpc/errors/XrpcError.ts";

/**
 * Why a server does not give or take a blob, where it will not do so the next time either. All else, as a lost connection, an expired
 * session or a rate limit, ends what is done, and is tried again in its next run.
 */
export function refusalOf(error: unknown): string | undefined {
  const isRefusal = error instanceof XrpcError && error.status >= 400 && error.status < 500;
  return isRefusal && ![401, 429].includes(error.status) && isBlueskyError(error) ? reasonOf(error) : undefined;
}
