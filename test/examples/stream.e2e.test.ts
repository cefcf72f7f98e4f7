import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, before, it } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Bluesky } from "bluesky";
import { List, Listitem } from "bluesky/app/bsky/graph";
import { type People, startPeople } from "../posts/startPeople.ts";
import { root } from "../workspace/listFiles.ts";
import { type RunningExample, startExample } from "./startExample.ts";

let people: People;
const folder = mkdtempSync(join(tmpdir(), "stream-"));
before(async () => {
  people = await startPeople();
});
after(async () => {
  rmSync(folder, { recursive: true });
  await people?.net.close();
});

/** Starts a program of alice's in the folder, and stops it when all is done. */
function start(program: string, ...args: string[]): RunningExample & AsyncDisposable {
  const { net, alice } = people;
  const example = startExample(
    `stream/${program}.ts`,
    args,
    {
      BLUESKY_NETWORK: JSON.stringify(net.network),
      BLUESKY_RELAY: net.network.pds.replace("http", "ws"),
      BLUESKY_IDENTIFIER: alice.handle,
      BLUESKY_APP_PASSWORD: alice.password,
    },
    folder,
  );
  return {
    ...example,
    async [Symbol.asyncDispose]() {
      example.child.kill("SIGKILL");
      await example.ended;
    },
  };
}

/** Writes again and again, until a program is there that has seen it. */
async function until<T>(look: () => T | undefined, act: () => Promise<unknown> = async () => {}): Promise<T> {
  for (let attempt = 0; attempt < 200; attempt++) {
    await act();
    const found = look();
    if (found !== undefined) return found;
    await sleep(100);
  }
  throw new assert.AssertionError({ message: "nothing came" });
}

/** What a program writes, until it says something. */
async function said({ child, ended }: RunningExample, what: RegExp, act?: () => Promise<unknown>): Promise<string> {
  let text = "";
  let failure: string | undefined;
  child.stdout.on("data", (chunk: string) => {
    text += chunk;
  });
  void ended.then(({ stderr }) => {
    failure = stderr;
  });
  return until(() => {
    assert.equal(failure, undefined);
    return what.test(text) ? text : undefined;
  }, act);
}

it("the programs have at most 15 lines", () => {
  for (const name of ["keyword-bot", "feed-index", "label-watcher", "statistics", "archive-list"]) {
    const lines = readFileSync(join(root, "examples/stream", `${name}.ts`), "utf8")
      .trimEnd()
      .split("\n");
    assert.ok(lines.length <= 15, `${name}.ts has ${lines.length}`);
  }
});

it("keyword-bot.ts likes posts that say a word", { timeout: 60_000 }, async () => {
  const { alice, bob } = people;
  await using bot = start("keyword-bot", "pangolin");
  await said(bot, /a pangolin/, () => bob.agent.post({ text: "a pangolin" }));
  await bob.agent.post({ text: "a dog" });
  const { data } = await alice.agent.com.atproto.repo.listRecords({
    repo: alice.did,
    collection: "app.bsky.feed.like",
  });
  const [like] = data.records;
  assert.match(Object(like?.value).subject.uri, new RegExp(`^at://${bob.did}/app.bsky.feed.post/`));
});

it("feed-index.ts keeps posts in a database, and goes on after it was killed", { timeout: 60_000 }, async () => {
  const { bob } = people;
  const file = join(folder, "feed.db");
  const has = (uri: string): true | undefined => {
    try {
      const database = new DatabaseSync(file, { readOnly: true });
      const row = database.prepare("SELECT post FROM posts WHERE uri = ?").get(uri);
      database.close();
      return row ? true : undefined;
    } catch {
      return undefined;
    }
  };
  const posts: string[] = [];
  {
    await using _ = start("feed-index");
    const write = async (): Promise<unknown> => posts.push((await bob.agent.post({ text: "indexed" })).uri);
    await until(() => posts.some(has) || undefined, write);
  }
  const { uri } = await bob.agent.post({ text: "while nobody is there" });
  await using _ = start("feed-index");
  assert.ok(await until(() => has(uri)));
});

it("label-watcher.ts shows what the labeler says", { timeout: 60_000 }, async () => {
  const { net, bob } = people;
  const mod = await Bluesky.login(await net.createAccount({ name: "mod", role: "moderator" }));
  await mod.tools.ozone.moderation.emitEvent({
    event: { $type: "tools.ozone.moderation.defs#modEventLabel", createLabelVals: ["spam"], negateLabelVals: [] },
    subject: { $type: "com.atproto.admin.defs#repoRef", did: bob.did },
    createdBy: mod.did ?? "",
  });
  await using watcher = start("label-watcher");
  await said(watcher, new RegExp(`sets spam ${bob.did}`));
});

it("statistics.ts shows what happens", { timeout: 60_000 }, async () => {
  await using statistics = start("statistics");
  const text = await said(statistics, /app\.bsky\.feed\.post create/, () => people.bob.agent.post({ text: "counted" }));
  assert.match(text, /events\/s, \d+ ms behind/);
});

it("archive-list.ts keeps all that the members of a list publish", { timeout: 60_000 }, async () => {
  const { net, alice, bob, carol } = people;
  const { uri } = await alice.bsky.records.create(List, { name: "a", purpose: "app.bsky.graph.defs#curatelist" });
  await alice.bsky.records.create(Listitem, { subject: bob.did, list: uri });
  await bob.agent.post({ text: "before" });
  await carol.agent.post({ text: "of somebody else" });
  await net.settled();
  await using _ = start("archive-list", uri);
  const read = (): string => readFileSync(join(folder, `${bob.did.replaceAll(":", "-")}.jsonl`), "utf8");
  const has = (text: string) => (): string | undefined => {
    try {
      return read().includes(`"${text}"`) ? read() : undefined;
    } catch {
      return undefined;
    }
  };
  await until(has("before"));
  await bob.agent.post({ text: "afterwards" });
  const text = await until(has("afterwards"));
  const uris = text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).uri);
  assert.equal(new Set(uris).size, uris.length);
  assert.ok(uris.every((one) => one.startsWith(`at://${bob.did}/`)));
});
