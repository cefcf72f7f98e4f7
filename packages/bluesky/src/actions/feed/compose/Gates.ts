import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { typeOf } from "../../../errors/typeOf.ts";
import type { Postgate } from "../../../lexicons/app/bsky/feed/postgate.ts";
import type { Threadgate } from "../../../lexicons/app/bsky/feed/threadgate.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject } from "../../refs/resolveSubject.ts";

/**
 * Whom a rule lets reply: those whom the post mentions, those whom its author follows, those who follow its author, the members of a
 * list. A rule of the lexicon is taken as it is.
 */
export type ReplyRule =
  | "mentioned"
  | "following"
  | "followers"
  | { readonly list: SubjectRef; readonly $type?: undefined }
  | NonNullable<Threadgate["allow"]>[number];

/** Who can reply in a thread, beside its author: everybody, nobody, or whoever one of up to five rules lets. */
export type WhoCanReply = "everybody" | "nobody" | readonly ReplyRule[];

/** Who can quote a post, beside its author. */
export type WhoCanQuote = "everybody" | "nobody";

/** Who can reply in a thread, and who can quote its post. */
export interface Gates {
  /** @default "everybody" */
  readonly whoCanReply?: WhoCanReply | undefined;
  /** @default "everybody" */
  readonly whoCanQuote?: WhoCanQuote | undefined;
}

const RULES: Readonly<Record<string, NonNullable<Threadgate["allow"]>[number]>> = {
  mentioned: { $type: "app.bsky.feed.threadgate#mentionRule" },
  following: { $type: "app.bsky.feed.threadgate#followingRule" },
  followers: { $type: "app.bsky.feed.threadgate#followerRule" },
};

/**
 * The rules of a threadgate: none at all where everybody can reply.
 *
 * @throws {InvalidOptionError}
 * @throws {PostError} `post_not_found`
 * @throws {CallError} of the list of a rule
 */
export async function toReplyRules(
  client: ClientLike,
  who: WhoCanReply | undefined,
  left: () => CallOptions,
): Promise<Threadgate["allow"]> {
  if (who === undefined || who === "everybody") return undefined;
  const rules: NonNullable<Threadgate["allow"]> = [];
  const list: readonly ReplyRule[] | undefined = who === "nobody" ? [] : Array.isArray(who) ? who : undefined;
  if (!list) throw wrong("whoCanReply", "everybody, nobody, or a list of rules", who);
  for (const rule of list) {
    const known = typeof rule === "string" && Object.hasOwn(RULES, rule) ? RULES[rule] : undefined;
    if (known) rules.push(known);
    else if (typeof rule !== "object" || rule === null) throw wrong("whoCanReply", RULE, rule);
    else if (rule.$type !== undefined) rules.push(rule);
    else {
      const { uri } = await resolveSubject(client, Object(rule).list, left());
      rules.push({ $type: "app.bsky.feed.threadgate#listRule", list: uri });
    }
  }
  return rules;
}

const RULE = "mentioned, following, followers, or { list }";

/**
 * The rules of a postgate: none at all where everybody can quote.
 *
 * @throws {InvalidOptionError}
 */
export function toQuoteRules(who: WhoCanQuote | undefined): Postgate["embeddingRules"] {
  if (who === undefined || who === "everybody") return undefined;
  if (who === "nobody") return [{ $type: "app.bsky.feed.postgate#disableRule" }];
  throw wrong("whoCanQuote", "everybody or nobody", who);
}

function wrong(option: string, expected: string, got: unknown): Error {
  return invalidOption(option, `Expected ${expected}, got ${typeof got === "string" ? `"${got}"` : typeOf(got)}.`);
}
