import { changeAnswer } from "../fault/changeAnswer.ts";
import type { Fault } from "../fault/Fault.ts";
import { drain } from "../traffic/gather.ts";

/**
 * The real answer with its status and headers, but an empty body.
 *
 * @example
 * ```ts
 * faulty.pds.add(faults.emptyBody(), { nsid: "com.atproto.server.createSession", times: 1 });
 * ```
 */
export function emptyBody(): Fault {
  return changeAnswer("emptyBody", async (answer) => {
    if (answer.upgraded !== undefined) return answer;
    await drain(answer.body);
    const headers = new Headers(answer.headers);
    if (answer.status !== 204 && answer.status !== 304) headers.set("content-length", "0");
    return { ...answer, headers, body: new Uint8Array() };
  });
}
