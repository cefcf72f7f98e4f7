import assert from "node:assert/strict";
import { test } from "node:test";
import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import * as ozone from "../../ozone/index.ts";
import { Bluesky } from "../Bluesky.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const ozoneDid = "did:web:ozone.example.com";
const network = {
  ...blueskyNetwork,
  pds: "https://pds.example.com",
  ozone: { url: "https://ozone.example.com", did: ozoneDid },
  labelers: [ozoneDid],
};
const login = { identifier: "alice.test", password: "secret", service: network.pds, network };

/** A `fetch` that gives answers by the names of operations. */
function answering(answers: Readonly<Record<string, object>>) {
  const asked: { name: string; headers: Headers; body: string; search: string }[] = [];
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const name = pathname.split(".").at(-1) ?? "";
    asked.push({ name, search, headers: request.headers, body: await request.text() });
    return Response.json({ did, handle: "alice.test", accessJwt: "access", refreshJwt: "refresh", ...answers[name] });
  };
  return { asked, fetch };
}

test("all that moderators do is there, and goes to Ozone by the account's server", async () => {
  const { asked, fetch } = answering({ queryStatuses: { subjectStatuses: [] }, addValues: {} });
  const bsky = await Bluesky.login({ ...login, fetch });
  assert.deepEqual(Object.keys(bsky.ozone).sort(), Object.keys(ozone).sort());
  assert.equal(bsky.ozone, bsky.ozone);
  const { addToSet } = bsky.ozone;
  await addToSet("bad-domains", ["spam.example"]);
  assert.equal(await bsky.ozone.getStatus(did), undefined);
  for await (const { subject } of bsky.ozone.queue({ max: 5 }))
    assert.fail(`nothing is in the queue: ${subject.$type}`);
  const [, added, status, queue] = asked;
  assert.deepEqual(JSON.parse(added?.body ?? ""), { name: "bad-domains", values: ["spam.example"] });
  for (const call of [added, status, queue]) {
    assert.equal(call?.headers.get("atproto-proxy"), `${ozoneDid}#atproto_labeler`);
  }
  assert.ok(status?.search.includes(`subject=${encodeURIComponent(did)}`));
});

test("what to show is decided by the account's preferences and the network's labelers", async () => {
  const preferences = [{ $type: "app.bsky.actor.defs#adultContentPref", enabled: true }];
  const { asked, fetch } = answering({ getPreferences: { preferences }, getServices: { views: [] } });
  const { moderation } = await Bluesky.login({ ...login, fetch });
  const { settings, labelers } = await moderation({ corrected: true });
  assert.deepEqual(
    asked.map(({ name }) => name),
    ["createSession", "getPreferences", "getServices"],
  );
  assert.deepEqual([settings.did, settings.corrected, labelers], [did, true, [`${ozoneDid};redact`]]);
  assert.equal(settings.preferences.adultContentEnabled, true);
  assert.equal((await moderation({ ageAccess: "safe" })).settings.preferences.adultContentEnabled, false);
});
