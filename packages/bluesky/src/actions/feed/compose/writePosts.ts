import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { Post, type ReplyRef } from "../../../lexicons/app/bsky/feed/post.ts";
import { Postgate } from "../../../lexicons/app/bsky/feed/postgate.ts";
import { Threadgate } from "../../../lexicons/app/bsky/feed/threadgate.ts";
import { applyWrites } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import type { StrongRef } from "../../../lexicons/com/atproto/repo/strongRef.ts";
import { type CommittedWrite, commitWrites } from "../../../records/single/applyWrites.ts";
import { chooseRepo } from "../../../records/single/chooseRepo.ts";
import { byValue } from "../../../records/single/outcome/byValue.ts";
import { momentOf } from "../../../records/single/value/NewRecord.ts";
import { prepareRecord } from "../../../records/single/value/prepareRecord.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import { isDatetime } from "../../../syntax/datetime.ts";
import { isTid, nextTid } from "../../../syntax/tid.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { XrpcError } from "../../../xrpc/errors/XrpcError.ts";
import type { PostRef } from "../../refs/PostRef.ts";
import type { MakeCid } from "../../refs/toStrongRef.ts";
import { findQuoted } from "../find/findQuoted.ts";
import { findReply } from "../find/findReply.ts";
import { buildPost } from "./buildPost.ts";
import { toQuoteRules, toReplyRules } from "./Gates.ts";
import type { Posted } from "./Posted.ts";
import type { PostingOptions } from "./PostOptions.ts";
import { checkText, type PreparedPost } from "./PreparedPost.ts";
import { checkMedia, hasAttachments, type MediaEmbed, prepareMedia } from "./prepareMedia.ts";
import { readPosts, urlOf } from "./readPosts.ts";

/** A server takes no more in one commit. */
const MAX_WRITES = 200;

interface Asked {
  readonly options: PostingOptions & { readonly reply?: PostRef | undefined };
}

/** What is written of one post. */
interface PostWrites {
  readonly posted: Posted;
  readonly writes: readonly CommittedWrite[];
}

/** What is handed in, so that a single post does not carry what only a thread needs. */
export interface WritingPosts {
  /** Gives the options of each call. */
  readonly left: () => CallOptions;
  /** Gives the CIDs by which posts refer to each other, before they are sent; and those of a dry run. */
  readonly makeCid?: MakeCid | undefined;
  /** Gives the key of each post, of the one that was given. */
  readonly keyAfter?: ((key: string, index: number) => string) | undefined;
}

/**
 * Writes posts, each the answer to the one before it, with their gates, in one commit.
 *
 * @throws {PostError}
 * @throws {InvalidOptionError}
 * @throws {RecordsError} `no_repo`
 * @throws {ValidationError}
 * @throws {CallError}
 */
export async function writePosts(
  client: ClientLike,
  posts: readonly PreparedPost[],
  options: PostingOptions & { readonly reply?: PostRef | undefined },
  how: WritingPosts,
): Promise<Posted[]> {
  const { left } = how;
  const { key, dryRun, signal } = options;
  check(posts, options);
  const { repo } = await chooseRepo(client, undefined, left(), applyWrites);
  const keys = posts.map((_, i) => (key === undefined ? nextTid() : (how.keyAfter?.(key, i) ?? key)));
  // What is under a key that was given, and none where it was made.
  const readThere = async (): Promise<Posted[]> => (key === undefined ? [] : readPosts(client, { repo, keys }, left));
  const before = dryRun ? [] : await readThere();
  if (before.length > 0) return before;
  const context = await readContext(client, posts, options, { ...how, did: repo });
  const parts = posts.map((one) => one.parts);
  for (let again = hasAttachments(parts); ; again = false) {
    const attach = { left, dryRun: Boolean(dryRun), onProgress: options.onProgress };
    const media = await prepareMedia(client, parts, attach);
    const built = await buildAll(
      client,
      posts,
      { repo, keys, keyMade: key === undefined },
      { options, context, media, makeCid: how.makeCid },
    );
    const writes = built.flatMap((one) => one.writes);
    checkCount(writes.length);
    const posted = built.map((one) => one.posted);
    if (dryRun) return posted.map((one) => ({ ...one, done: false }));
    try {
      const { results } = await commitWrites(client, repo, writes, { ...left(), once: byValue });
      const cids = new Map(results.map(({ uri, cid }) => [uri, cid]));
      return posted.map((one) => ({ ...one, cid: one.cid || (cids.get(one.uri) ?? "") }));
    } catch (error) {
      // The server has thrown away what was uploaded: nothing was written, and all of it is sent again, once.
      if (again && isBlobNotFound(error)) continue;
      // Somebody else may have been faster, or an earlier attempt of the program that calls.
      const there = signal?.aborted ? [] : await readThere().catch(() => []);
      if (there.length > 0) return there;
      throw error;
    }
  }
}

