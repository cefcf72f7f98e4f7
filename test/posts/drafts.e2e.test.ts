import assert from "node:assert/strict";
import { after, before, it } from "node:test";
import { postDraft, saveDraft } from "bluesky/actions";
import { readCollection, readRepo } from "./readRepo.ts";
import { type People, startPeople } from "./startPeople.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(() => people?.net.close());

/** Alice's drafts, as the official library lists them, once there are as many. */
async function drafts(count: number) {
  for (;;) {
    const { data } = await people.alice.agent.app.bsky.draft.getDrafts();
    if (data.drafts.length === count) return data.drafts;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

it("a draft is kept once, changed, posted once with all that it says, and gone", { timeout: 60_000 }, async () => {
  const { net, alice, bob } = people;
  const quoted = await bob.bsky.post("to be quoted");
  const posts = [
    { text: "One #a", labels: ["nudity"], link: "https://example.com/page" },
    { text: "Two", quote: quoted.url },
  ];
  const options = { langs: ["en"], whoCanReply: ["followers"], whoCanQuote: "nobody", deviceName: "a test" } as const;
  const saved = await saveDraft(alice.bsky, posts, options);
  assert.ok(saved.done);
  const [view] = await drafts(1);
  assert.deepEqual(view?.id, saved.id);
  assert.deepEqual(await alice.bsky.saveDraft(posts, options), { id: saved.id, done: false });
  await drafts(1);
  const changed = await alice.bsky.saveDraft([...posts, "Three"], { ...options, id: saved.id });
  assert.deepEqual(changed, saved);
  for (;;) if ((await drafts(1))[0]?.draft.posts.length === 3) break;
  assert.deepEqual((await alice.bsky.postDraft(saved.id, { dryRun: true })).length, 3);
  await drafts(1);

  const { drafts: ours } = await alice.bsky.app.bsky.draft.getDrafts();
  const posted = await alice.bsky.postDraft(ours[0] ?? "");
  await drafts(0);
  assert.deepEqual(posted[0]?.rkey, saved.id);
  // Stopped before it knew that: by the id.
  const again = await postDraft(alice.bsky, saved.id);
  assert.deepEqual(
    again.map(({ uri, done }) => [uri, done]),
    posted.map(({ uri }) => [uri, false]),
  );
  const records = await readCollection(net, alice.did, "app.bsky.feed.post");
  assert.deepEqual(
    records.map(({ text, langs, embed, labels }) => [text, langs, Object(embed).$type, Object(labels).values]),
    [
      ["One #a", ["en"], "app.bsky.embed.external", [{ val: "nudity" }]],
      ["Two", ["en"], "app.bsky.embed.record", undefined],
      ["Three", ["en"], undefined, undefined],
    ],
  );
  const paths = [...(await readRepo(net, alice.did)).keys()];
  assert.equal(paths.filter((path) => path.includes("postgate")).length, 3);
  assert.equal(paths.filter((path) => path.includes("threadgate")).length, 1);
});

it("what is no draft is said to be none, and what is only on a device is refused", { timeout: 60_000 }, async () => {
  const { alice } = people;
  await assert.rejects(alice.bsky.postDraft("3jzfcijpj2z2a"), { code: "draft_not_found" });
  await assert.rejects(alice.bsky.saveDraft("x", { id: "3jzfcijpj2z2a" }), { code: "draft_not_found" });
  const { data } = await alice.agent.app.bsky.draft.createDraft({
    draft: { posts: [{ text: "a picture", embedImages: [{ localRef: { path: "cat.jpg" } }] }] },
  });
  await drafts(1);
  await assert.rejects(alice.bsky.postDraft(data.id), { code: "invalid_option", option: "draft" });
});
