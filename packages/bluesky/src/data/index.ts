export { type BlobRef, blobCid, isBlob, isLegacyBlob, type LegacyBlob } from "./blob.ts";
export { type Bytes, bytesLength, fromBytes, isBytes, toBytes } from "./bytes.ts";
export { type CidParts, CODEC_DAG_CBOR, CODEC_RAW, formatCid, HASH_SHA256, parseCid } from "./cid.ts";
export { cidForBlob, cidForRecord } from "./cidFor.ts";
export { type CidLink, isCidLink } from "./cidLink.ts";
export type { DataValue, JsonValue } from "./dataValue.ts";
export { decodeCbor, decodeCborFirst } from "./decodeCbor.ts";
export { encodeCbor } from "./encodeCbor.ts";
export type { GuardOptions } from "./GuardOptions.ts";
export { InvalidDataError } from "./InvalidDataError.ts";
export { dataToJson, jsonToData } from "./json.ts";
export {
  MAX_CID_BYTES,
  MAX_ENTRIES,
  MAX_KEY_BYTES,
  MAX_NESTING,
  MAX_RECORD_BYTES,
  MAX_RECORD_JSON_BYTES,
} from "./limits.ts";
