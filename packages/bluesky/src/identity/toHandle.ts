import { type Handle, normalizeHandle } from "../syntax/handle.ts";
import { identityError } from "./IdentityError.ts";

/** A handle as somebody has typed or pasted it, in the form to ask for. @throws {IdentityError} `invalid_identifier` */
export function toHandle(handle: string): Handle {
  try {
    return normalizeHandle(handle);
  } catch {
    throw identityError("invalid_identifier", handle, "expected a handle, which is a domain name, as in alice.test");
  }
}
