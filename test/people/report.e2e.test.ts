import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { Bluesky } from "bluesky";
import { type People, startPeople } from "../posts/startPeople.ts";

const [OLD, NEW] = ["com.atproto.moderation.defs#reason", "tools.ozone.report.defs#reason"];

let people: People;
/** The DID of Ozone, the network's labeler. */
let ozone: string;
/** A moderator, who reads what has come in with the official library. */
let moderator: AtpAgent;

async function loginAs(identifier: string, password: string): Promise<AtpAgent> {
  const agent = new AtpAgent({ service: people.net.network.pds });
  await agent.login({ identifier, password });
  return agent;
}

/** Declares what a labeler takes. */
async function declare(agent: AtpAgent, scope: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const place = { repo: agent.assertDid, collection: "app.bsky.labeler.service", rkey: "self" };
  const policies = { labelValues: ["rude"] };
  const record = { $type: place.collection, policies, createdAt: new Date().toISOString(), ...scope };
  await agent.com.atproto.repo.putRecord({ ...place, record });
}

before(async () => {
  people = await startPeople();
  const { net } = people;
  assert.ok(net.network.ozone);
  ozone = net.network.ozone.did;
  assert.deepEqual(net.network.labelers, [ozone]);
  const { handle, password } = await net.createAccount({ name: "watcher", role: "moderator" });
  moderator = await loginAs(handle, password);
  // Ozone keeps what its record says for minutes, so this is said before the first report.
  await declare(await loginAs("mod-authority.test", "hunter2"), {
    reasonTypes: [`${OLD}Spam`, `${OLD}Misleading`, `${NEW}HarassmentTroll`],
    subjectTypes: ["account", "record"],
    subjectCollections: ["app.bsky.feed.post"],
  });
  await net.settled();
});
after(() => people?.net.close());

/** What has come in since the last time, as a moderator reads it. */
async function reports(): Promise<unknown[]> {
  const { data } = await moderator.withProxy("atproto_labeler", ozone).tools.ozone.moderation.queryEvents({
    types: ["tools.ozone.moderation.defs#modEventReport"],
    sortDirection: "asc",
  });
  const all = data.events.map(({ id, event, subject, createdBy }) => {
    const { reportType, comment } = Object(event);
    return { id, report: [createdBy, reportType, comment, Object(subject).uri ?? Object(subject).did] };
  });
  return all.filter(({ id }) => !seen.has(id)).map(({ id, report }) => seen.add(id) && report);
}
const seen = new Set<number>();

describe("report", { timeout: 60_000 }, () => {
  it("comes in as the labeler declares it, about a post or an account", async () => {
    const { alice, bob } = people;
    const posted = await alice.bsky.post("buy this");
    const { id } = await bob.bsky.report(posted.url, { reason: "spam", comment: "again" });
    assert.equal(typeof id, "number");
    const profile = "https://bsky.app/profile/alice.test";
    await bob.bsky.report(profile, { reason: `${NEW}MisleadingScam`, labeler: { did: ozone } });
    await bob.bsky.report(posted, { reason: `${NEW}HarassmentTroll` });
    assert.deepEqual(await reports(), [
      [bob.did, `${OLD}Spam`, "again", posted.uri],
      [bob.did, `${OLD}Misleading`, undefined, alice.did],
      [bob.did, `${NEW}HarassmentTroll`, undefined, posted.uri],
    ]);
    // Of oneself. Ozone takes no appeal that it does not declare: nobody else decides that.
    await assert.rejects(alice.bsky.report(posted, { reason: "appeal" }), /Invalid reason type/);
  });

  it("is not sent where the labeler does not take it, and the labeler would not have taken it", async () => {
    const { net, alice, bob } = people;
    const list = await alice.bsky.lists.create("Noise");
    const posted = await alice.bsky.post("rude");
    await net.settled();
    for (const [subject, reason] of [
      [list, "spam"],
      [posted, "rude"],
      [alice, `${NEW}RuleOther`],
    ] as const) {
      await assert.rejects(bob.bsky.report(subject, { reason }), (error: Error & { labelers?: unknown }) => {
        assert.equal(Object(error).code, "report_not_taken");
        const scope = {
          reasonTypes: [`${OLD}Spam`, `${OLD}Misleading`, `${NEW}HarassmentTroll`],
          subjectTypes: ["account", "record"],
          subjectCollections: ["app.bsky.feed.post"],
        };
        assert.deepEqual(error.labelers, [{ did: ozone, ...scope }]);
        return true;
      });
      assert.deepEqual(await bob.bsky.findLabelers(subject, { reason }), []);
    }
    assert.deepEqual(await reports(), []);
    const { cid } = posted;
    const input = { reasonType: `${OLD}Rude`, subject: { $type: "com.atproto.repo.strongRef", uri: posted.uri, cid } };
    const proxied = bob.agent.withProxy("atproto_labeler", ozone);
    await assert.rejects(proxied.com.atproto.moderation.createReport(input), /Invalid reason type/);
  });

  it("goes to a labeler that one subscribes to where the network's does not take it", async () => {
    const { net, alice, bob, carol } = people;
    // Here Carol is the network's labeler, for what is rude, and Ozone one of many.
    await declare(carol.agent, { reasonTypes: [`${OLD}Rude`] });
    await bob.agent.addLabeler(ozone);
    await net.settled();
    const network = { ...net.network, labelers: [carol.did] };
    const bsky = await Bluesky.login({ ...bob, network });
    const posted = await alice.bsky.post("buy that");
    await bsky.report(posted, { reason: "spam" });
    assert.deepEqual(await reports(), [[bob.did, `${OLD}Spam`, undefined, posted.uri]]);
    const find = async (reason: string): Promise<unknown> =>
      (await bsky.findLabelers(posted, { reason })).map(({ did, reasonType }) => [did, reasonType]);
    assert.deepEqual(await find("spam"), [[ozone, `${OLD}Spam`]]);
    assert.deepEqual(await find("rude"), [[carol.did, `${OLD}Rude`]]);
    assert.deepEqual(await find(`${NEW}HarassmentTroll`), [
      [carol.did, `${OLD}Rude`],
      [ozone, `${NEW}HarassmentTroll`],
    ]);
    // Carol has declared a labeler, but runs none.
    await assert.rejects(bsky.report(posted, { reason: "rude" }), { code: "xrpc_error" });
    await bsky.report(posted, { reason: `${NEW}HarassmentTroll`, prefer: "subscribed" });
    await bsky.report(posted, { reason: `${NEW}HarassmentTroll`, labeler: ["mod-authority.test", carol] });
    const expected = [bob.did, `${NEW}HarassmentTroll`, undefined, posted.uri];
    assert.deepEqual(await reports(), [expected, expected]);
  });

  it("leaves what nobody declares to the labeler", async () => {
    const { alice, bob } = people;
    const stranger = bob.bsky.report(alice, { reason: "rude", labeler: "did:web:labeler.example.com", retry: false });
    await assert.rejects(stranger, { code: "xrpc_error" });
    assert.deepEqual(await reports(), []);
  });
});
