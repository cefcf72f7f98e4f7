import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { Threadgate } from "../../../lexicons/app/bsky/feed/threadgate.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { findPost } from "../find/findPost.ts";
import { changeGate } from "./changeGate.ts";
import { changeList } from "./changeList.ts";
import { resolveOwn } from "./resolveOwn.ts";

/**
 * Hides a reply in a thread of one's own, or shows it again.
 *
 * @throws {RecordsError} `wrong_repo` where the thread is somebody else's
 * @throws {unknown} the same errors as `hideReply`
 */
export async function changeHidden(
  client: ClientLike,
  reply: PostRef,
  isHidden: boolean,
  options: CallOptions,
): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveSubject(client, reply, left());
  const { uri, value } = await findPost(client, subject, { isOwn: () => true, options: left() });
  if (!value.reply) throw invalidOption("reply", `Expected a reply, got the first post of a thread: ${uri}.`);
  const root = await resolveOwn(client, value.reply.root, left);
  const change = ({ hiddenReplies, ...gate }: Threadgate): Threadgate => {
    const hidden = changeList(hiddenReplies, uri, isHidden);
    return { ...gate, ...(hidden && { hiddenReplies: hidden }) };
  };
  return { uri: root.uri, done: await changeGate(client, Threadgate, root, { change, left }) };
}
