import type { getProfiles } from "bluesky/app/bsky/actor";
import type { ProfileViewDetailed } from "bluesky/app/bsky/actor/defs";
import type { External, ExternalDef } from "bluesky/app/bsky/embed/external";
import * as feed from "bluesky/app/bsky/feed";
import { Post } from "bluesky/app/bsky/feed";
import { PostView } from "bluesky/app/bsky/feed/defs";
import { ReasonSpam } from "bluesky/com/atproto/moderation/defs";
import type { Issue, RecordSchema, Schema, StandardSchema, TokenSchema } from "bluesky/schema";
import type { Equal, Expect } from "./Equal.ts";

/** A PascalCase name is a type and its schema. */
export type View = Expect<Equal<typeof PostView, Schema<PostView>>>;
export type Record = Expect<Equal<typeof Post, RecordSchema<Post>>>;
export const spam: ReasonSpam = "com.atproto.moderation.defs#reasonSpam";
export type Token = Expect<Equal<typeof ReasonSpam, TokenSchema<ReasonSpam>>>;
export const sameSpam: ReasonSpam = ReasonSpam.value;

/** `is` is a guard. */
export function guards(value: unknown): string | undefined {
  if (Post.is(value)) return value.text;
  // @ts-expect-error: not before
  return value.text;
}

/** `parse` gives the type, `safeParse` the value or the issues. */
export function parses(value: unknown): readonly Issue[] {
  const view: PostView = PostView.parse(value);
  const result = PostView.safeParse(view, { level: "shape" });
  if (result.ok) {
    const uri: string = result.value.uri;
    return uri ? [] : [];
  }
  // @ts-expect-error: there is no value where it is not ok
  void result.value;
  return result.issues;
}
// @ts-expect-error: there is no such level
Post.safeParse({}, { level: "loose" });

/** A schema is a Standard Schema. */
export const standard: StandardSchema<Post> = Post;

/** A namespace's barrel has the mains, and nothing else. */
const { getTimeline, Post: SamePost } = feed;
void (getTimeline.kind satisfies "query");
void (SamePost satisfies typeof Post);
// @ts-expect-error: a definition is imported from its document
void feed.PostView;

/** A definition that would have its main's name has a suffix. */
export const card: External = {
  external: { uri: "https://example.com", title: "", description: "" } satisfies ExternalDef,
};
export type Card = Expect<Equal<typeof ExternalDef, Schema<ExternalDef>>>;
export type Main = Expect<Equal<typeof External, Schema<External>>>;

/** Another document's definition is the same type, not a copy of it. */
export type Same = Expect<Equal<getProfiles.Output["profiles"], ProfileViewDetailed[]>>;
