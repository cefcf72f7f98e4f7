/** The claims of a JWT, unverified: what it says of itself. Empty for anything else. */
export function decodeClaims(jwt: string): { readonly [claim: string]: unknown } {
  try {
    const base64 = (jwt.split(".")[1] ?? "").replaceAll("-", "+").replaceAll("_", "/");
    const claims: unknown = JSON.parse(atob(base64));
    return typeof claims === "object" && claims !== null ? (claims as { [claim: string]: unknown }) : {};
  } catch {
    return {};
  }
}
