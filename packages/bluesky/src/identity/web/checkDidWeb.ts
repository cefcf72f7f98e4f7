import { identityError } from "../IdentityError.ts";
import type { ResolveOptions } from "../ResolveOptions.ts";
import { type Identity, resolveIdentity } from "../resolveIdentity.ts";

/** What is wrong with a document that is served. */
export interface DidWebFault {
  /** What it is about. */
  readonly part: "handle" | "pds" | "signingKey";
  /** What is wrong, and what to do. */
  readonly message: string;
}

/** What the network sees of a `did:web`. */
export interface DidWebCheck extends Identity {
  /** What is wrong. Empty where all is well. */
  readonly faults: readonly DidWebFault[];
}

/**
 * Looks at a `did:web` as everybody else does: whether its document is served, whose it is, and whether handle, server and key hold.
 *
 * @throws {IdentityError} `unsupported_did_method`, `did_not_found`, `invalid_did_document`, `resolution_failed`
 * @throws {AbortedError}
 * @example
 * ```ts
 * for (const { part, message } of (await checkDidWeb("did:web:example.com")).faults) console.log(part, message);
 * ```
 * @see https://atproto.com/specs/did#blessed-did-methods
 */
export async function checkDidWeb(did: string, options: ResolveOptions = {}): Promise<DidWebCheck> {
  if (!did.startsWith("did:web:")) throw identityError("unsupported_did_method", did, "expected a did:web");
  const identity = await resolveIdentity(did, options);
  const faults: DidWebFault[] = [];
  if (identity.handle === "handle.invalid") {
    const message = `alsoKnownAs names no handle that points to ${did}: see https://atproto.com/specs/handle`;
    faults.push({ part: "handle", message });
  }
  if (identity.pds === undefined) {
    const message =
      "service has no #atproto_pds of the type AtprotoPersonalDataServer with the https origin of a server";
    faults.push({ part: "pds", message });
  }
  if (identity.signingKey === undefined) {
    const message = "verificationMethod has no #atproto with a key of P-256 or K-256 as publicKeyMultibase";
    faults.push({ part: "signingKey", message });
  }
  return { ...identity, faults };
}
