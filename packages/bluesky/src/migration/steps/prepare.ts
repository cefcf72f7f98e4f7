import { toLoginService } from "../../auth/tokens/toLoginService.ts";
import { reasonOf } from "../../errors/createError.ts";
import { findPds } from "../../identity/findPds.ts";
import { readPlcLog } from "../../identity/plc/readPlcLog.ts";
import { resolveHandle } from "../../identity/resolveHandle.ts";
import { checkAccountStatus } from "../../lexicons/com/atproto/server/checkAccountStatus.ts";
import { describeServer } from "../../lexicons/com/atproto/server/describeServer.ts";
import { isDid } from "../../syntax/did.ts";
import { isHandle } from "../../syntax/handle.ts";
import type { CallOptions, Client } from "../../xrpc/contract/Call.ts";
import type { MigrationOptions, Move } from "../contract/Migration.ts";
import { migrationError } from "../contract/MigrationError.ts";
import { type Journal, loadJournal } from "../journal/Journal.ts";
import { callOptions, clientAt, identifierOf, openServer } from "../server/openServer.ts";
import { lookupOptions } from "./changeIdentity.ts";

/** What a migration begins with. */
export interface Prepared {
  readonly source: Client;
  readonly journal: Journal;
  /** Whether the journal is that of an earlier run. */
  readonly isResumed: boolean;
  readonly records: number;
  readonly blobs: number;
  /** What is in the way. */
  readonly obstacles: readonly string[];
}

/**
 * Finds out what is to be moved, and what is in the way. Writes nothing.
 *
 * @throws {MigrationError} `migration_journal_invalid`
 * @throws {IdentityError}
 * @throws {AuthError} `invalid_service`
 * @throws {CallError}
 */
export async function prepare(move: Move, options: MigrationOptions): Promise<Prepared> {
  const call = callOptions(options);
  const kept = await loadJournal(move.journal, options.signal);
  const lookup = lookupOptions({ options });
  const to = toLoginService(move.to.service, options.network);
  // Later on the DID leads to the new server.
  const from = kept?.from ?? (await findPds(move.account, lookup));
  const known = kept?.did ?? (isDid(move.account) ? move.account : await resolveHandle(move.account, lookup));
  const identifier = identifierOf(known, move.account);
  const { client: source, did, handle } = await openServer({ ...move.from, service: from, identifier }, options);
  if (kept && (kept.to !== to || (isDid(move.account) && move.account !== kept.did))) {
    const message = `The journal is of a move of ${kept.did} to ${kept.to}: use one for each move.`;
    throw migrationError("migration_journal_invalid", message);
  }
  const { indexedRecords: records, expectedBlobs: blobs, activated } = await checkAccountStatus(source, {}, call);
  const journal = kept ?? { did, from, to, handle: move.to.handle ?? handle, done: {}, missing: [] };
  const found = { source, journal, isResumed: kept !== undefined, records, blobs };
  if (kept) return { ...found, obstacles: [] };
  const obstacles = [
    ...(from === to ? [`${did} is on ${to} already`] : []),
    ...(activated ? [] : [`${did} is deactivated on ${from}: activate it first`]),
    ...(await findObstacles(move, { ...found, obstacles: [] }, options, call)),
  ];
  return { ...found, obstacles };
}

async function findObstacles(
  move: Move,
  { source, journal }: Prepared,
  options: MigrationOptions,
  call: CallOptions,
): Promise<string[]> {
  const { did, to, handle } = journal;
  const [theirs, ours] = await Promise.all(
    [clientAt(to, options), source].map((client) => describeServer(client, {}, call)),
  );
  const found: string[] = [];
  const isUnder = (domains: readonly string[] = []): boolean => domains.some((domain) => handle.endsWith(domain));
  if (theirs?.inviteCodeRequired && !move.to.inviteCode) found.push(`${to} wants an inviteCode`);
  if (!isHandle(handle)) found.push(`${handle} is no handle`);
  else if (!isUnder(theirs?.availableUserDomains)) {
    if (isUnder(ours?.availableUserDomains)) {
      const choice = theirs?.availableUserDomains.join(", ");
      found.push(`${handle} is given out by the old server: choose a handle, under ${choice} or a domain of your own`);
    } else if ((await resolveHandle(handle, lookupOptions({ options })).catch(() => undefined)) !== did) {
      found.push(`${handle} does not point to ${did}`);
    }
  }
  return [...found, ...(await findIdentityObstacles(move, did, options))];
}

async function findIdentityObstacles(move: Move, did: string, options: MigrationOptions): Promise<string[]> {
  if (did.startsWith("did:web:")) return move.publish ? [] : ["a did:web needs `publish`, for its new document"];
  try {
    const { data } = await readPlcLog(did, lookupOptions({ options }));
    const { rotationKey } = move;
    if (!data) return [`${did} has ended`];
    if (!rotationKey)
      return move.token ? [] : ["expected `token`, which asks for what comes by e-mail, or `rotationKey`"];
    return data.rotationKeys.includes(rotationKey.did) ? [] : ["`rotationKey` is none of the account's rotation keys"];
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return [reasonOf(error)];
  }
}
