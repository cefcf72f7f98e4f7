import { type Handle, isHandle } from "../syntax/handle.ts";
import type { DidDocument } from "./DidDocument.ts";

/**
 * The first valid handle that a DID document claims, in lower case. This is only a claim: it counts if the handle
 * resolves to this DID, which `resolveIdentity` checks.
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
