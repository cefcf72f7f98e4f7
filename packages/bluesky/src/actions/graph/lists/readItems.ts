import { Listitem } from "../../../lexicons/app/bsky/graph/listitem.ts";
import { list } from "../../../records/single/list.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";

/**
 * Who is on one of the account's own lists, and by which records: more than one where a program has written them without looking.
 * It is read from the repository, so all that was written before is in it.
 *
 * @throws {CallError}
 */
export async function readItems(
  client: ClientLike,
  { uri, repo }: { readonly uri: string; readonly repo: string },
  options: CallOptions,
): Promise<Map<string, string[]>> {
  const members = new Map<string, string[]>();
  for await (const item of list.items(client, Listitem, { ...options, repo, limit: 100, onInvalid: () => {} })) {
    const { subject, list: of } = item.value;
    if (of === uri) members.set(subject, [...(members.get(subject) ?? []), item.uri]);
  }
  return members;
}
