import type { DraftView } from "../../../lexicons/app/bsky/draft/defs.ts";
import { getDrafts } from "../../../lexicons/app/bsky/draft/getDrafts.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";

/** The first of the account's drafts that is meant. There are a few hundred at most. */
export async function findDraft(
  client: ClientLike,
  isMeant: (view: DraftView) => boolean | Promise<boolean>,
  options: CallOptions,
): Promise<DraftView | undefined> {
  for await (const view of getDrafts.items(client, { limit: 100 }, options)) if (await isMeant(view)) return view;
  return undefined;
}
