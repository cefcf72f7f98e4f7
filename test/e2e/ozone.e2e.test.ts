import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import { getPosts, Post } from "bluesky/app/bsky/feed";
import { adminSession } from "bluesky/auth";
import { type Client, createClient } from "bluesky/client";
import { createReport } from "bluesky/com/atproto/moderation";
import {
  acknowledge,
  addTeamMember,
  addTemplate,
  addToSet,
  changeTeamMember,
  changeTemplate,
  comment,
  email,
  escalate,
  getStatus,
  getTemplates,
  history,
  label,
  listSets,
  listSetValues,
  listTeam,
  muteReporter,
  muteSubject,
  prioritize,
  queue,
  removeFromSet,
  removeSet,
  removeTeamMember,
  removeTemplate,
  resolveAppeal,
  reverseTakedown,
  saveSet,
  tag,
  takeDown,
  unmuteReporter,
  unmuteSubject,
} from "bluesky/ozone";
import { now } from "bluesky/syntax";
import type { Account, Network } from "bluesky-devnet";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
let bob: Account;
let carol: Account;
/** A moderator, through the own server. */
let mod: Bluesky;
/** Ozone's administrator, at Ozone itself. */
let admin: Client;
let ozone: { readonly url: string; readonly did: string };

before(async () => {
  net = await borrowNetwork();
  assert.ok(net.services.ozone);
  ozone = net.services.ozone;
  const alice = await net.createAccount("alice");
  bob = await net.createAccount("bob");
  carol = await net.createAccount("carol");
  const { network } = net;
  admin = createClient({
    network,
    session: adminSession({ service: ozone.url, password: net.adminPassword, network }),
  });
  const member = await addTeamMember(admin, alice.handle, "admin");
  assert.deepEqual([member.did, member.role], [alice.did, "tools.ozone.team.defs#roleAdmin"]);
  mod = await Bluesky.login(alice);
});
after(() => net?.close());

