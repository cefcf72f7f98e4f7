import { Post } from "../../../lexicons/app/bsky/feed/post.ts";
import { Postgate } from "../../../lexicons/app/bsky/feed/postgate.ts";
import { Threadgate } from "../../../lexicons/app/bsky/feed/threadgate.ts";
import { applyWrites as send } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import { applyWrites } from "../../../records/single/applyWrites.ts";
import { buildWrite, type Write } from "../../../records/single/buildWrite.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import { checkOwn } from "../../refs/checkOwn.ts";
import type { Done } from "../../refs/Done.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";
import { readIfThere } from "../find/readIfThere.ts";

/**
 * Deletes one of one's own posts, with its gates, in one commit. One that is not there is no error. What it embeds the server
 * forgets by itself.
 *
 * @throws {RecordsError} `wrong_repo`, `no_repo`
 * @throws {InvalidOptionError}
 * @throws {CallError} `write_outcome_unknown`
 * @example
 * ```ts
 * await deletePost(client, "https://bsky.app/profile/alice.example.com/post/3jzfcijpj2z2a");
 * ```
 */
export async function deletePost(client: ClientLike, post: PostRef, options: CallOptions = {}): Promise<Done> {
  const left = countDown(client, options);
  const { repo } = await chooseRepo(client, undefined, left(), send);
  const subject = await resolveSubject(client, post, left());
  checkOwn(subject, repo);
  const { uri, rkey } = subject;
  for (let attempt = 1; ; attempt++) {
    const writes: Write[] = [];
    for (const schema of [Post, Postgate, Threadgate] as readonly RecordSchema<object>[]) {
      const how = { ...left(), validate: false as const };
      if (await readIfThere(client, schema, { repo, rkey }, how)) writes.push(buildWrite.delete(schema, rkey));
    }
    if (writes.length === 0) return { uri, done: attempt > 1 };
    try {
      await applyWrites(client, writes, { ...left(), repo });
      return { uri, done: true };
    } catch (error) {
      // A server refuses to delete what somebody else has deleted since.
      if (attempt >= 3 || !(error instanceof XrpcError) || error.status !== 400) throw error;
    }
  }
}
