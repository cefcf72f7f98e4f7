import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import { Postgate } from "../../../lexicons/app/bsky/feed/postgate.ts";
import { Threadgate } from "../../../lexicons/app/bsky/feed/threadgate.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { readSubject } from "../../refs/toStrongRef.ts";
import { type Gates, toQuoteRules, toReplyRules } from "../compose/Gates.ts";
import { changeGate } from "./changeGate.ts";
import { resolveOwn } from "./resolveOwn.ts";

/**
 * Changes who can reply in a thread of one's own, and who can quote its post. What is not said stays as it is, and so do hidden
 * replies and detached quotes.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {PostError} `post_not_found`
 * @throws {InvalidOptionError} also for who can reply to a reply: the first post of a thread says it
 * @throws {ValidationError}
 * @throws {CallError}
 * @example
 * ```ts
 * await setGates(client, post, { whoCanReply: ["mentioned", "following"], whoCanQuote: "nobody" });
 * ```
 */
export async function setGates(
  client: ClientLike,
  post: PostRef,
  gates: Gates,
  options: CallOptions = {},
): Promise<Done> {
  const left = countDown(client, options);
  const { whoCanReply, whoCanQuote } = Object(gates) as Gates;
  if (whoCanReply === undefined && whoCanQuote === undefined) {
    throw invalidOption("gates", `Expected \`whoCanReply\` or \`whoCanQuote\`, got ${typeOf(gates)} without either.`);
  }
  const subject = await resolveOwn(client, post, left);
  const { uri } = subject;
  const { value } = await readSubject(client, subject, left());
  let done = false;
  if (whoCanReply !== undefined) {
    if (Object(value).reply !== undefined) {
      throw invalidOption("whoCanReply", `Expected the first post of a thread, got a reply: ${uri}.`);
    }
    const allow = await toReplyRules(client, whoCanReply, left);
    const change = ({ allow: _, ...gate }: Threadgate): Threadgate => ({ ...gate, ...(allow && { allow }) });
    done = await changeGate(client, Threadgate, subject, { change, left });
  }
  if (whoCanQuote !== undefined) {
    const rules = toQuoteRules(whoCanQuote);
    const change = ({ embeddingRules: _, ...gate }: Postgate): Postgate => ({
      ...gate,
      ...(rules && { embeddingRules: rules }),
    });
    done = (await changeGate(client, Postgate, subject, { change, left })) || done;
  }
  return { uri, done };
}
