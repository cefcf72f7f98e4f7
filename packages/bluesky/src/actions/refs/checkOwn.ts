import { recordsError } from "../../records/single/RecordsError.ts";
import type { Subject } from "./resolveSubject.ts";

/**
 * Holds a record to being the account's own.
 *
 * @throws {RecordsError} `wrong_repo`
 */
export function checkOwn({ uri, did }: Pick<Subject, "uri" | "did">, repo: string): void {
  if (did === repo) return;
  throw recordsError("wrong_repo", `expected a record of the repository ${repo}, which is written to, got ${uri}`);
}
