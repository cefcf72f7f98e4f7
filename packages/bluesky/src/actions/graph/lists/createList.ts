import { List } from "../../../lexicons/app/bsky/graph/list.ts";
import { createRecord } from "../../../lexicons/com/atproto/repo/createRecord.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { create } from "../../../records/single/create.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import { findRecord } from "../../../records/single/outcome/findRecord.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import { type ListParts, toDescription } from "./ListParts.ts";

/** Options of {@link createList}. */
export interface CreateListOptions extends CallOptions, ListParts {
  /** What it is for: to read what its members post, or to mute and block them. @default "curation" */
  readonly purpose?: "curation" | "moderation" | undefined;
  /** Its record key, a TID: with the same key it is the same list, however often this runs. @default a new one */
  readonly key?: string | undefined;
}

/** The values of the lexicon. */
const PURPOSES = {
  curation: "app.bsky.graph.defs#curatelist",
  moderation: "app.bsky.graph.defs#modlist",
} as const;

/**
 * Creates a list. `addMembers` puts people on it.
 *
 * @returns its URI; `done` is false where there is a list under the `key`, which stays as it is
 * @throws {RecordsError} `no_repo`, `invalid_record_key`
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * const list = await createList(client, "Friends", { description: "Those whom I know" });
 * await addMembers(client, list, ["alice.example.com", "bob.example.com"]);
 * ```
 */
export async function createList(
  client: ClientLike,
  name: string,
  { purpose = "curation", description, avatar, key, ...options }: CreateListOptions = {},
): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), createRecord);
  const found =
    key === undefined ? undefined : await findRecord(client, { repo, collection: List.nsid, rkey: key }, left());
  if (found) return { uri: found.uri, done: false };
  const record = { purpose: PURPOSES[purpose], name, ...toDescription(description), ...(avatar && { avatar }) };
  const { uri } = await create(client, List, record, { ...left(), repo, rkey: key });
  return { uri, done: true };
}
