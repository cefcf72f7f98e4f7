import assert from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { readCollection } from "../posts/readRepo.ts";
import { type People, startPeople } from "../posts/startPeople.ts";
import { root } from "../workspace/listFiles.ts";
import { startExample } from "./startExample.ts";

let people: People;
before(async () => {
  people = await startPeople();
});
after(async () => {
  rmSync("follow-back.json", { force: true });
  await people?.net.close();
});

/** Runs a program for Alice. */
async function run(program: string, ...args: string[]): Promise<string[]> {
  const { net, alice } = people;
  const { code, stdout, stderr } = await startExample(`people/${program}.ts`, args, {
    BLUESKY_NETWORK: JSON.stringify(net.network),
    BLUESKY_IDENTIFIER: alice.handle,
    BLUESKY_APP_PASSWORD: alice.password,
  }).ended;
  assert.deepEqual([code, stderr], [0, ""]);
  return stdout.trimEnd().split("\n").filter(Boolean);
}

it("the programs have at most 15 lines", () => {
  for (const name of ["follow-back", "not-on-list"]) {
    const lines = readFileSync(join(root, "examples/people", `${name}.ts`), "utf8")
      .trimEnd()
      .split("\n");
    assert.ok(lines.length <= 15, `${name}.ts has ${lines.length}`);
  }
});

it("follow-back.ts follows those who follow, once; not-on-list.ts says who is not on a list", {
  timeout: 60_000,
}, async () => {
  const { net, alice, bob, carol } = people;
  await bob.agent.follow(alice.did);
  await carol.agent.follow(alice.did);
  await alice.agent.follow(bob.did);
  await net.settled();
  assert.deepEqual(await run("follow-back"), ["1 of 1"]);
  assert.deepEqual(await run("follow-back"), []);
  const follows = (await readCollection(net, alice.did, "app.bsky.graph.follow")).map(({ subject }) => subject);
  assert.deepEqual(follows, [bob.did, carol.did]);
  const { data: list } = await alice.agent.com.atproto.repo.createRecord({
    repo: alice.did,
    collection: "app.bsky.graph.list",
    record: { name: "Bobs", purpose: "app.bsky.graph.defs#curatelist", createdAt: new Date().toISOString() },
  });
  await alice.agent.com.atproto.repo.createRecord({
    repo: alice.did,
    collection: "app.bsky.graph.listitem",
    record: { list: list.uri, subject: bob.did, createdAt: new Date().toISOString() },
  });
  await net.settled();
  assert.deepEqual(await run("not-on-list", list.uri), ["carol.test"]);
});
