import { type BlueskyError, type ErrorKind, errorKind } from "../../errors/BlueskyError.ts";
import { createError } from "../../errors/createError.ts";
import type { ErrorCodes } from "../../errors/ErrorCodes.ts";

/**
 * Why an operation of the PLC directory does not count, or cannot be made.
 *
 * | code | meaning |
 * | --- | --- |
 * | `plc_log_invalid` | what the directory says is not what the keys of this DID have signed; `reason` says how |
 * | `plc_operation_invalid` | the operation would be refused, so it was not made; `reason` says why |
 * | `plc_refused` | the directory did not take the operation |
 */
export type PlcErrorCode = ErrorCodes["PlcError"];

/**
 * What is wrong with an operation.
 *
 * | reason | meaning |
 * | --- | --- |
 * | `structure` | it is not an operation |
 * | `keys` | no rotation key, more than five, or one that is none |
 * | `genesis` | the DID is not the hash of its first operation |
 * | `hash` | its CID is not that of its bytes |
 * | `prev` | it does not follow any operation that counts |
 * | `signature` | none of the rotation keys that may sign it has |
 * | `authority` | it takes the place of another, but its key has no higher authority |
 * | `late` | it takes the place of another that is older than 72 hours |
 * | `nullified` | the directory says that it counts and it does not, or the other way round |
 * | `tombstone` | the DID has ended |
 */
export type PlcReason =
  | "structure"
  | "keys"
  | "genesis"
  | "hash"
  | "prev"
  | "signature"
  | "authority"
  | "late"
  | "nullified"
  | "tombstone";

/** An operation that does not count, or cannot be made. */
export interface PlcError extends BlueskyError {
  /** What went wrong, as a stable word. */
  readonly code: PlcErrorCode;
  /** The DID. */
  readonly did: string;
  /** What is wrong with the operation; `undefined` for `plc_refused`. */
  readonly reason: PlcReason | undefined;
  /** Which entry of the log it is, from 0; `undefined` for what is not in one. */
  readonly index: number | undefined;
}

export const PlcError: ErrorKind<PlcError> = /*#__PURE__*/ errorKind({
  plc_log_invalid: 1,
  plc_operation_invalid: 1,
  plc_refused: 1,
});

/** Where something is wrong, and what. */
export interface PlcFault {
  readonly reason?: PlcReason;
  readonly index?: number;
}

/** Makes a `PlcError`. */
export function plcError(code: PlcErrorCode, did: string, message: string, fault: PlcFault = {}): PlcError {
  const { reason, index } = fault;
  const where = index === undefined ? did : `Entry ${index} of the log of ${did}`;
  return createError<PlcError>("PlcError", { code, message: `${where}: ${message}`, did, reason, index });
}
