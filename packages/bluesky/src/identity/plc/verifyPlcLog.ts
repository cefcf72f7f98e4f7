import { isObject } from "../../data/isObject.ts";
import { isPublicKey } from "./isPublicKey.ts";
import { cidOfOperation, didOfGenesis } from "./operationHash.ts";
import { findSigner } from "./operationSignature.ts";
import { type PlcFault, type PlcReason, plcError } from "./PlcError.ts";
import type { PlcData, PlcEntry, PlcOperation } from "./PlcOperation.ts";
import { parseOperation, toPlcData } from "./parseOperation.ts";

/** For how long a key of higher authority can take back what another one has signed: 72 hours. */
const RECOVERY_WINDOW = 72 * 3_600_000;

/** How many rotation keys an operation may have. */
const MOST_KEYS = 5;

/** A log that holds: every operation of it is one that the DID's own keys have made. */
export interface PlcLog {
  /** The DID. */
  readonly did: string;
  /** What the DID is now; `undefined` where it has ended. */
  readonly data: PlcData | undefined;
  /** What counts, oldest first. The last one is what the next operation follows. */
  readonly operations: readonly PlcEntry[];
  /** What counted until a key of higher authority signed another operation in its place. */
  readonly nullified: readonly PlcEntry[];
}

/** An operation that counts so far. */
export interface Link {
  readonly entry: PlcEntry;
  readonly data: PlcData | undefined;
  readonly at: number;
}

/**
 * Verifies the audit log of a `did:plc`: the hash of the first operation gives the DID, each operation follows one that counts and is
 * signed by a rotation key of that, and what was taken back was so within 72 hours and by a key of higher authority. Nobody has to be
 * trusted then but for the times, which are the directory's, and for whether the log is all that there is.
 *
 * @param log what the directory has at `/<did>/log/audit`
 * @throws {PlcError} `plc_log_invalid`, with `reason` and `index`
 * @throws {CryptoError} `curve_unsupported` where the platform has nothing for the curve of a key
 * @example
 * ```ts
 * const response = await fetch(`https://plc.directory/${did}/log/audit`);
 * const { data } = await verifyPlcLog(did, await response.json());
 * console.log(data?.rotationKeys);
 * ```
 * @see https://web.plc.directory/spec/v0.1/did-plc
 */
export async function verifyPlcLog(did: string, log: unknown): Promise<PlcLog> {
  const entries: readonly unknown[] = Array.isArray(log) ? log : [];
  if (entries.length === 0) throw plcError("plc_log_invalid", did, "expected a log, got none", { reason: "structure" });
  let chain: readonly Link[] = [];
  const nullified = new Set<PlcEntry>();
  const said: { readonly entry: PlcEntry; readonly index: number }[] = [];
  for (const [index, value] of entries.entries()) {
    const fail = (reason: PlcReason, message: string): Error =>
      plcError("plc_log_invalid", did, message, { reason, index });
    const link = await readLink(did, value, fail);
    const next = await follow(did, chain, link, fail);
    // What stood where it stands now, and after.
    for (const { entry } of chain.slice(next.length - 1)) nullified.add(entry);
    chain = next;
    said.push({ entry: link.entry, index });
  }
  for (const { entry, index } of said) {
    if (entry.nullified === nullified.has(entry)) continue;
    const fault: PlcFault = { reason: "nullified", index };
    const message = `the directory says that it ${entry.nullified ? "counts no more, and it does" : "counts, and it does not"}`;
    throw plcError("plc_log_invalid", did, message, fault);
  }
  return { did, data: chain.at(-1)?.data, operations: chain.map(({ entry }) => entry), nullified: [...nullified] };
}

/** What makes the error of an operation. */
export type Fail = (reason: PlcReason, message: string) => Error;

async function readLink(did: string, value: unknown, fail: Fail): Promise<Link> {
  const entry = isObject(value) ? value : {};
  const operation = parseOperation(entry.operation);
  const at = typeof entry.createdAt === "string" ? Date.parse(entry.createdAt) : Number.NaN;
  const isEntry = entry.did === did && typeof entry.nullified === "boolean" && !Number.isNaN(at);
  if (!operation || !isEntry) throw fail("structure", "expected an entry of the audit log of this DID");
  if ((await cidOfOperation(operation)) !== entry.cid) throw fail("hash", "its CID is not that of its operation");
  const data = toPlcData(operation);
  const fault = data && faultOfKeys(data);
  if (fault) throw fail("keys", fault);
  return { entry: entry as unknown as PlcEntry, data, at }; // as was just looked at
}

/** What is wrong with the keys of an operation. */
export function faultOfKeys({ rotationKeys, verificationMethods }: PlcData): string | undefined {
  if (rotationKeys.length < 1 || rotationKeys.length > MOST_KEYS) {
    return `expected 1 to ${MOST_KEYS} rotation keys, got ${rotationKeys.length}`;
  }
  const bad = [...rotationKeys, ...Object.values(verificationMethods)].find((key) => !isDidKey(key));
  return bad === undefined ? undefined : `expected did:key of P-256 or K-256, got ${bad.slice(0, 80)}`;
}

/** Whether a text is a key as operations name them. */
function isDidKey(key: string): boolean {
  return key.startsWith("did:key:") && isPublicKey(key);
}

/** The operations that count once this one does. */
async function follow(did: string, chain: readonly Link[], link: Link, fail: Fail): Promise<readonly Link[]> {
  const { operation } = link.entry;
  if (chain.length === 0) {
    if (!link.data || operation.prev !== null) throw fail("prev", "the first operation has another before it");
    if ((await didOfGenesis(operation)) !== did) throw fail("genesis", "the DID is not its hash");
    if ((await findSigner(operation, link.data.rotationKeys)) < 0) throw fail("signature", unsigned);
    return [link];
  }
  const fork = await checkNext(chain, operation, link.at, fail);
  return [...chain.slice(0, fork + 1), link];
}

const unsigned = "none of the keys that may sign it has";

/**
 * Checks that an operation may follow what counts so far.
 *
 * @returns the place of the one that it follows
 */
export async function checkNext(
  chain: readonly Link[],
  operation: PlcOperation,
  at: number,
  fail: Fail,
): Promise<number> {
  const place = chain.findIndex(({ entry }) => entry.cid === operation.prev);
  const previous = chain[place];
  if (!previous || operation.type === "create") throw fail("prev", "it follows no operation that counts");
  if (!previous.data) throw fail("tombstone", "the DID had ended before it");
  const keys = previous.data.rotationKeys;
  const signer = await findSigner(operation, keys);
  if (signer < 0) throw fail("signature", unsigned);
  const displaced = chain[place + 1];
  if (!displaced) return place;
  if (signer >= (await findSigner(displaced.entry.operation, keys))) {
    throw fail("authority", "it takes the place of one whose key has as much authority");
  }
  if (at - displaced.at > RECOVERY_WINDOW) throw fail("late", "it takes the place of one that is older than 72 hours");
  return place;
}
