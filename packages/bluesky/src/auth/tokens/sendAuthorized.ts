import { authError } from "../errors/AuthError.ts";

/**
 * Sends a request to a path of a server, with an `Authorization` header. It follows no redirect: that could take the token
 * elsewhere.
 *
 * @throws {AuthError} `invalid_service` for anything but a path, `invalid_session` for a token that is not a valid
 *   header value
 */
export async function sendAuthorized(
  fetch: typeof globalThis.fetch,
  origin: string,
  path: string,
  init: RequestInit,
  authorization: string,
): Promise<Response> {
  // What begins with a slash, but not with two, cannot make another origin of both.
  if (!/^\/\w/.test(path)) throw authError("invalid_service", "Expected a path of the server.");
  const headers = new Headers(init.headers);
  try {
    headers.set("authorization", authorization);
  } catch {
    // The platform's error shows what it cannot set.
    throw authError("invalid_session", "The token contains characters that are not allowed in a header.");
  }
  return fetch(origin + path, { redirect: "manual", ...init, headers });
}
