export {
  createIdentityResolver,
  type IdentityCacheOptions,
  type IdentityResolver,
  type IdentityResolverOptions,
  type LookupOptions,
} from "./createIdentityResolver.ts";
export type { DidDocument } from "./DidDocument.ts";
export { findPds } from "./findPds.ts";
export { getHandle } from "./getHandle.ts";
export { getPds } from "./getPds.ts";
export { getService } from "./getService.ts";
export { getSigningKey } from "./getSigningKey.ts";
export { IdentityError, type IdentityErrorCode } from "./IdentityError.ts";
export type { ResolveOptions } from "./ResolveOptions.ts";
export { resolveDid } from "./resolveDid.ts";
export { resolveHandle } from "./resolveHandle.ts";
export { type Identity, resolveIdentity } from "./resolveIdentity.ts";
