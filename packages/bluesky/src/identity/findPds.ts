import { isDid } from "../syntax/did.ts";
import { getPds } from "./getPds.ts";
import { identityError } from "./IdentityError.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";
import { resolveDid } from "./resolveDid.ts";
import { resolveHandle } from "./resolveHandle.ts";

/**
 * Finds the server of an account by its handle or DID, and returns its origin.
 *
 * @throws {IdentityError} `no_pds`
 * @throws {unknown} what `resolveHandle` and `resolveDid` throw
 * @example
 * ```ts
 * await findPds("alice.example.com"); // "https://pds.example.com"
 * ```
 */
export async function findPds(identifier: string, options: ResolveOptions = {}): Promise<string> {
  const did = isDid(identifier) ? identifier : await resolveHandle(identifier, options);
  const pds = getPds(await resolveDid(did, options), options);
  if (pds === undefined) {
    throw identityError("no_pds", identifier, "its DID document names no server that may be called");
  }
  return pds;
}
