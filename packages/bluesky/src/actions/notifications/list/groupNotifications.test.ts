import assert from "node:assert/strict";
import { it } from "node:test";
import type { Notification } from "../../../lexicons/app/bsky/notification/listNotifications.ts";
import { groupNotifications } from "./groupNotifications.ts";

const DAY = 86_400_000;
const HOUR = DAY / 24;

function one(reason: string, who: string, age: number, more: Partial<Notification> = {}): Notification {
  const did = `did:web:${who}.test`;
  const indexedAt = new Date(100 * DAY - age).toISOString();
  const author = { did, handle: `${who}.test` };
  return { uri: `at://${did}/a.b.c/${age}`, cid: "", author, reason, record: {}, isRead: true, indexedAt, ...more };
}

/** Reasons, and who did it. */
function grouped(notifications: Notification[], options = {}): string[] {
  return groupNotifications(notifications, options).map(
    ({ reason, authors, notifications: { length } }) =>
      `${length} ${reason} ${authors.map(({ handle }) => handle.replace(".test", ""))}`,
  );
}

it("what says the same of the same subject within two days is a group, where its newest one stood", () => {
  const [a, b] = [{ reasonSubject: "at://a" }, { reasonSubject: "at://b" }];
  const all = [
    one("like", "alice", 0, { ...a, isRead: false }),
    one("like", "bob", HOUR, a),
    one("reply", "bob", 2 * HOUR, a),
    one("like", "carol", 3 * HOUR, b),
    one("like", "dora", 4 * HOUR, a),
    one("like", "bob", 5 * HOUR, a),
    one("reply", "bob", 6 * HOUR, a),
    one("like", "erin", HOUR + 2 * DAY, a),
    one("like", "fred", HOUR + 2 * DAY + 1, a),
  ];
  assert.deepEqual(grouped(all), [
    "1 like alice",
    "4 like bob,dora,erin",
    "1 reply bob",
    "1 like carol",
    "1 reply bob",
    "1 like fred",
  ]);
  assert.equal(grouped(all, { within: 0 }).length, all.length);
  assert.deepEqual(
    grouped(all, { reasons: ["reply"], within: DAY }).filter((group) => group.includes("reply")),
    ["2 reply bob"],
  );
  assert.deepEqual(grouped([]), []);
});

it("posts of those to whom one has subscribed are grouped by their author", () => {
  const posts = [
    one("subscribed-post", "bob", 0),
    one("subscribed-post", "carol", 1),
    one("subscribed-post", "bob", 2),
  ];
  assert.deepEqual(grouped(posts), ["2 subscribed-post bob", "1 subscribed-post carol"]);
});
