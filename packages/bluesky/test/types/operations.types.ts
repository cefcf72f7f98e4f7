import { getPreferences } from "bluesky/app/bsky/actor";
import { getAuthorFeed, getTimeline } from "bluesky/app/bsky/feed";
import type { FeedViewPost } from "bluesky/app/bsky/feed/defs";
import { uploadPart } from "bluesky/app/bsky/video";
import type { ClientLike, XrpcError } from "bluesky/client";
import type { uploadBlob } from "bluesky/com/atproto/repo";
import { createSession, deleteSession } from "bluesky/com/atproto/server";
import type { getRepo, subscribeRepos } from "bluesky/com/atproto/sync";
import type { Schema } from "bluesky/schema";
import type { BinaryInput, BinaryOutput, CallResult, Subscription } from "bluesky/xrpc";
import type { Equal, Expect } from "./Equal.ts";

declare const client: ClientLike;

/** An operation's types are in a namespace of its name. */
export const params: getTimeline.Params = { limit: 10 };
export type Item = Expect<Equal<getTimeline.Item, FeedViewPost>>;
export type Feed = Expect<Equal<getTimeline.Output["feed"], FeedViewPost[]>>;
export type Cursor = Expect<Equal<getTimeline.Output["cursor"], string | undefined>>;
export const input: createSession.Input = { identifier: "alice.test", password: "" };
export type Errors = Expect<Equal<getAuthorFeed.ErrorName, "BlockedActor" | "BlockedByActor">>;
export type NoErrors = Expect<Equal<getTimeline.ErrorName, never>>;
// @ts-expect-error: a query has no input
export type NoInput = getTimeline.Input;
// @ts-expect-error: what does not page has no items
export type NoItem = createSession.Item;

/** It is called with a client; what has no required parts may be left out. */
export async function calls(): Promise<void> {
  const page: getTimeline.Output = await getTimeline(client);
  await getTimeline(client, { limit: 10, cursor: page.cursor }, { signal: AbortSignal.timeout(1000) });
  await getTimeline(client, {}, {});
  await getAuthorFeed(client, { actor: "alice.test", limit: undefined });
  // @ts-expect-error: the actor is missing
  await getAuthorFeed(client);
  // @ts-expect-error: the actor is missing
  await getAuthorFeed(client, {});
  // @ts-expect-error: a typo in a parameter
  await getTimeline(client, { limt: 10 });
  // @ts-expect-error: a parameter of another type
  await getTimeline(client, { limit: "10" });
  // @ts-expect-error: a typo in an option
  await getTimeline(client, {}, { sgnal: null });
  // @ts-expect-error: no client
  await getTimeline({ limit: 10 });
  const session: createSession.Output = await createSession(client, input);
  // @ts-expect-error: the password is missing
  await createSession(client, { identifier: session.handle });
  // Nothing goes in, and nothing comes out.
  return deleteSession(client);
}

/** Other forms of the call. */
export async function forms(): Promise<string> {
  const safe = await getAuthorFeed.safe(client, { actor: "alice.test" });
  if (safe.ok) return safe.data.feed[0]?.post.uri ?? "";
  // @ts-expect-error: no data where it is not ok
  void safe.data;
  const full: CallResult<getTimeline.Output> = await getTimeline.withResponse(client);
  return `${full.response.status} ${full.rateLimit?.remaining} ${full.data.feed.length}`;
}

/** Pages and items exist where a cursor pages, and only there. */
export async function pages(): Promise<void> {
  for await (const item of getTimeline.items(client, {}, { max: 500 })) void item.post.author.did;
  for await (const page of getAuthorFeed.pages(client, { actor: "alice.test" })) void page.feed;
  // @ts-expect-error: the actor is missing
  getAuthorFeed.items(client);
  // @ts-expect-error: preferences do not page
  getPreferences.items(client);
  // @ts-expect-error: nor does a login
  createSession.pages(client, input);
}

/** A name of an error that the lexicon does not declare does not compile. */
export function errors(error: unknown): string {
  if (getAuthorFeed.isError(error, "BlockedActor")) {
    const narrowed: XrpcError<"BlockedActor"> = error;
    return narrowed.error;
  }
  if (createSession.isError(error, "AccountTakedown")) return error.error;
  // @ts-expect-error: it is BlockedActor
  if (getAuthorFeed.isError(error, "BlockdActor")) return "";
  // @ts-expect-error: it is AccountTakedown
  if (createSession.isError(error, "AccountTakdown")) return "";
  // @ts-expect-error: it declares none
  if (getTimeline.isError(error, "BlockedActor")) return "";
  return "";
}

/** Parameters, input and output are schemas. */
export type ParamsSchema = Expect<Equal<typeof getTimeline.params, Schema<getTimeline.Params>>>;
export type InputSchema = Expect<Equal<typeof createSession.input, Schema<createSession.Input>>>;
export type OutputSchema = Expect<Equal<typeof getTimeline.output, Schema<getTimeline.Output>>>;
export type Kind = Expect<Equal<typeof getTimeline.kind, "query">>;

/** Parameters and a body go into one argument. Bodies without a schema are binary. */
export type Argument = Expect<Equal<uploadPart.Argument["params"], uploadPart.Params>>;
export type Binary = Expect<Equal<uploadBlob.Input, BinaryInput>>;
export type Archive = Expect<Equal<getRepo.Output, BinaryOutput>>;
export const upload = (argument: uploadPart.Argument): Promise<uploadPart.Output> => uploadPart(client, argument);
// @ts-expect-error: a body alone does not say which part it is
export const incomplete = (): unknown => uploadPart(client, new Uint8Array());

/** A subscription has the types of its messages. */
export type Stream = Expect<
  Equal<typeof subscribeRepos, Subscription<subscribeRepos.Params, subscribeRepos.Message, subscribeRepos.ErrorName>>
>;
export function onMessage(message: subscribeRepos.Message): number {
  return message.$type === "com.atproto.sync.subscribeRepos#commit" ? message.seq : 0;
}
