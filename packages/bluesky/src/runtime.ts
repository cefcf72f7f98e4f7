/** What compiled lexicons import: the checks of values, and what makes schemas and operations. Programs do not need it. */
export type { BlobRef, LegacyBlob } from "./data/blob.ts";
export type { Bytes } from "./data/bytes.ts";
export type { CidLink } from "./data/cidLink.ts";
export { blobRef } from "./schema/checks/blobRef.ts";
export type { Check, Context } from "./schema/checks/Check.ts";
export {
  anyObject,
  array,
  boolean,
  booleanItem,
  integer,
  integerItem,
  noParams,
  noVariant,
  object,
  objectItem,
  objects,
  oneOf,
  stringItem,
  unknownVariant,
} from "./schema/checks/checks.ts";
export { blob, bytes, cidLink } from "./schema/checks/data.ts";
export { own } from "./schema/checks/own.ts";
export {
  atIdentifier,
  atUri,
  cid,
  datetime,
  did,
  handle,
  language,
  nsid,
  recordKey,
  string,
  text,
  tid,
  uri,
} from "./schema/checks/strings.ts";
export { type EnumSchema, enumSchema } from "./schema/EnumSchema.ts";
export { type RecordSchema, recordSchema } from "./schema/RecordSchema.ts";
export { bodySchema, type Schema, schema, valueSchema } from "./schema/Schema.ts";
export { type TokenSchema, tokenSchema } from "./schema/TokenSchema.ts";
export type { UnknownVariant } from "./schema/UnknownVariant.ts";
export type { BoundOperation, BoundPagedOperation } from "./tree/BoundOperation.ts";
export { bindTree } from "./tree/bindTree.ts";
export { decodeBinary } from "./xrpc/body/decodeBinary.ts";
export { decodeLines } from "./xrpc/body/decodeLines.ts";
export { encodeBinary } from "./xrpc/body/encodeBinary.ts";
export type { BinaryInput, BinaryOutput, LinesOutput } from "./xrpc/contract/Binary.ts";
export type { ClientLike } from "./xrpc/contract/Call.ts";
export { pagedProcedure, pagedQuery, procedure, query } from "./xrpc/operation/generated.ts";
export type { PagedProcedure, PagedQuery, Procedure, Query } from "./xrpc/operation/Operation.ts";
export { type PermissionSet, permissionSet } from "./xrpc/operation/PermissionSet.ts";
export { type Subscription, subscription } from "./xrpc/operation/Subscription.ts";
export { viaChat, viaHome, viaOzone } from "./xrpc/route/via.ts";
