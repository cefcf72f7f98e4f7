import assert from "node:assert/strict";
import { test } from "node:test";
import { isValidRecordKey } from "@atproto/syntax";
import { createSeedPlan } from "./createSeedPlan.ts";
import type { PlannedFacet } from "./parseRichText.ts";
import type { PlannedRecord, PlannedValue, SeedPlan } from "./SeedPlan.ts";

const now = new Date("2030-01-02T03:04:05.678Z");
const plan = createSeedPlan(now);
const byId = new Map(plan.records.map((record) => [record.id, record]));
const posts = of("app.bsky.feed.post");

function of(collection: string, from: SeedPlan = plan): PlannedRecord[] {
  return from.records.filter((record) => record.collection === collection);
}

/** All placeholders and other parts of a value. */
function* parts(value: PlannedValue | undefined): Generator<{ readonly [key: string]: unknown }> {
  if (typeof value !== "object") return;
  if (!Array.isArray(value)) yield { ...value };
  for (const part of Object.values(value)) yield* parts(part);
}

function createdAt({ value }: PlannedRecord): string {
  return String(value.createdAt);
}

function parentOf({ value }: PlannedRecord): PlannedRecord | undefined {
  const { reply } = value as { reply?: { parent: { record: string } } }; // What planConversations writes.
  return reply && byId.get(reply.parent.record);
}

const depthOf = (post: PlannedRecord): number => {
  const parent = parentOf(post);
  return parent === undefined ? 1 : depthOf(parent) + 1;
};

test("the same time gives the same plan", () => {
  const again = createSeedPlan(new Date(now));
  assert.deepEqual(again.records, plan.records);
  assert.deepEqual([...again.pictures.keys()], [...plan.pictures.keys()]);
  assert.deepEqual([again.people, again.deleted, again.feeds], [plan.people, plan.deleted, plan.feeds]);
});

test("another time moves the times and nothing else", () => {
  const later = createSeedPlan(new Date(now.getTime() + 86_400_000));
  const timeless = ({ records }: SeedPlan) =>
    records.map(({ value, recordKey: _, ...record }) => ({ ...record, value: { ...value, createdAt: "" } }));
  assert.deepEqual(timeless(later), timeless(plan));
  const moved = later.records.map(createdAt).map((at) => Date.parse(at) - 86_400_000);
  const before = plan.records.map(createdAt).map((at) => Date.parse(at));
  assert.deepEqual(moved, before);
});

test("there is enough of everything", () => {
  assert.ok(plan.people.length >= 12);
  assert.ok(posts.length - plan.deleted.length >= 150);
  const handles = plan.people.slice(0, 3).map(({ handle }) => handle);
  assert.deepEqual(handles, ["alice.test", "bob.test", "carol.test"]);
  const profiles = of("app.bsky.actor.profile");
  assert.equal(profiles.filter(({ value }) => value.avatar).length, plan.people.length);
  assert.ok(profiles.filter(({ value }) => value.banner).length >= 10);

  const languages = new Set(posts.flatMap(({ value }) => value.langs));
  assert.ok(languages.size >= 10, [...languages].join());
  const types = new Map<string, number>();
  for (const { value } of plan.records) {
    for (const { $type } of parts(value)) types.set(String($type), (types.get(String($type)) ?? 0) + 1);
  }
  const wanted = {
    "app.bsky.richtext.facet#mention": 10,
    "app.bsky.richtext.facet#link": 10,
    "app.bsky.richtext.facet#tag": 40,
    "app.bsky.embed.images": 15,
    "app.bsky.embed.gallery": 1,
    "app.bsky.embed.external": 8,
    "app.bsky.embed.record": 10,
    "app.bsky.embed.recordWithMedia": 2,
    "com.atproto.label.defs#selfLabels": 3,
    "app.bsky.feed.like": 300,
    "app.bsky.feed.repost": 30,
    "app.bsky.graph.follow": 100,
    "app.bsky.graph.list": 3,
    "app.bsky.graph.listitem": 10,
    "app.bsky.graph.starterpack": 1,
    "app.bsky.graph.block": 2,
    "app.bsky.graph.listblock": 1,
    "app.bsky.feed.generator": 1,
    "app.bsky.feed.threadgate": 3,
    "app.bsky.feed.postgate": 2,
  };
  for (const [type, least] of Object.entries(wanted)) {
    assert.ok((types.get(type) ?? 0) >= least, `${type}: ${types.get(type)}`);
  }
  for (const { posts } of plan.feeds) assert.ok(posts.length >= 5);
});

