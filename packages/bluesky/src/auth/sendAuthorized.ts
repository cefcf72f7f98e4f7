import { AuthError } from "./AuthError.ts";

/**
 * Sends a request to a path of a server, with an `Authorization` header. It follows no redirect: that could take the token
 * elsewhere.
 *
 * @throws AuthError `invalid_service` where the path leads to another origin
 */
export function sendAuthorized(
  fetch: typeof globalThis.fetch,
  origin: string,
  path: string,
  init: RequestInit,
  authorization: string,
): Promise<Response> {
  const url = new URL(path, origin);
  if (url.origin !== new URL(origin).origin) {
    throw new AuthError("invalid_service", `Expected a path of ${origin}, got a URL of ${url.origin}.`);
  }
  const headers = new Headers(init.headers);
  headers.set("authorization", authorization);
  return fetch(url, { redirect: "manual", ...init, headers });
}
