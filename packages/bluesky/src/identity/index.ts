export {
  createIdentityResolver,
  type IdentityCacheOptions,
  type IdentityResolver,
  type IdentityResolverOptions,
  type LookupOptions,
  type ResolvedOne,
  type ResolveManyOptions,
} from "./createIdentityResolver.ts";
export type { DidDocument } from "./DidDocument.ts";
export { findPds } from "./findPds.ts";
export { getHandle } from "./getHandle.ts";
export { getPds } from "./getPds.ts";
export { getService } from "./getService.ts";
export { getSigningKey } from "./getSigningKey.ts";
export { IdentityError, type IdentityErrorCode } from "./IdentityError.ts";
export { createPlcOperation, type NewPlc, type PlcGenesis } from "./plc/createPlcOperation.ts";
export { PlcError, type PlcErrorCode, type PlcReason } from "./plc/PlcError.ts";
export type {
  PlcData,
  PlcEntry,
  PlcLegacyCreate,
  PlcOperation,
  PlcService,
  PlcSigner,
  PlcTombstone,
  PlcUpdate,
} from "./plc/PlcOperation.ts";
export { readPlcLog } from "./plc/readPlcLog.ts";
export { sendPlcOperation } from "./plc/sendPlcOperation.ts";
export {
  type PlcChange,
  type PlcChanges,
  type PlcPlace,
  signPlcTombstone,
  signPlcUpdate,
} from "./plc/signPlcUpdate.ts";
export { type DidData, toDidDocument } from "./plc/toDidDocument.ts";
export { type PlcUpdated, type PlcUpdateOptions, tombstonePlc, updatePlc } from "./plc/updatePlc.ts";
export { type PlcLog, verifyPlcLog } from "./plc/verifyPlcLog.ts";
export type { ResolveOptions } from "./ResolveOptions.ts";
export { resolveDid } from "./resolveDid.ts";
export { resolveHandle } from "./resolveHandle.ts";
export { type Identity, resolveIdentity } from "./resolveIdentity.ts";
export { checkDidWeb, type DidWebCheck, type DidWebFault } from "./web/checkDidWeb.ts";
export { createDidWeb, type DidWeb, type DidWebData } from "./web/createDidWeb.ts";
