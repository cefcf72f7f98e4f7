import { List } from "../../../lexicons/app/bsky/graph/list.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { editRecord } from "./editRecord.ts";
import { applyEdit, type ListEdit } from "./ListParts.ts";

/**
 * Changes the name, the description or the picture of one of one's own lists. What others change of it at the same time is kept.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError}
 * @throws {ValidationError}
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await editList(client, list, { name: "Old friends", description: null });
 * ```
 */
export function editList(
  client: ClientLike,
  list: SubjectRef,
  edit: ListEdit,
  options: CallOptions = {},
): Promise<Done> {
  const left = countDown(client, options);
  return editRecord(client, List, { ref: list, change: (record) => applyEdit(record, edit), left });
}
