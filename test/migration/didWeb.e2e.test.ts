import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import { createServiceToken, generateKey } from "bluesky/crypto";
import { checkDidWeb, createDidWeb, type DidDocument } from "bluesky/identity";
import { migrateAccount, undoMigration } from "bluesky/migration";
import { moveOf } from "./moveOf.ts";
import { type Migrations, startMigrations } from "./startMigrations.ts";

let all: Migrations;
let document: DidDocument;
const host = createServer((_, response) => {
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(document));
});
before(async () => {
  await new Promise<void>((resolve) => host.listen(0, "localhost", resolve));
  all = await startMigrations({ appView: false });
});
after(async () => {
  host.close();
  host.closeAllConnections();
  await all?.[Symbol.asyncDispose]();
});

it("a did:web moves between two servers, and back", { timeout: 120_000 }, async () => {
  const { net, second, see } = all;
  const { network } = net;
  const did = `did:web:localhost%3A${(host.address() as AddressInfo).port}`;
  // Whoever has the key that the document names may have an account made for it.
  const key = await generateKey("secp256k1");
  const first = { handle: "webber.test", pds: network.pds, signingKey: key.did };
  document = createDidWeb(did, first, { network }).document;
  const agent = new AtpAgent({ service: network.pds });
  const { data: server } = await agent.com.atproto.server.describeServer();
  const token = await createServiceToken(key, { iss: did, aud: server.did, lxm: "com.atproto.server.createAccount" });
  const password = "webber-password";
  await agent.com.atproto.server.createAccount(
    { did, handle: "webber.test", email: "webber@example.com", password },
    { headers: { authorization: `Bearer ${token}` } },
  );
  await agent.login({ identifier: "webber.test", password });
  const { data: wanted } = await agent.com.atproto.identity.getRecommendedDidCredentials();
  const signingKey = String(Object(wanted.verificationMethods).atproto);
  document = createDidWeb(did, { ...first, signingKey }, { network }).document;
  await agent.com.atproto.server.activateAccount();
  await all.fill(agent, "webber");
  const webber = { did, handle: "webber.test", password, key, agent };
  const before = await see(network.pds, webber);
  assert.ok(before.records.length > 40 && before.blobs.length === 3);

  const published: DidDocument[] = [];
  const publish = (next: DidDocument): void => {
    published.push(next);
    document = next;
  };
  const plan = await migrateAccount(moveOf(second, webber, "webber.pds2", { account: webber.handle }), {
    network,
    dryRun: true,
  });
  assert.match(plan.obstacles.join(), /`publish`/);
  const move = moveOf(second, webber, "webber.pds2", { account: webber.handle, publish });
  const report = await migrateAccount(move, { network });
  assert.deepEqual([report.isDone, report.missingBlobs, report.isLeftBehind], [true, [], false]);
  assert.match(report.steps.find(({ step }) => step === "identity")?.undo ?? "", /document published again/);
  assert.deepEqual(await see(second.url, { ...webber, handle: "webber.pds2" }), before);
  const moved = await checkDidWeb(did, { network: second.network });
  assert.deepEqual([published.length, moved.handle, moved.pds, moved.faults], [1, "webber.pds2", second.url, []]);
  const there = new AtpAgent({ service: second.url });
  await there.login({ identifier: "webber.pds2", password });
  const { data: status } = await there.com.atproto.server.checkAccountStatus();
  assert.deepEqual([status.activated, status.validDid], [true, true]);

  assert.deepEqual(await undoMigration(move, { network }), { done: true, isAccountLeft: true });
  const back = await checkDidWeb(did, { network });
  assert.deepEqual([back.handle, back.pds, back.faults], ["webber.test", network.pds, []]);
  const { data: again } = await agent.com.atproto.server.checkAccountStatus();
  assert.deepEqual([again.activated, again.validDid], [true, true]);
  assert.deepEqual(await see(network.pds, webber), before);
});
