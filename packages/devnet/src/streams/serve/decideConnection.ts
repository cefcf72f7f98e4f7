import type { StreamLink } from "../faults/fault/StreamFault.ts";
import type { StreamHit } from "../faults/rules/createStreamRules.ts";
import type { ConnectionMarks } from "./createConnection.ts";
import type { Refusal, Subscription } from "./Subscription.ts";

/** What is done once a connection is open, with the numbers to draw from. */
export interface OpeningAct {
  act(link: StreamLink): Promise<void> | void;
  random(): number;
}

/** Lets faults decide what becomes of somebody who wants to connect. */
export function decideConnection(
  path: string,
  subscription: Subscription,
  hits: readonly StreamHit[],
  mark: ConnectionMarks,
): { refusal: Refusal | undefined; opened: readonly OpeningAct[] } {
  let refusal: Refusal | undefined;
  const opened: OpeningAct[] = [];
  for (const { fault, random } of hits) {
    mark.met(fault.name);
    fault.connect?.({
      path,
      cursor: subscription.cursor,
      encoding: subscription.encoding,
      refuse(status, body = {}, headers = {}) {
        refusal ??= { status, body, headers };
      },
      skip: subscription.skip,
      opened: (act) => opened.push({ act, random }),
    });
  }
  return { refusal, opened };
}
