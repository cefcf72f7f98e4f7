import type { DidResolver } from "../../crypto/document/DidResolver.ts";
import type { SignatureVerifier } from "../../crypto/signature/SignatureVerifier.ts";
import { dataToJson } from "../../data/json.ts";
import { createIdentityResolver, type LookupOptions } from "../../identity/createIdentityResolver.ts";
import type { DidDocument } from "../../identity/DidDocument.ts";
import { getPds } from "../../identity/getPds.ts";
import { identityError } from "../../identity/IdentityError.ts";
import { getRepo } from "../../lexicons/com/atproto/sync/getRepo.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import type { Commit } from "../../repo/commit/parseCommit.ts";
import type { VerifyLevel } from "../../repo/read/ReadRepoOptions.ts";
import { readRepo } from "../../repo/read/readRepo.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { DeletedRecord, JsonRecord } from "../frame/RecordEvents.ts";
import type { CommitEvent } from "../model/StreamEvent.ts";

/** A record that a program has, by its at-uri's parts and its CID. */
export interface KnownRecord {
  /** Its collection, an NSID. */
  readonly collection: string;
  /** Its record key. */
  readonly rkey: string;
  /** Its CID. */
  readonly cid: string;
}

/** Finds DID documents. What `createIdentityResolver` makes is one. */
export interface DocumentResolver extends DidResolver {
  /** The document of a DID; with `refresh`, as it is now. */
  resolveDid(
    did: string,
    options?: { readonly signal?: AbortSignal | undefined; readonly refresh?: boolean | undefined },
  ): Promise<DidDocument>;
}

/** Options of {@link resync}. */
export interface ResyncOptions extends CallOptions {
  /** Collections of which records are given: NSIDs, or beginnings such as `app.bsky.graph.*`. @default all */
  readonly collections?: readonly string[] | undefined;
  /**
   * The records that are known, of the collections that are wanted. What has not changed is not given, and what is no longer there is
   * given as deleted. @default none is, and all records are given as created
   */
  readonly known?: Iterable<KnownRecord> | AsyncIterable<KnownRecord> | undefined;
  /** How much is verified, as `readRepo` does. @default "full" */
  readonly verify?: VerifyLevel | undefined;
  /** Finds the server of the account, and its key. @default one for the client's network, with a cache for this call */
  readonly identity?: DocumentResolver | undefined;
  /** Verifies signatures in place of the platform. */
  readonly verifier?: SignatureVerifier | undefined;
  /** Is told of the commit that is read, verified, before the first record. */
  readonly onCommit?: ((commit: Commit) => void) | undefined;
}

/**
 * Reads a repository as a whole from its server, verified, and gives what it has as events of a stream do, or what has changed: for an
 * event `sync`, which says that what is known of an account is no longer true. Each has the revision that was read: commits of a stream up to
 * that one are in it.
 *
 * That nothing is missing is known when the loop ends without an error: deletions come last.
 *
 * @throws {CallError} also where the account is not active: `RepoNotFound`, `RepoTakendown`, `RepoSuspended`, `RepoDeactivated`
 * @throws {RepoError}
 * @throws {IdentityError}
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {unknown} what `known` and functions of yours throw
 * @example
 * ```ts
 * if (event.kind === "sync") {
 *   for await (const change of resync(client, event.did, { known: recordsOf(event.did) })) await apply(change);
 * }
 * ```
 * @see https://atproto.com/specs/sync
 */
export async function* resync(
  client: ClientLike,
  did: string,
  options: ResyncOptions = {},
): AsyncGenerator<CommitEvent, void, undefined> {
  const { collections, known, verify = "full", verifier, onCommit, identity: given, ...call } = options;
  const { network, fetch } = callerOf(client).options;
  const identity = given ?? createIdentityResolver({ network, fetch });
  const { signal } = call;
  const service = await findServer(did, identity, { network, signal });
  const wants = toFilter(collections);
  const before = known && (await toMap(known));
  let rev = "";
  const read = (commit: Commit): void => {
    rev = commit.rev;
    onCommit?.(commit);
  };
  const car = await getRepo(client, { did }, { ...call, service });
  const base = { seq: 0, time: new Date().toISOString(), host: new URL(service).host, did };
  for await (const record of readRepo(car, { did, verify, verifier, identity, signal, onCommit: read })) {
    const { collection, rkey, cid, value } = record;
    if (!wants(collection)) continue;
    const path = `${collection}/${rkey}`;
    const old = before?.get(path);
    before?.delete(path);
    if (old === cid) continue;
    const action = old === undefined ? "create" : "update";
    const json = dataToJson(value);
    yield new JsonRecord({ ...base, rev }, { action, collection, rkey, cid, record: json, live: false });
  }
  for (const path of before?.keys() ?? []) {
    const slash = path.indexOf("/");
    const collection = path.slice(0, slash);
    if (wants(collection)) yield new DeletedRecord({ ...base, rev }, collection, path.slice(slash + 1), false);
  }
}

/** How a server is found. */
interface ServerOptions extends LookupOptions {
  readonly network: NetworkConfig | undefined;
}

/** The server of an account. @throws {IdentityError} */
export async function findServer(
  did: string,
  identity: DocumentResolver,
  { network, signal, refresh }: ServerOptions,
): Promise<string> {
  const document = await identity.resolveDid(did, { signal, refresh });
  const found = getPds(document, { network });
  if (found === undefined) throw identityError("no_pds", did, "its DID document names no server that may be called");
  return found;
}

async function toMap(known: Iterable<KnownRecord> | AsyncIterable<KnownRecord>): Promise<Map<string, string>> {
  const byPath = new Map<string, string>();
  const add = ({ collection, rkey, cid }: KnownRecord): void => {
    byPath.set(`${collection}/${rkey}`, cid);
  };
  // At once where that can be: a statement of a database is read for one account at a time.
  if (Symbol.iterator in known) for (const record of known) add(record);
  else for await (const record of known) add(record);
  return byPath;
}

/** Whether a collection is wanted. */
function toFilter(collections: readonly string[] | undefined): (collection: string) => boolean {
  if (!collections) return () => true;
  const exact = new Set(collections);
  const starts = collections.filter((one) => one.endsWith(".*")).map((one) => one.slice(0, -1));
  return (collection) => exact.has(collection) || starts.some((start) => collection.startsWith(start));
}
