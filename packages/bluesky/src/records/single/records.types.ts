import { Profile } from "../../lexicons/app/bsky/actor/profile.ts";
import { Like } from "../../lexicons/app/bsky/feed/like.ts";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import type { Client } from "../../xrpc/contract/Call.ts";
import { buildWrite, create, get, list, type NewRecord, planWrites, put, update } from "../index.ts";

declare const client: Client;
declare const view: { readonly uri: string; readonly cid: string; readonly author: object };
const createdAt = "2024-01-01T00:00:00Z";

/** What is created may leave out its `createdAt`, and nothing else that is required. */
export async function creates(): Promise<void> {
  await create(client, Post, { text: "hi" });
  await create(client, Post, { text: "hi", createdAt, langs: ["en"] });
  buildWrite.create(Post, { text: "hi" }, { rkey: "k" });
  await create(client, Profile, {});
  await create(client, Profile, { createdAt: undefined });
  // @ts-expect-error: the text is missing
  await create(client, Post, {});
  // @ts-expect-error: a typo
  await create(client, Post, { text: "hi", lnags: ["en"] });
  // @ts-expect-error: another type
  await create(client, Post, { text: "hi", createdAt: new Date() });
  // @ts-expect-error: the subject is missing
  buildWrite.create(Like, { createdAt });
  // @ts-expect-error: a typo
  buildWrite.create(Post, { text: "hi", createdat: createdAt });
  // @ts-expect-error: a typo in an option
  await create(client, Post, { text: "hi" }, { rky: "k" });
}

/** What is put, or updated, is whole. */
export async function puts(): Promise<void> {
  await put(client, Post, "k", { text: "hi", createdAt });
  await put(client, Profile, {}, { displayName: "Alice" }, { swapRecord: null });
  buildWrite.update(Post, view, { text: "hi", createdAt });
  // @ts-expect-error: its `createdAt` is missing
  await put(client, Post, "k", { text: "hi" });
  // @ts-expect-error: its `createdAt` is missing
  buildWrite.update(Post, "k", { text: "hi" });
  // @ts-expect-error: no target
  await put(client, Post, { text: "hi", createdAt });
  // @ts-expect-error: the target has its key
  await put(client, Post, "k", { text: "hi", createdAt }, { rkey: "k" });
  // @ts-expect-error: a typo
  await put(client, Profile, {}, { displyName: "Alice" });
}

/** What `change` gets and gives is a whole record. */
export async function updates(): Promise<string | undefined> {
  const { value, uri } = await update(client, Profile, {}, (profile) => ({ ...profile, displayName: "Alice" }));
  await update(client, Post, view, async (post) => ({ ...post, text: `${post.text}!` }), { attempts: 9 });
  await update(client, Profile, {}, () => undefined, { initial: {} });
  await update(client, Post, "k", (post) => post, { initial: { text: "" } });
  // @ts-expect-error: the text is missing
  await update(client, Post, "k", (post) => post, { initial: {} });
  // @ts-expect-error: another type
  await update(client, Profile, {}, (profile) => ({ ...profile, displayName: 5 }));
  // @ts-expect-error: the text is missing
  await update(client, Post, "k", () => ({ createdAt }));
  return value.displayName ?? uri;
}

/** One object has all that a list is asked for. */
export async function lists(): Promise<string[]> {
  const { records } = await list(client, Post, { repo: "alice.test", limit: 5, reverse: true, cursor: "c" });
  for await (const { value } of list.items(client, Post, { max: 5, onInvalid: () => {} })) value.text;
  // @ts-expect-error: only of items there is a most
  await list(client, Post, { max: 5 });
  // @ts-expect-error: one object
  await list(client, Post, {}, { repo: "alice.test" });
  return records.map(({ value }) => value.text);
}

/** Targets. */
export async function targets(): Promise<void> {
  await get(client, Post, view);
  await get(client, Post, { repo: "alice.test", rkey: "k" });
  // @ts-expect-error: it has neither a URI nor a key
  await get(client, Post, { cid: "c" });
  // @ts-expect-error: no target
  await get(client, Post);
  planWrites([buildWrite.delete(Like, view), buildWrite.delete(Like, "k")]);
}

/** A generic program can pass records on. */
export function passOn<T extends object>(schema: Parameters<typeof create<T>>[1], record: NewRecord<T>): void {
  void create<T>(client, schema, record);
}
