import type { CallOptions, ClientLike, Definition } from "../../xrpc/contract/Call.ts";
import { beginSession } from "./limits/beginSession.ts";
import { callerOf } from "./limits/callerOf.ts";
import { recordsError } from "./RecordsError.ts";

/**
 * The repository: the one given, or that of the session's account. A session that is begun late is begun for that.
 *
 * @param operation what needs to know it
 * @returns beside it the options of what is left of the call
 * @throws {RecordsError} `no_repo`
 * @throws {CallError}
 * @throws {InvalidOptionError}
 */
export async function chooseRepo<Options extends Pick<CallOptions, "deadline" | "signal">>(
  client: ClientLike,
  given: string | undefined,
  options: Options,
  operation: Pick<Definition, "nsid" | "kind">,
): Promise<{ readonly repo: string; readonly rest: Options }> {
  const caller = callerOf(client);
  const rest = given === undefined && !caller.did ? await beginSession(client, options, operation) : options;
  const repo = given ?? caller.did;
  if (repo) return { repo, rest };
  const why = caller.session ? "the client's session is no account's" : "the client has no session";
  throw recordsError("no_repo", `expected the option \`repo\`: ${why}`);
}