test("threads are deep, and one is long", () => {
  assert.ok(posts.filter((post) => depthOf(post) === 4).length >= 10);
  assert.equal(Math.max(...posts.map(depthOf)), 10);
  const roots = posts.map(({ value }) => (value as { reply?: { root: { record: string } } }).reply?.root.record);
  assert.ok(roots.filter((root) => root === "unnoticed").length >= 40);
});

test("facets cover the words that they are about", () => {
  let checked = 0;
  for (const { value } of posts) {
    const bytes = Buffer.from(String(value.text));
    for (const { index, features } of (value.facets ?? []) as PlannedFacet[]) {
      const part = bytes.subarray(index.byteStart, index.byteEnd).toString();
      const [feature] = features;
      assert.ok(part.length > 1 && !part.includes("�"), part);
      if (feature?.tag !== undefined) assert.equal(part, `#${feature.tag}`);
      if (String(feature?.$type).endsWith("#mention")) assert.match(part, /^@\w+\.test$/);
      checked++;
    }
    assert.doesNotMatch(String(value.text), /@\{|\]\(/, "notation that was not understood");
    assert.ok([...new Intl.Segmenter().segment(String(value.text))].length <= 300);
  }
  assert.ok(checked > 60);
});

test("everything is written after what it refers to, and none of it in the future", () => {
  const names = new Set(plan.people.map(({ name }) => name));
  for (const record of plan.records) {
    const { value, step } = record;
    for (const { $seed, person, record: id, picture } of parts(value)) {
      if ($seed === "did") assert.ok(names.has(String(person)), String(person));
      if ($seed === "uri") assert.ok(byId.has(String(id)), String(id));
      if ($seed === "ref") assert.ok((byId.get(String(id))?.step ?? Infinity) < step, `${record.id} → ${id}`);
      if ($seed === "blob") assert.equal(plan.pictures.get(String(picture))?.by, record.by);
    }
  }
  for (const post of posts) {
    const at = createdAt(post);
    assert.ok(at < now.toISOString());
    const parent = parentOf(post);
    if (parent !== undefined) assert.ok(createdAt(parent) < at, `${post.id} answers ${parent.id} before it is asked`);
    const { embed } = post.value as { embed?: PlannedValue }; // What planConversations writes.
    for (const { $seed, record } of parts(embed)) {
      const quoted = $seed === "ref" ? byId.get(String(record)) : undefined;
      if (quoted !== undefined)
        assert.ok(createdAt(quoted) < at, `${post.id} quotes ${quoted.id} before it is written`);
    }
  }
  assert.ok(posts.some((post) => now.getTime() - Date.parse(createdAt(post)) < 3_600_000));
});

test("record keys are valid and used once; gates share that of their post", () => {
  const used = new Set<string>();
  for (const { by, collection, recordKey } of plan.records) {
    assert.ok(isValidRecordKey(recordKey), recordKey);
    const key = `${by}/${collection}/${recordKey}`;
    assert.ok(!used.has(key), key);
    used.add(key);
  }
  for (const { value, recordKey, by } of of("app.bsky.feed.threadgate").concat(of("app.bsky.feed.postgate"))) {
    const { record } = value.post as { record: string }; // A placeholder.
    assert.equal(byId.get(record)?.recordKey, recordKey);
    assert.equal(byId.get(record)?.by, by);
  }
});

test("nobody follows whom they block", () => {
  const follows = new Set(of("app.bsky.graph.follow").map(({ by, value }) => `${by} ${JSON.stringify(value.subject)}`));
  for (const { by, value } of of("app.bsky.graph.block"))
    assert.ok(!follows.has(`${by} ${JSON.stringify(value.subject)}`));
});
