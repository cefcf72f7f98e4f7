import type { Fault } from "../fault/Fault.ts";
import { type CommitOptions, replaceAnswer } from "../fault/replaceAnswer.ts";

/**
 * Nothing comes back, on a connection that stays open until the client gives up or the fault network is closed.
 *
 * @example
 * ```ts
 * faulty.pds.add(faults.noAnswer({ afterCommit: true }), { nsid: "com.atproto.repo.createRecord", times: 1 });
 * ```
 */
export function noAnswer(options: CommitOptions = {}): Fault {
  return replaceAnswer("noAnswer", options, () => "silence");
}
