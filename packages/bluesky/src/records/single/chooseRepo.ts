import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { recordsError } from "./RecordsError.ts";

/**
 * The repository: the one given, or that of the session's account. A session that is begun late is begun for that.
 *
 * @throws RecordsError `no_repo`
 */
export async function chooseRepo(
  client: ClientLike,
  repo: string | undefined,
  { signal }: Pick<CallOptions, "signal">,
): Promise<string> {
  const { "~client": caller } = client;
  if (repo === undefined && !caller.did) await caller.session?.ready?.({ signal });
  const chosen = repo ?? caller.did;
  if (chosen) return chosen;
  const why = caller.session ? "the client's session is no account's" : "the client has no session";
  throw recordsError("no_repo", `expected the option \`repo\`: ${why}`);
}
