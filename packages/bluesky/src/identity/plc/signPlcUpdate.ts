import { signOperation } from "./operationSignature.ts";
import { plcError } from "./PlcError.ts";
import type { PlcData, PlcOperation, PlcSigner, PlcTombstone, PlcUpdate } from "./PlcOperation.ts";
import { isPlcData, toHandleUri, toPdsService, toPlcData } from "./parseOperation.ts";
import { checkNext, type Fail, faultOfKeys, type PlcLog } from "./verifyPlcLog.ts";

/** What is to be different. What is not named stays. */
export interface PlcChanges {
  /** The handle: the first of the names that begin with `at://`. */
  readonly handle?: string | undefined;
  /** The origin of the PDS. */
  readonly pds?: string | undefined;
  /** The key that signs the repository, as `did:key`. */
  readonly signingKey?: string | undefined;
  /** All rotation keys, as `did:key`, those of the highest authority first. */
  readonly rotationKeys?: readonly string[] | undefined;
}

/** What is to be different, or a function that makes all of the new data of the old. */
export type PlcChange = PlcChanges | ((data: PlcData) => PlcData);

/** Which operation another one follows. */
export interface PlcPlace {
  /**
   * The CID of the operation that the new one follows. Those that came after it are nullified: that takes a key of higher authority
   * than theirs, within 72 hours of the first of them.
   *
   * @default the last operation
   */
  readonly after?: string | undefined;
}

/**
 * Makes and signs the next operation of a log, and checks that the directory can take it. Nothing is sent.
 *
 * @param key a rotation key of the operation that it follows
 * @throws {PlcError} `plc_operation_invalid`
 * @throws {CryptoError} `curve_unsupported`
 * @throws {unknown} what `key` and `change` throw
 * @example
 * ```ts
 * const log = await readPlcLog(did);
 * const operation = await signPlcUpdate(log, key, { handle: "alice.example.com" });
 * await sendPlcOperation(did, operation);
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function signPlcUpdate(
  log: PlcLog,
  key: PlcSigner,
  change: PlcChange,
  options: PlcPlace = {},
): Promise<PlcUpdate> {
  const { cid: prev, operation: previous } = placeIn(log, options);
  const present = toPlcData(previous);
  const fail = failFor(log.did);
  if (!present) throw fail("tombstone", "the DID has ended: recover it with `after`");
  const { rotationKeys, verificationMethods, alsoKnownAs, services } = applyChange(present, change, fail);
  const data = { rotationKeys, verificationMethods, alsoKnownAs, services };
  const operation = await signOperation({ type: "plc_operation" as const, ...data, prev }, key);
  await checkPlace(log, operation, fail);
  return operation;
}

/**
 * Makes and signs the operation that ends a DID, and checks that the directory can take it. Nothing is sent. For 72 hours, a rotation
 * key of higher authority can take it back; after that nobody can, and the DID is never to be had again.
 *
 * @param key a rotation key of the operation that it follows
 * @throws {PlcError} `plc_operation_invalid`
 * @throws {CryptoError} `curve_unsupported`
 * @throws {unknown} what `key` throws
 * @example
 * ```ts
 * await sendPlcOperation(did, await signPlcTombstone(await readPlcLog(did), key));
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function signPlcTombstone(log: PlcLog, key: PlcSigner, options: PlcPlace = {}): Promise<PlcTombstone> {
  const { cid: prev } = placeIn(log, options);
  const operation = await signOperation({ type: "plc_tombstone" as const, prev }, key);
  await checkPlace(log, operation, failFor(log.did));
  return operation;
}

/**
 * The data after a change.
 *
 * @throws {PlcError} `plc_operation_invalid`
 */
export function applyChange(data: PlcData, change: PlcChange, fail: Fail): PlcData {
  const changed = typeof change === "function" ? change(data) : withChanges(data, change);
  if (!isPlcData(Object(changed))) throw fail("structure", "the change gives what is no data of a DID");
  const fault = faultOfKeys(changed);
  if (fault) throw fail("keys", fault);
  return changed;
}

/** What makes the errors of an operation that is to be made. */
export function failFor(did: string): Fail {
  return (reason, message) => plcError("plc_operation_invalid", did, message, { reason });
}

function withChanges(
  data: PlcData,
  { handle, pds, signingKey, rotationKeys = data.rotationKeys }: PlcChanges,
): PlcData {
  const { alsoKnownAs, verificationMethods, services } = data;
  const at = Math.max(
    0,
    alsoKnownAs.findIndex((name) => name.startsWith("at://")),
  );
  const others = alsoKnownAs.filter((name, index) => index !== at || !name.startsWith("at://"));
  return {
    rotationKeys,
    verificationMethods: { ...verificationMethods, ...(signingKey && { atproto: signingKey }) },
    alsoKnownAs: handle ? [...others.slice(0, at), toHandleUri(handle), ...others.slice(at)] : alsoKnownAs,
    services: { ...services, ...(pds && { atproto_pds: toPdsService(pds) }) },
  };
}

function placeIn({ did, operations }: PlcLog, { after }: PlcPlace): { cid: string; operation: PlcOperation } {
  const place = after === undefined ? operations.at(-1) : operations.find(({ cid }) => cid === after);
  if (place) return place;
  throw failFor(did)("prev", `no operation that counts has the CID ${after}`);
}

async function checkPlace({ operations }: PlcLog, operation: PlcOperation, fail: Fail): Promise<void> {
  const chain = operations.map((entry) => ({
    entry,
    data: toPlcData(entry.operation),
    at: Date.parse(entry.createdAt),
  }));
  await checkNext(chain, operation, Date.now(), fail);
}
