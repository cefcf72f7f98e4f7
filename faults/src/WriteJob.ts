import { Post } from "bluesky/app/bsky/feed";
import type { Client } from "bluesky/client";
import { applyWrites, buildWrite, create, deleteRecord, put } from "bluesky/records";
import { nextTid, now } from "bluesky/syntax";

/** A write of posts whose texts tell whether it was done. */
export interface WriteJob {
  readonly name: string;
  /** The texts that are there as long as it was not done. */
  readonly before: readonly string[];
  /** The texts that are there once it was done. */
  readonly after: readonly string[];
  /** How many records it is about. */
  readonly records: number;
  run(client: Client): Promise<unknown>;
}

/** The operations that write records. */
export const writeOperations: readonly string[] = ["createRecord", "putRecord", "deleteRecord", "applyWrites"].map(
  (name) => `com.atproto.repo.${name}`,
);

const post = (text: string): Post => ({ text, createdAt: now() });

/** Makes so many writes, of all four kinds in turns, and the records that they change. */
export async function prepareWrites(client: Client, count: number): Promise<WriteJob[]> {
  const made: { text: string; rkey: string }[] = [];
  const existing = (text: string): string => {
    const rkey = nextTid();
    made.push({ text, rkey });
    return rkey;
  };
  const jobs = Array.from({ length: count }, (_, number): WriteJob => {
    const texts = { old: `old ${number}`, other: `other ${number}`, next: `next ${number}`, more: `more ${number}` };
    switch (number % 4) {
      case 0:
        return {
          name: `create ${number}`,
          before: [],
          after: [texts.next],
          records: 1,
          run: (on) => create(on, Post, post(texts.next)),
        };
      case 1: {
        const rkey = existing(texts.old);
        return {
          name: `put ${number}`,
          before: [texts.old],
          after: [texts.next],
          records: 1,
          run: (on) => put(on, Post, rkey, post(texts.next)),
        };
      }
      case 2: {
        const rkey = existing(texts.old);
        return {
          name: `delete ${number}`,
          before: [texts.old],
          after: [],
          records: 1,
          run: (on) => deleteRecord(on, Post, rkey),
        };
      }
      default: {
        const [updated, deleted] = [existing(texts.old), existing(texts.other)];
        const writes = [
          buildWrite.create(Post, post(texts.next)),
          buildWrite.update(Post, updated, post(texts.more)),
          buildWrite.delete(Post, deleted),
        ];
        return {
          name: `applyWrites ${number}`,
          before: [texts.old, texts.other],
          after: [texts.next, texts.more],
          records: 3,
          run: (on) => applyWrites(on, writes),
        };
      }
    }
  });
  for (let start = 0; start < made.length; start += 200) {
    const batch = made.slice(start, start + 200).map(({ text, rkey }) => buildWrite.create(Post, post(text), { rkey }));
    await applyWrites(client, batch);
  }
  return jobs;
}