async function postBy(account: Account, text: string): Promise<{ uri: string; cid: string }> {
  const bsky = await Bluesky.login(account);
  const { uri, cid } = await bsky.records.create(Post, { text, createdAt: now() });
  await net.settled();
  return { uri, cid };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Carol reports something to Ozone. */
async function report(subject: { uri: string; cid: string } | { did: string }): Promise<void> {
  const bsky = await Bluesky.login(carol);
  const $type = "did" in subject ? "com.atproto.admin.defs#repoRef" : "com.atproto.repo.strongRef";
  const input = { reasonType: "com.atproto.moderation.defs#reasonSpam", subject: { ...subject, $type } };
  await createReport(bsky, input as createReport.Input, { proxy: `${ozone.did}#atproto_labeler` });
}

const typesOf = async (subject: string): Promise<string[]> =>
  (await collect(history(mod, subject))).map(({ event }) => `${event.$type}`.split("#modEvent")[1] ?? "");

describe("a moderator at Ozone", () => {
  it("has what was reported in the queue, until it is decided", async () => {
    const post = await postBy(bob, "Buy now");
    assert.equal(await getStatus(mod, post), undefined);
    await report(post);
    const open = await collect(queue(mod, { filter: { subjectType: "record" } }));
    assert.deepEqual(
      open.map(({ subject }) => ("uri" in subject ? subject.uri : "")),
      [post.uri],
    );
    await prioritize(mod, post, 80);
    await escalate(mod, post, { comment: "Is this a network?" });
    assert.deepEqual(await collect(queue(mod)), []);
    const [escalated] = await collect(queue(mod, { state: "escalated", max: 1 }));
    assert.ok(escalated);
    assert.equal(escalated.priorityScore, 80);
    await comment(mod, post, "No, one account", { sticky: true });
    assert.equal((await getStatus(mod, post))?.comment, "No, one account");
    await acknowledge(mod, escalated, { comment: "Decided" });
    assert.equal((await getStatus(mod, post.uri))?.reviewState, "tools.ozone.moderation.defs#reviewClosed");
    const types = await typesOf(post.uri);
    for (const type of ["Report", "Escalate", "Comment", "Acknowledge", "PriorityScore"])
      assert.ok(types.includes(type), type);
  });

  it("gives labels that the AppView shows, and takes them back", async () => {
    const post = await postBy(bob, "Somewhat rude");
    const event = await label(mod, post.uri, ["rude", "spam"], { comment: "Both", externalId: "once" });
    assert.equal(event.createdBy, mod.did);
    await assert.rejects(label(mod, post, ["rude", "spam"], { externalId: "once" }), { error: "DuplicateExternalId" });
    await net.settled();
    const reader = createClient({ network: net.network, service: net.network.appView.url, labelers: [ozone.did] });
    const labelsOf = async (): Promise<string[]> =>
      ((await getPosts(reader, { uris: [post.uri] })).posts[0]?.labels ?? []).map(({ val }) => val).sort();
    assert.deepEqual(await labelsOf(), ["rude", "spam"]);
    await label(mod, post, { remove: ["rude"] });
    await net.settled();
    assert.deepEqual(await labelsOf(), ["spam"]);
    await tag(mod, post, { add: ["lang:en"], remove: ["lang:und"] });
    assert.ok((await getStatus(mod, post))?.tags?.includes("lang:en"));
  });

  it("takes down posts and accounts, and takes that back", async () => {
    const post = await postBy(bob, "Against the rules");
    const shown = async (): Promise<number> => {
      await net.settled();
      return (await getPosts(mod, { uris: [post.uri] })).posts.length;
    };
    assert.equal(await shown(), 1);
    await takeDown(mod, { uri: post.uri }, { comment: "Rule 1", policies: ["spam"] });
    assert.equal((await getStatus(mod, post))?.takendown, true);
    await assert.rejects(takeDown(mod, post), { code: "xrpc_error" });
    await reverseTakedown(mod, post, { comment: "Not against the rules" });
    assert.equal((await getStatus(mod, post))?.takendown, false);
    assert.equal(await shown(), 1);
    await takeDown(mod, carol.handle, { hours: 24, acknowledgeAll: true });
    const suspended = await getStatus(mod, { did: carol.did });
    assert.deepEqual([suspended?.takendown, typeof suspended?.suspendUntil], [true, "string"]);
    await reverseTakedown(mod, carol);
    await resolveAppeal(mod, post);
    assert.ok((await typesOf(post.uri)).includes("ResolveAppeal"));
  });

  it("mutes what is reported too often, and who reports too much", async () => {
    const post = await postBy(bob, "Reported by all");
    await muteSubject(mod, post, 24);
    assert.equal(typeof (await getStatus(mod, post))?.muteUntil, "string");
    await unmuteSubject(mod, post);
    assert.equal((await getStatus(mod, post))?.muteUntil, undefined);
    await muteReporter(mod, carol.did, { hours: 1 });
    assert.equal(typeof (await getStatus(mod, carol))?.muteReportingUntil, "string");
    await unmuteReporter(mod, carol.did);
    assert.equal((await getStatus(mod, carol))?.muteReportingUntil, undefined);
  });

  it("writes e-mails, with templates", async () => {
    const { id } = await addTemplate(mod, {
      name: "Spam",
      subject: "Your post",
      content: "Dear {{handle}}",
      lang: "en",
    });
    await changeTemplate(mod, id, { subject: "About your post", content: "Hello {{handle}}" });
    const [template] = await getTemplates(mod);
    assert.deepEqual(
      [template?.name, template?.subject, template?.contentMarkdown],
      ["Spam", "About your post", "Hello {{handle}}"],
    );
    const sent = await email(
      mod,
      bob.did,
      { subject: "About your post", content: "<p>Hello</p>" },
      { comment: "First warning" },
    );
    assert.equal(sent.event.$type, "tools.ozone.moderation.defs#modEventEmail");
    assert.ok((await typesOf(bob.did)).includes("Email"));
    assert.equal(template?.lastUpdatedBy, mod.did);
    await removeTemplate(mod, id);
    assert.deepEqual(await getTemplates(mod), []);
  });

  it("keeps sets of values, of more than go into one call", async () => {
    await saveSet(mod, "bad-domains", { description: "Spam" });
    const domains = Array.from({ length: 1_200 }, (_, index) => `${index}.example`);
    await addToSet(mod, "bad-domains", domains);
    assert.equal((await collect(listSetValues(mod, "bad-domains"))).length, 1_200);
    assert.equal((await collect(listSetValues(mod, "bad-domains", { max: 5 }))).length, 5);
    await removeFromSet(mod, "bad-domains", domains.slice(1));
    assert.deepEqual(await collect(listSetValues(mod, "bad-domains")), ["0.example"]);
    const [set] = await collect(listSets(mod, { prefix: "bad" }));
    assert.deepEqual([set?.name, set?.description], ["bad-domains", "Spam"]);
    await removeSet(mod, "bad-domains");
    await assert.rejects(collect(listSetValues(mod, "bad-domains")), { error: "SetNotFound" });
  });

  it("has a team", async () => {
    await addTeamMember(mod, "bob.test", "triage");
    await assert.rejects(addTeamMember(mod, bob, "triage"), { error: "MemberAlreadyExists" });
    const changed = await changeTeamMember(mod, bob, { role: "moderator" });
    assert.equal(changed.role, "tools.ozone.team.defs#roleModerator");
    const disabled = await changeTeamMember(mod, bob.did, { disabled: true });
    assert.deepEqual([disabled.role, disabled.disabled], [changed.role, true]);
    const didsOf = async (roles: ("moderator" | "admin")[]): Promise<string[]> =>
      (await collect(listTeam(mod, { roles }))).map(({ did }) => did);
    assert.ok((await didsOf(["moderator"])).includes(bob.did));
    assert.ok(!(await didsOf(["admin"])).includes(bob.did));
    await removeTeamMember(mod, bob);
    assert.ok(!(await didsOf(["moderator"])).includes(bob.did));
  });

  it("is Ozone itself, where an administrator calls without an account", async () => {
    const post = await postBy(bob, "By the administrator");
    assert.equal((await acknowledge(admin, post)).createdBy, ozone.did);
    const nowhere = createClient({ network: { ...net.network, ozone: undefined }, service: ozone.url });
    await assert.rejects(acknowledge(nowhere, post), { code: "invalid_option", option: "createdBy" });
    await assert.rejects(acknowledge(mod, {} as { did: string }), { code: "invalid_option", option: "subject" });
    await assert.rejects(acknowledge(mod, "nobody.test"), { code: "handle_not_found" });
  });
});
