import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveList } from "../find/resolveList.ts";
import { unrelate } from "./Relation.ts";
import { listBlocks } from "./relations.ts";

/**
 * Blocks a list no longer. Whoever is blocked by themselves stays so.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await unblockList(client, "https://bsky.app/profile/carol.example.com/lists/3jzfcijpj2z2a");
 * ```
 */
export async function unblockList(client: ClientLike, list: SubjectRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { uri } = await resolveList(client, list, left);
  return unrelate(client, listBlocks, { subject: uri, none: uri }, left);
}
