import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "../../xrpc/client/createClient.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { bind } from "./bind.ts";

interface Bound {
  pair<T>(value: T, options?: { readonly twice?: boolean }): [client: ClientLike, T];
  readonly list: {
    (count: number): Promise<number>;
    items(count: number): AsyncGenerator<number, void, undefined>;
  };
}

test("functions are bound, and what they carry with them; types stay generic", async () => {
  const client = createClient();
  const pair = <T>(given: ClientLike, value: T): [ClientLike, T] => [given, value];
  const list = Object.assign(async (given: ClientLike, count: number) => (given === client ? count : -1), {
    async *items(given: ClientLike, count: number) {
      for (let n = 0; n < count; n++) yield given === client ? n : -1;
    },
  });
  const bound: Bound = bind<Bound>(client, { pair, list });
  const [given, value] = bound.pair("text");
  assert.equal(given, client);
  assert.equal(value.length, 4);
  assert.equal(await bound.list(3), 3);
  const items: number[] = [];
  for await (const item of bound.list.items(2)) items.push(item);
  assert.deepEqual(items, [0, 1]);
  // Methods can be taken off and passed on.
  const { pair: alone } = bound;
  assert.equal(alone(1)[1], 1);
  // @ts-expect-error: a function that takes no client first
  bind<{ add(a: number): number }>(client, { add: (a: number, b: number) => a + b });
});
