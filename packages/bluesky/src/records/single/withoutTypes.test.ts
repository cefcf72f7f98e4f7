import assert from "node:assert/strict";
import { test } from "node:test";
import { Post } from "../../lexicons/app/bsky/feed/post.ts";
import { applyWrites, buildWrite, create, deleteRecord, get, list, planWrites, put, update } from "../index.ts";
import { account, post } from "./testing/account.ts";
import { isTyped } from "./testing/badFunctions.ts";

/** What a program without types may give for anything. */
const wrong: readonly unknown[] = [undefined, null, "app.bsky.feed.post", 5, {}, [], () => {}];

/** Everything, by what it is given. */
type Give = (client: never, schema: never, target: never) => unknown;
const operations: Readonly<Record<string, Give>> = {
  create: (client, schema) => create(client, schema, post as never),
  get: (client, schema, target) => get(client, schema, target),
  put: (client, schema, target) => put(client, schema, target, post as never),
  update: (client, schema, target) => update(client, schema, target, () => undefined),
  deleteRecord: (client, schema, target) => deleteRecord(client, schema, target),
  list: (client, schema) => list(client, schema),
  "list.pages": (client, schema) => list.pages(client, schema).next(),
  "list.items": (client, schema) => list.items(client, schema).next(),
  "buildWrite.create": (client, schema) => applyWrites(client, [buildWrite.create(schema, post as never)]),
  "buildWrite.update": (client, schema, target) =>
    applyWrites(client, [buildWrite.update(schema, target, post as never)]),
  "buildWrite.delete": (client, schema, target) => applyWrites(client, [buildWrite.delete(schema, target)]),
  planWrites: (client, schema, target) =>
    planWrites([buildWrite.delete(schema, target)])
      .run(client)
      .next(),
};

for (const [name, give] of Object.entries(operations)) {
  test(`${name}: what is no client, no schema, or no target is refused by an error of ours, and nothing is sent`, async () => {
    const { client, sent } = account();
    const own = client as never;
    const schema = Post as never;
    const rkey = "3jzfcijpj2z2a" as never;
    for (const given of wrong as readonly never[]) {
      const tries: [what: string, run: () => unknown][] = [
        ["client", () => give(given, schema, rkey)],
        ["schema", () => give(own, given, rkey)],
      ];
      // A key can be any text, and what has none is an error of its own kind.
      if (give.length > 2 && typeof given !== "string") tries.push(["target", () => give(own, schema, given)]);
      for (const [what, run] of tries) {
        await assert.rejects(
          async () => run(),
          (error: unknown) => {
            isTyped(error, `${what}: ${String(given)}`);
            return true;
          },
          `${what}: ${String(given)}`,
        );
      }
    }
    assert.deepEqual(sent, []);
  });
}

test("a list of writes is one, a change is a function, and a signal is a signal", async () => {
  const { client, sent } = account();
  for (const given of wrong) {
    if (Array.isArray(given)) continue;
    await assert.rejects(applyWrites(client, given as never), { code: "invalid_option", option: "writes" });
    assert.throws(() => planWrites(given as never), { code: "invalid_plan" });
    await assert.rejects(applyWrites(client, [given] as never), { code: "invalid_option", option: "schema" });
  }
  for (const given of [undefined, null, "x", {}]) {
    await assert.rejects(update(client, Post, "k", given as never), { code: "invalid_option", option: "change" });
  }
  assert.deepEqual(sent, []);
  const late = account(undefined, { did: undefined, ready: () => new Promise(() => {}) });
  const signal = {} as AbortSignal;
  const calls: (() => Promise<unknown>)[] = [
    () => create(late.client, Post, post, { signal }),
    () => get(client, Post, "k", { signal }),
    () => list(client, Post, { signal }),
    () => update(client, Post, "k", () => undefined, { signal }),
    () =>
      planWrites([buildWrite.delete(Post, "k")])
        .run(client, { signal })
        .next(),
  ];
  for (const call of calls) await assert.rejects(call, { code: "invalid_option", option: "signal" }, `${call}`);
});
