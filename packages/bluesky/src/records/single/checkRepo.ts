import { applyWrites } from "../../lexicons/com/atproto/repo/applyWrites.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { beginSession } from "./limits/beginSession.ts";
import { callerOf } from "./limits/callerOf.ts";
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
 * @returns the options of what is left of the call
 * @throws {RecordsError} `wrong_repo`
 * @throws {CallError}
 */
export async function checkRepo<Options extends Pick<CallOptions, "deadline" | "signal">>(
  client: ClientLike,
  repo: string,
  writes: Iterable<Named>,
  options: Options,
): Promise<Options> {
  const { session } = callerOf(client);
  const isOwn = (name: string): boolean =>
    name === session?.did || name.toLowerCase() === session?.handle?.toLowerCase();
  let rest = options;
  for (const { schema, repo: named, rkey } of writes) {
    if (named === undefined || named === repo) continue;
    // A session that is begun late knows its handle only then.
    if (session?.handle === undefined) rest = await beginSession(client, rest, applyWrites);
    if (isOwn(named) && isOwn(repo)) continue;
    const uri = `at://${named}/${schema.nsid}/${rkey ?? ""}`;
    throw recordsError("wrong_repo", `expected a record in the repository being written to, ${repo}, got ${uri}`);
  }
  return rest;
}
