import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveList } from "../find/resolveList.ts";
import { relate } from "./Relation.ts";
import { listBlocks } from "./relations.ts";

/**
 * Blocks everybody who is on a list, now and later.
 *
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await blockList(client, "https://bsky.app/profile/carol.example.com/lists/3jzfcijpj2z2a");
 * ```
 */
export async function blockList(client: ClientLike, list: SubjectRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  return relate(client, listBlocks, { subject: (await resolveList(client, list, left)).uri }, left);
}
