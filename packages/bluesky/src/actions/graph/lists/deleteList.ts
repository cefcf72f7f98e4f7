import { List } from "../../../lexicons/app/bsky/graph/list.ts";
import { Listitem } from "../../../lexicons/app/bsky/graph/listitem.ts";
import { Starterpack } from "../../../lexicons/app/bsky/graph/starterpack.ts";
import { applyWrites } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import { buildWrite, type Write } from "../../../records/single/buildWrite.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { findRecord } from "../../../records/single/outcome/findRecord.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { checkOwn } from "../../refs/checkOwn.ts";
import type { Done } from "../../refs/Done.ts";
import { PostError } from "../../refs/PostError.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject, type Subject } from "../../refs/resolveSubject.ts";
import { resolveList } from "../find/resolveList.ts";
import type { ManyWritesOptions } from "./ManyWritesOptions.ts";
import { readItems } from "./readItems.ts";
import { runWrites } from "./runWrites.ts";

/**
 * Deletes one of one's own lists with all who are on it, or a starter pack with its list. The list itself goes last: if it is
 * stopped, do it again. One that is not there is no error; what is left of its members goes.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {InvalidOptionError}
 * @throws {WritePlanError}
 * @throws {CallError}
 * @example
 * ```ts
 * await deleteList(client, "https://bsky.app/profile/alice.example.com/lists/3jzfcijpj2z2a");
 * ```
 */
export async function deleteList(client: ClientLike, list: SubjectRef, options: ManyWritesOptions = {}): Promise<Done> {
  const left = (): CallOptions => ({ signal: options.signal });
  const { repo } = await chooseRepo(client, undefined, left(), applyWrites);
  const subject = await resolveSubject(client, list, left());
  checkOwn(subject, repo);
  const { uri } = subject;
  const members = await listOf(client, subject, left);
  if (!members) return { uri, done: false };
  checkOwn(members, repo);
  const next = async (): Promise<readonly Write[]> => {
    const items = [...(await readItems(client, { uri: members.uri, repo }, left())).values()].flat();
    const there: Write[] = [];
    for (const [schema, { rkey }] of [
      [List, members],
      [Starterpack, subject],
    ] as const) {
      if (schema === Starterpack && subject.collection !== schema.nsid) continue;
      const found = await findRecord(client, { repo, collection: schema.nsid, rkey }, left());
      if (found) there.push(buildWrite.delete<object>(schema, found.uri));
    }
    return [...items.map((item) => buildWrite.delete(Listitem, item)), ...there];
  };
  const { count } = await runWrites(client, { repo, list: members.uri, next }, options);
  return { uri, done: count > 0 };
}

/** The list that is meant. Of a starter pack that is not there, none is known. */
async function listOf(client: ClientLike, subject: Subject, left: () => CallOptions): Promise<Subject | undefined> {
  try {
    return await resolveList(client, subject.uri, left);
  } catch (error) {
    if (error instanceof PostError && error.code === "post_not_found") return undefined;
    throw error;
  }
}
