import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { Postgate } from "../../../lexicons/app/bsky/feed/postgate.ts";
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
 * Takes one's own post out of a quote of it, or puts it back.
 *
 * @throws {RecordsError} `wrong_repo` where it quotes somebody else's
 * @throws {unknown} the same errors as `detachQuote`
 */
export async function changeDetached(
  client: ClientLike,
  quote: PostRef,
  isDetached: boolean,
  options: CallOptions,
): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveSubject(client, quote, left());
  const { uri, value } = await findPost(client, subject, { isOwn: () => true, options: left() });
  const quoted = quotedBy(value);
  if (!quoted) throw invalidOption("quote", `Expected a post that quotes another one, got ${uri}.`);
  const own = await resolveOwn(client, quoted, left);
  const change = ({ detachedEmbeddingUris, ...gate }: Postgate): Postgate => {
    const detached = changeList(detachedEmbeddingUris, uri, isDetached);
    return { ...gate, ...(detached && { detachedEmbeddingUris: detached }) };
  };
  return { uri: own.uri, done: await changeGate(client, Postgate, own, { change, left }) };
}

function quotedBy({ embed }: Post): PostRef | undefined {
  if (embed?.$type === "app.bsky.embed.record") return embed.record;
  return embed?.$type === "app.bsky.embed.recordWithMedia" ? embed.record.record : undefined;
}
