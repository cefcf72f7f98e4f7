import { decodeBase64Url } from "../../platform/bytes/base64.ts";
import { decodeUtf8 } from "../../platform/bytes/decodeUtf8.ts";
import { parseJson } from "../../platform/parseJson.ts";

/** The claims of a JWT, unverified: what it says of itself. Empty for anything else. */
export function decodeClaims(jwt: string): { readonly [claim: string]: unknown } {
  const bytes = decodeBase64Url(jwt.split(".")[1] ?? "");
  const claims = bytes && parseJson(decodeUtf8(bytes) ?? "");
  return typeof claims === "object" && claims !== null ? (claims as { [claim: string]: unknown }) : {};
}
