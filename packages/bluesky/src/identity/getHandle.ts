import { type Handle, isHandle } from "../syntax/handle.ts";
import type { DidDocument } from "./DidDocument.ts";

/**
 * The handle that a DID document claims, in lower case: the first valid one. A claim only: it counts when the handle
 * resolves to this DID, as `resolveIdentity` checks.
 *
 * @example
 * ```ts
 * getHandle(await resolveDid(did)); // "alice.bsky.social"
 * ```
 * @see https://atproto.com/specs/did#did-documents
 */
export function getHandle({ alsoKnownAs }: DidDocument): Handle | undefined {
  if (!Array.isArray(alsoKnownAs)) return;
  for (const name of alsoKnownAs as unknown[]) {
    const handle = typeof name === "string" && name.startsWith("at://") ? name.slice(5).toLowerCase() : undefined;
    if (isHandle(handle)) return handle;
  }
  return;
}
