import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { List } from "../../../lexicons/app/bsky/graph/list.ts";
import { Listitem } from "../../../lexicons/app/bsky/graph/listitem.ts";
import { Starterpack } from "../../../lexicons/app/bsky/graph/starterpack.ts";
import { applyWrites as send } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import { applyWrites } from "../../../records/single/applyWrites.ts";
import { buildWrite } from "../../../records/single/buildWrite.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { findRecord } from "../../../records/single/outcome/findRecord.ts";
import type { Text } from "../../../richtext/model/RichText.ts";
import { nextTid } from "../../../syntax/tid.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveActors } from "../../refs/resolveActor.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { toDescription } from "./ListParts.ts";

/** How many people the app takes into a starter pack. */
const MOST = 150;

/** Options of {@link createStarterPack}. */
export interface CreateStarterPackOptions extends CallOptions {
  /** What it is about, with facets where it is rich text. */
  readonly description?: Text | undefined;
  /** Up to three feeds. */
  readonly feeds?: readonly SubjectRef[] | undefined;
  /** Its record key, a TID: with the same key it is the same starter pack, however often this runs. @default a new one */
  readonly key?: string | undefined;
}

/**
 * Creates a starter pack, with its list and up to 150 people, in one commit.
 *
 * @returns its URI; `done` is false where there is one under the `key`, which stays as it is
 * @throws {ActorError} `actor_not_found`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError} also for more people
 * @throws {RecordsError} `no_repo`, `invalid_record_key`
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * const { uri } = await createStarterPack(client, "Birds", ["alice.example.com", "bob.example.com"]);
 * console.log(toAppUrl(uri));
 * ```
 */
export async function createStarterPack(
  client: ClientLike,
  name: string,
  members: Iterable<ActorRef>,
  { description, feeds = [], key, ...options }: CreateStarterPackOptions = {},
): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), send);
  const rkey = key ?? nextTid();
  const place = { repo, collection: Starterpack.nsid, rkey };
  const uri = `at://${repo}/${Starterpack.nsid}/${rkey}`;
  if (key !== undefined && (await findRecord(client, place, left()))) return { uri, done: false };
  const dids = await resolveActors(client, members, left);
  if (dids.length > MOST) throw invalidOption("members", `Expected at most ${MOST} people, got ${dids.length}.`);
  const list = `at://${repo}/${List.nsid}/${rkey}`;
  const about = toDescription(description);
  const shown = await Promise.all(
    feeds.map(async (feed) => ({ uri: (await resolveSubject(client, feed, left())).uri })),
  );
  const writes = [
    buildWrite.create(List, { purpose: "app.bsky.graph.defs#referencelist", name, ...about }, { rkey }),
    ...dids.map((subject) => buildWrite.create(Listitem, { subject, list })),
    buildWrite.create(Starterpack, { name, ...about, list, ...(shown.length > 0 && { feeds: shown }) }, { rkey }),
  ];
  await applyWrites(client, writes, { ...left(), repo });
  return { uri, done: true };
}
