import { putActivitySubscription } from "../../../lexicons/app/bsky/notification/putActivitySubscription.ts";
import { countDown } from "../../../records/single/limits/countDown.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { ActorRef } from "../../refs/ActorRef.ts";
import type { Done } from "../../refs/Done.ts";
import { resolveActor } from "../../refs/resolveActor.ts";
import { readProfile } from "../find/readProfile.ts";

/** Options of {@link subscribe}. */
export interface SubscribeOptions extends CallOptions {
  /** Whether to hear of its replies, too. @default false */
  readonly replies?: boolean | undefined;
}

/**
 * Has one notified of what an account posts. Doing it again changes whether that is so of its replies.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError} also where the account does not allow it
 * @example
 * ```ts
 * await subscribe(client, "bob.example.com", { replies: true });
 * ```
 */
export function subscribe(
  client: ClientLike,
  actor: ActorRef,
  { replies = false, ...options }: SubscribeOptions = {},
): Promise<Done> {
  return putSubscription(client, actor, { post: true, reply: replies }, options);
}

/**
 * Has one notified of an account's posts no longer.
 *
 * @throws {ActorError} `actor_not_found`
 * @throws {InvalidOptionError}
 * @throws {CallError}
 * @example
 * ```ts
 * await unsubscribe(client, "bob.example.com");
 * ```
 */
export function unsubscribe(client: ClientLike, actor: ActorRef, options: CallOptions = {}): Promise<Done> {
  return putSubscription(client, actor, { post: false, reply: false }, options);
}

async function putSubscription(
  client: ClientLike,
  actor: ActorRef,
  wanted: { readonly post: boolean; readonly reply: boolean },
  options: CallOptions,
): Promise<Done> {
  const left = countDown(client, options);
  const subject = await resolveActor(client, actor, left());
  const view = await readProfile(client, subject, left());
  const { post = false, reply = false } = Object(view?.viewer.activitySubscription);
  const done = !view || post !== wanted.post || reply !== wanted.reply;
  if (done) {
    const input = { subject, activitySubscription: wanted };
    await putActivitySubscription(client, input, { ...left(), idempotent: true });
  }
  return { uri: `at://${subject}`, done };
}