/** @throws {InvalidOptionError} */
function checkCount(writes: number): void {
  if (writes <= MAX_WRITES) return;
  const message = `Expected at most ${MAX_WRITES} records in one commit, got ${writes}: these posts and their gates.`;
  throw invalidOption("posts", message);
}

/** How servers say that a record refers to a blob that they do not have. */
function isBlobNotFound(error: unknown): boolean {
  return error instanceof XrpcError && error.error === "BlobNotFound";
}

/**
 * @throws {InvalidOptionError}
 * @throws {PostError} `text_too_long`
 */
function check(
  posts: readonly PreparedPost[],
  { key, createdAt, reply, whoCanReply }: PostingOptions & { readonly reply?: PostRef | undefined },
): void {
  if (key !== undefined && !isTid(key)) throw invalidOption("key", `Expected a TID, got ${JSON.stringify(key)}.`);
  if (createdAt !== undefined && !isDatetime(createdAt)) {
    throw invalidOption("createdAt", `Expected a datetime, got ${JSON.stringify(createdAt)}.`);
  }
  if (reply !== undefined && whoCanReply !== undefined) {
    throw invalidOption(
      "whoCanReply",
      "Expected none for a reply: the first post of a thread says who can reply in it.",
    );
  }
  for (const { text, parts } of posts) {
    checkText(text);
    checkMedia(parts);
  }
}

/** What posts refer to, looked up once. */
interface PostsContext {
  readonly quotes: readonly (StrongRef | undefined)[];
  readonly reply: ReplyRef | undefined;
  readonly allow: Threadgate["allow"];
  readonly now: number;
}

async function readContext(
  client: ClientLike,
  posts: readonly PreparedPost[],
  { reply, whoCanReply }: Asked["options"],
  { did, left, makeCid }: WritingPosts & { readonly did: string },
): Promise<PostsContext> {
  const finding = { did, left, makeCid };
  const quotes: (StrongRef | undefined)[] = [];
  for (const { parts } of posts) {
    quotes.push(parts.quote === undefined ? undefined : await findQuoted(client, parts.quote, finding));
  }
  const answered = reply === undefined ? undefined : await findReply(client, reply, finding);
  return { quotes, reply: answered, allow: await toReplyRules(client, whoCanReply, left), now: Date.now() };
}

/** Builds the records of all posts, in their order. */
async function buildAll(
  client: ClientLike,
  posts: readonly PreparedPost[],
  place: { readonly repo: string; readonly keys: readonly string[]; readonly keyMade: boolean },
  about: Asked & {
    readonly context: PostsContext;
    readonly media: readonly (MediaEmbed | undefined)[];
    readonly makeCid: MakeCid | undefined;
  },
): Promise<PostWrites[]> {
  const { repo: did, keys, keyMade } = place;
  const { options, media, makeCid } = about;
  const { quotes, allow, now } = about.context;
  let { reply } = about.context;
  const { createdAt } = options;
  const built: PostWrites[] = [];
  for (const [i, prepared] of posts.entries()) {
    const rkey = keys[i] ?? nextTid();
    const uri = `at://${did}/${Post.nsid}/${rkey}`;
    const at = createdAt === undefined ? momentOf(now, i, posts.length) : Date.parse(createdAt) + i;
    // As it was given: its precision is part of the record.
    const moment = createdAt !== undefined && i === 0 ? createdAt : new Date(at).toISOString();
    const write = <T extends object>(schema: RecordSchema<T>, record: T): CommittedWrite & { value: T } => {
      const value = prepareRecord(client, schema, record, options) as T; // what was valid, with its `$type`
      return { action: "create", collection: schema.nsid, rkey, keyMade, value: value as T & CommittedWrite["value"] };
    };
    const post = write(Post, buildPost(prepared, { quoted: quotes[i], media: media[i], reply, createdAt: moment }));
    const embeddingRules = toQuoteRules(prepared.parts.whoCanQuote);
    const threadgate = i === 0 && allow ? write(Threadgate, { post: uri, allow, createdAt: moment }) : undefined;
    const postgate = embeddingRules && write(Postgate, { post: uri, embeddingRules, createdAt: moment });
    // The server says it of a single one.
    const isAsked = posts.length > 1 || options.dryRun;
    const cid = (isAsked && (await makeCid?.(post.value))) || "";
    built.push({
      writes: [post, threadgate, postgate].filter((one) => one !== undefined),
      posted: {
        ...{ uri, cid, rkey, value: post.value },
        ...(threadgate && { threadgate: threadgate.value }),
        ...(postgate && { postgate: postgate.value }),
        ...{ url: urlOf(client, uri), unresolved: prepared.unresolved, done: true },
      },
    });
    reply = { root: reply?.root ?? { uri, cid }, parent: { uri, cid } };
  }
  return built;
}
