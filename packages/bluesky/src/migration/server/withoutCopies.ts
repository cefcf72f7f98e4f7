import { isBlob } from "../../platform/http/isBlob.ts";

/**
 * Sends a `Blob` without a copy: Node's `fetch` keeps all that it sends for the case of a redirect, unless redirects are errors and
 * nobody could be asked about them. The calls of a migration follow none.
 */
export function withoutCopies(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => fetch(input, isBlob(init?.body) ? { ...init, redirect: "error", window: null } : init);
}
