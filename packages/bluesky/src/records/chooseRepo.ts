import type { ClientLike } from "../xrpc/Client.ts";
import { RecordsError } from "./RecordsError.ts";

/** The repository: the one given, or that of the session's account. @throws RecordsError `no_repo` */
export function chooseRepo(client: ClientLike, repo: string | undefined): string {
  const chosen = repo ?? client["~client"].did;
  if (chosen) return chosen;
  throw new RecordsError("no_repo", "expected the option `repo`: the client has no session");
}
