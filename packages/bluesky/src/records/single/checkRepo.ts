import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { recordsError } from "./RecordsError.ts";

/** A write, as far as its repository goes. */
interface Named {
  readonly schema: RecordSchema<object>;
  readonly repo?: string | undefined;
  readonly rkey?: string | undefined;
}

/**
 * Holds writes to the one repository that they go to. A handle and a DID are the same where both are the session's account.
 *
 * @throws RecordsError `wrong_repo`
 */
export async function checkRepo(
  client: ClientLike,
  repo: string,
  writes: Iterable<Named>,
  { signal }: Pick<CallOptions, "signal">,
): Promise<void> {
  const { session } = client["~client"];
  const isOwn = (name: string): boolean =>
    name === session?.did || name.toLowerCase() === session?.handle?.toLowerCase();
  for (const { schema, repo: named, rkey } of writes) {
    if (named === undefined || named === repo) continue;
    // A session that is begun late knows its handle only then.
    if (session?.handle === undefined) await session?.ready?.({ signal });
    if (isOwn(named) && isOwn(repo)) continue;
    const uri = `at://${named}/${schema.nsid}/${rkey ?? ""}`;
    throw recordsError("wrong_repo", `expected a record of the repository ${repo}, which is written to, got ${uri}`);
  }
}
