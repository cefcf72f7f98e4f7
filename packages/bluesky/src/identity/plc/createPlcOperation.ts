import { didOfGenesis } from "./operationHash.ts";
import { signOperation } from "./operationSignature.ts";
import { plcError } from "./PlcError.ts";
import type { PlcSigner, PlcUpdate } from "./PlcOperation.ts";
import { toHandleUri, toPdsService } from "./parseOperation.ts";
import { faultOfKeys } from "./verifyPlcLog.ts";

/** What a new DID is to be. */
export interface NewPlc {
  /** The handle. It counts once it points back to the DID. */
  readonly handle: string;
  /** The origin of the PDS. */
  readonly pds: string;
  /** The key that signs the repository, as `did:key`: its PDS has it. */
  readonly signingKey: string;
  /** One to five keys, as `did:key`, those of the highest authority first. @default the key that signs */
  readonly rotationKeys?: readonly string[] | undefined;
}

/** A new DID, and the operation that it begins with. */
export interface PlcGenesis {
  /** The DID: the hash of the operation. */
  readonly did: string;
  /** The operation. */
  readonly operation: PlcUpdate;
}

/**
 * Makes a new `did:plc`: its first operation, signed, and the DID that is the hash of it. Nothing is sent.
 *
 * @param key a rotation key
 * @throws {PlcError} `plc_operation_invalid`
 * @throws {unknown} what `key` throws
 * @example
 * ```ts
 * const { did, operation } = await createPlcOperation({ handle, pds, signingKey }, key);
 * await sendPlcOperation(did, operation);
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function createPlcOperation(data: NewPlc, key: PlcSigner): Promise<PlcGenesis> {
  const { handle, pds, signingKey, rotationKeys = [key.did] } = data;
  const all = {
    rotationKeys,
    verificationMethods: { atproto: signingKey },
    alsoKnownAs: [toHandleUri(handle)],
    services: { atproto_pds: toPdsService(pds) },
  };
  const fault = faultOfKeys(all);
  if (fault) throw plcError("plc_operation_invalid", "a new did:plc", fault, { reason: "keys" });
  if (!rotationKeys.includes(key.did)) {
    const message = "the key that signs is none of the rotation keys";
    throw plcError("plc_operation_invalid", "a new did:plc", message, { reason: "signature" });
  }
  const operation = await signOperation({ type: "plc_operation" as const, ...all, prev: null }, key);
  return { did: await didOfGenesis(operation), operation };
}
