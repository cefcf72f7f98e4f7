import {
  addMembers,
  createList,
  deleteList,
  follow,
  goLive,
  report,
  setMembers,
  unfollow,
  updateProfile,
} from "bluesky/actions";
import { Profile, Status } from "bluesky/app/bsky/actor";
import { Follow, Listitem } from "bluesky/app/bsky/graph";
import type { Client } from "bluesky/client";
import { get, list } from "bluesky/records";
import { accountAt, did } from "../accountAt.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

const clientAt = (origin: string): Client => accountAt(origin, { retry: { baseDelay: 1 } });

/** Who is on a list, as its owner's records say. */
async function membersOf(client: Client, uri: string): Promise<string[]> {
  const subjects: string[] = [];
  for await (const { value } of list.items(client, Listitem)) if (value.list === uri) subjects.push(value.subject);
  return subjects.sort();
}

export const cases: Cases = {
  "an account is followed once, by whatever names it": async ({ origin }) => {
    const client = clientAt(origin);
    const { uri, done } = await follow(client, "@alice.test");
    same([done, (await get(client, Follow, uri)).value.subject], [true, did]);
    same(await follow(client, { did }), { uri, done: false });
    same(await unfollow(client, `https://bsky.app/profile/${did}`), { uri, done: true });
    same((await unfollow(client, did)).done, false);
    await fails("actor_not_found", () => follow(client, "nobody.test"));
  },

  "a list has exactly those members that are given, and goes on where it was stopped": async ({ origin }) => {
    const client = clientAt(origin);
    const dids = Array.from({ length: 12 }, (_, i) => `did:web:member${i + 10}.example.com`);
    const { uri } = await createList(client, "Friends", { description: "of mine" });
    same((await addMembers(client, uri, dids.slice(0, 8))).added, dids.slice(0, 8));
    let checkpoint = "";
    const stop = (text: string): void => {
      checkpoint = text;
      throw new Error("stopped");
    };
    const wanted = dids.slice(4);
    const stopped = (): unknown => setMembers(client, uri, wanted, { batchSize: 3, onCheckpoint: stop });
    await fails("checkpoint_failed", stopped);
    same((await setMembers(client, uri, wanted, { batchSize: 3, checkpoint })).done, true);
    same(await membersOf(client, uri), wanted);
    same((await deleteList(client, uri)).done, true);
    same(await membersOf(client, uri), []);
  },

  "a profile is changed, and so is what one does": async ({ origin }) => {
    const client = clientAt(origin);
    same((await updateProfile(client, { displayName: "Alice", pronouns: "she/her" })).done, true);
    same((await updateProfile(client, (profile) => ({ ...profile, pronouns: "she/her" }))).done, false);
    same((await updateProfile(client, { pronouns: undefined })).done, true);
    const { displayName, pronouns } = (await get(client, Profile, "self")).value;
    same([displayName, pronouns], ["Alice", undefined]);
    same((await goLive(client, { uri: "https://stream.example.com/alice", title: "Alice plays" })).done, true);
    same((await get(client, Status, "self")).value.durationMinutes, 60);
  },

  "a report is sent as the labeler declares it, and not where it does not take it": async ({ origin }) => {
    const client = clientAt(origin);
    const post = { uri: `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a`, cid: `bafyreia${"a".repeat(51)}` };
    const { reasonType } = await report(client, post, { reason: "spam", labeler: did });
    same(reasonType, "tools.ozone.report.defs#reasonMisleadingSpam");
    await fails("report_not_taken", () => report(client, "alice.test", { reason: "spam", labeler: did }));
  },
};
