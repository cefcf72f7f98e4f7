import { Verification } from "../../../lexicons/app/bsky/graph/verification.ts";
import { listRecords } from "../../../lexicons/com/atproto/repo/listRecords.ts";
import { applyWrites } from "../../../records/single/applyWrites.ts";
import { buildWrite } from "../../../records/single/buildWrite.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { list } from "../../../records/single/list.ts";
import type { ReadRecord } from "../../../records/single/RecordResult.ts";
import { nextTid } from "../../../syntax/tid.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { actorNotFound } from "../../refs/ActorError.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { readProfile } from "../find/readProfile.ts";

/**
 * Verifies an account, under the handle and the display name that it has now: when they change, the verification is no longer
 * valid, and doing this again replaces it, in one commit. Apps show verifications of those verifiers only whom they trust.
 *
 * @throws {ActorError} `actor_not_found` also where the AppView does not know the account
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await verify(client, "bob.example.com");
 * ```
 */
export async function verify(client: ClientLike, actor: ActorRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), listRecords);
  const subject = await resolveActor(client, actor, left());
  const { handle, displayName = "" } = (await readProfile(client, subject, left())) ?? {};
  if (typeof handle !== "string" || typeof displayName !== "string") {
    throw actorNotFound(subject, `the AppView does not know the account ${subject}`);
  }
  const earlier = await verificationsOf(client, repo, subject, left);
  const same = earlier.find(({ value }) => value.handle === handle && value.displayName === displayName);
  const stale = earlier.filter((one) => one !== same);
  const rkey = nextTid();
  const created = same ? [] : [buildWrite.create(Verification, { subject, handle, displayName }, { rkey })];
  const writes = [...stale.map(({ uri }) => buildWrite.delete(Verification, uri)), ...created];
  if (writes.length > 0) await applyWrites(client, writes, { ...left(), repo });
  return { uri: same?.uri ?? `at://${repo}/${Verification.nsid}/${rkey}`, done: !same };
}

/**
 * Takes one's verifications of an account back. Where there is none, that is no error.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await unverify(client, "bob.example.com");
 * ```
 */
export async function unverify(client: ClientLike, actor: ActorRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), listRecords);
  const subject = await resolveActor(client, actor, left());
  const found = await verificationsOf(client, repo, subject, left);
  const writes = found.map(({ uri }) => buildWrite.delete(Verification, uri));
  if (writes.length > 0) await applyWrites(client, writes, { ...left(), repo });
  return { uri: found[0]?.uri ?? `at://${subject}`, done: found.length > 0 };
}

/** One's verifications of an account. Those that are not valid are nobody's. */
async function verificationsOf(
  client: ClientLike,
  repo: string,
  subject: string,
  left: () => CallOptions,
): Promise<ReadRecord<Verification>[]> {
  const found: ReadRecord<Verification>[] = [];
  for await (const one of list.items(client, Verification, { ...left(), repo, limit: 100, onInvalid: () => {} })) {
    if (one.value.subject === subject) found.push(one);
  }
  return found;
}
