import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { PagesOptions } from "../../xrpc/operation/Operation.ts";
import type { ReadOptions } from "./ReadOptions.ts";
import { readItems } from "./readItems.ts";

/** Pages of numbers, and what was asked for. */
function numbers(count: number, fails = Number.POSITIVE_INFINITY) {
  const asked: number[] = [];
  const given: { limit?: number; signal?: AbortSignal | undefined } = {};
  const pages = async function* (limit: number, { signal }: PagesOptions): AsyncGenerator<number[], void, undefined> {
    Object.assign(given, { limit, signal });
    for (let at = 0; at < count; at += limit) {
      asked.push(at);
      if (at >= fails) throw new Error("no more");
      yield Array.from({ length: Math.min(limit, count - at) }, (_, i) => at + i);
    }
  };
  const markOf = (n: number) => ({ uri: `at://${n}`, at: new Date(1_000 - n).toISOString() });
  return { source: { pages, markOf }, asked, given };
}

async function collect(options: ReadOptions<number>, count = 25): Promise<{ items: number[]; asked: number[] }> {
  const { source, asked } = numbers(count);
  const items: number[] = [];
  for await (const item of readItems(source, { limit: 10, ...options })) items.push(item);
  return { items, asked };
}

describe("readItems", () => {
  it("reads no page that is not needed", async () => {
    const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
    assert.deepEqual(await collect({}), { items: upTo(25), asked: [0, 10, 20] });
    assert.deepEqual(await collect({ max: 10 }), { items: upTo(10), asked: [0] });
    assert.deepEqual(await collect({ max: 11 }), { items: upTo(11), asked: [0, 10] });
    assert.deepEqual(await collect({ max: 3 }), { items: upTo(3), asked: [0] });
    assert.deepEqual(await collect({ max: 0 }), { items: [], asked: [] });
    assert.deepEqual(await collect({ until: (n) => n === 7 }), { items: upTo(7), asked: [0] });
    assert.deepEqual(await collect({ until: "at://12" }), { items: upTo(12), asked: [0, 10] });
    assert.deepEqual(await collect({ until: new Date(995) }), { items: upTo(6), asked: [0] });
    assert.deepEqual(await collect({ until: "1970-01-01T00:00:00.995Z", max: 4 }), { items: upTo(4), asked: [0] });
  });

  it("asks for pages of `limit`, or of `max` where that is less", async () => {
    for (const [options, limit] of [
      [{}, 100],
      [{ max: 3 }, 3],
      [{ limit: 7, max: 50 }, 7],
    ] as const) {
      const { source, given } = numbers(1);
      await readItems(source, options).next();
      assert.equal(given.limit, limit);
    }
  });

  it("asks for the next page while this one is worked on, or not", async () => {
    for (const prefetch of [true, false]) {
      const { source, asked } = numbers(25);
      const items = readItems(source, { limit: 10, prefetch });
      await items.next();
      await new Promise(setImmediate);
      assert.deepEqual(asked, prefetch ? [0, 10] : [0]);
      await items.return();
    }
  });

  it("ends what it has asked for when nobody reads on, and tells an error only to who comes there", async () => {
    const left = numbers(25, 10);
    for await (const item of readItems(left.source, { limit: 10 })) if (item === 5) break;
    assert.ok(left.given.signal?.aborted);
    const { source } = numbers(25, 10);
    const items: number[] = [];
    const read = async (): Promise<void> => {
      for await (const item of readItems(source, { limit: 10 })) {
        items.push(item);
        await new Promise(setImmediate);
      }
    };
    await assert.rejects(read(), /no more/);
    assert.equal(items.length, 10);
  });

  it("passes the signal on", async () => {
    const stop = new AbortController();
    const { source, given } = numbers(25);
    const items = readItems(source, { limit: 10, signal: stop.signal });
    await items.next();
    stop.abort("enough");
    assert.equal(given.signal?.reason, "enough");
    await items.return();
    await assert.rejects(readItems(source, { signal: {} as AbortSignal }).next(), { option: "signal" });
    await assert.rejects(readItems(source, { max: -1 }).next(), { option: "max" });
    await assert.rejects(readItems(source, { until: 5 as never }).next(), { option: "until" });
  });
});
