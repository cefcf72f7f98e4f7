import type { Claim } from "../Claim.ts";
import type { Results } from "./formatTable.ts";

/** What the table must show of a client: what is not in it, is not harmed. */
export function checkTable(results: Results, client: string): Claim {
  const problems: string[] = [];
  let calls = 0;
  for (const [fault, byClient] of results) {
    const result = byClient.get(client);
    const problem = (text: string): void => void problems.push(`${fault}: ${text}`);
    if (!result) {
      problem("it has no result");
      continue;
    }
    for (const each of [result.reads, result.writes]) {
      calls += each?.calls ?? 0;
      for (const [harm, count] of Object.entries(each?.harm ?? {})) {
        if (count > 0 && harm !== "not known") problem(`${count} ${harm}`);
      }
      // Ours are told by their code.
      for (const error of Object.keys(each?.errors ?? {})) {
        if (!/^[a-z]+(_[a-z]+)*( \d+)?$/.test(error)) problem(error);
      }
    }
    const { leaked, session, huge } = result;
    if (leaked && leaked.login + leaked.calls > 0) problem("secrets were given away");
    if (session && session.next !== "ok" && !fault.startsWith("revoked")) problem(`its session: ${session.next}`);
    if (huge && huge.end !== "invalid_response 200") problem(huge.end);
  }
  const found = `${calls} calls and ${results.size} faults`;
  return { claim: `nothing is lost, doubled, given away or left hanging by ${client}`, found, problems };
}
