import { XrpcError } from "../../xrpc/errors/XrpcError.ts";

/** With what servers refuse a token. Others say as much, proxies for one, and do not know. */
const STATUSES: readonly number[] = [400, 401];
/** How they say that a refresh token is no longer good. An account that is taken down loses all of its tokens. */
const NAMES: readonly string[] = ["ExpiredToken", "InvalidToken", "AccountTakedown"];

/** Whether the server that has begun a session says, by its answer to the refresh token, that it has ended. */
export function isSessionOver(error: unknown): boolean {
  return error instanceof XrpcError && STATUSES.includes(error.status) && NAMES.includes(error.error);
}
