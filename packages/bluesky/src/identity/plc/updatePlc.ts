import type { ResolveOptions } from "../ResolveOptions.ts";
import type { PlcData, PlcSigner } from "./PlcOperation.ts";
import { toPlcData } from "./parseOperation.ts";
import { readPlcLog } from "./readPlcLog.ts";
import { sendPlcOperation } from "./sendPlcOperation.ts";
import {
  applyChange,
  failFor,
  type PlcChange,
  type PlcPlace,
  signPlcTombstone,
  signPlcUpdate,
} from "./signPlcUpdate.ts";

/** Options of {@link updatePlc}. */
export interface PlcUpdateOptions extends ResolveOptions, PlcPlace {}

/** What came of a change. */
export interface PlcUpdated {
  /** What the DID is now; `undefined` where it has ended. */
  readonly data: PlcData | undefined;
  /** Whether there was something to change. */
  readonly done: boolean;
}

/**
 * Changes a `did:plc` by one's own rotation key: handle, PDS, keys, whatever is in it. Its log is read and verified first, and nothing
 * is sent where nothing would change. With `after`, what came after that operation is taken back: for 72 hours, that is how an account
 * is recovered whose other keys have fallen into wrong hands.
 *
 * What it says of a PDS or a handle is not looked at: `migrateAccount` moves an account, and `changeHandle` has the PDS know.
 *
 * @param key a rotation key
 * @throws {PlcError} `plc_operation_invalid`, `plc_log_invalid`, `plc_refused`
 * @throws {IdentityError} `invalid_identifier`, `did_not_found`, `resolution_failed`
 * @throws {CryptoError} `curve_unsupported`
 * @throws {AbortedError}
 * @throws {unknown} what `key` and `change` throw
 * @example
 * ```ts
 * const mine = await generateKey("secp256k1");
 * await updatePlc(did, key, ({ rotationKeys, ...rest }) => ({ ...rest, rotationKeys: [mine.did, ...rotationKeys] }));
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function updatePlc(
  did: string,
  key: PlcSigner,
  change: PlcChange,
  options: PlcUpdateOptions = {},
): Promise<PlcUpdated> {
  const log = await readPlcLog(did, options);
  const { data } = log;
  const last = log.operations.at(-1)?.cid;
  const { after = last } = options;
  const isLast = after === last;
  if (data && isLast && isSame(data, applyChange(data, change, failFor(did)))) return { data, done: false };
  const operation = await signPlcUpdate(log, key, change, options);
  await sendPlcOperation(did, operation, options);
  return { data: toPlcData(operation), done: true };
}

/**
 * Ends a `did:plc` by one's own rotation key. For 72 hours, a rotation key of higher authority can take that back, by `updatePlc` with
 * `after`. After that nobody can.
 *
 * @param key a rotation key
 * @throws {PlcError} `plc_operation_invalid`, `plc_log_invalid`, `plc_refused`
 * @throws {IdentityError} `invalid_identifier`, `did_not_found`, `resolution_failed`
 * @throws {CryptoError} `curve_unsupported`
 * @throws {AbortedError}
 * @throws {unknown} what `key` throws
 * @example
 * ```ts
 * await tombstonePlc(did, key);
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function tombstonePlc(did: string, key: PlcSigner, options: ResolveOptions = {}): Promise<PlcUpdated> {
  const log = await readPlcLog(did, options);
  if (log.data === undefined) return { data: undefined, done: false };
  await sendPlcOperation(did, await signPlcTombstone(log, key), options);
  return { data: undefined, done: true };
}

/** Whether two say the same. The order of keys and names counts, that of properties does not. */
function isSame(one: PlcData, other: PlcData): boolean {
  return canonical(one) === canonical(other);
}

function canonical({ rotationKeys, alsoKnownAs, verificationMethods, services }: PlcData): string {
  const keys = Object.entries(verificationMethods).sort(byName);
  const servers = Object.entries(services).sort(byName);
  const all = servers.map(([id, { type, endpoint }]) => [id, type, endpoint]);
  return JSON.stringify([rotationKeys, alsoKnownAs, keys, all]);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
