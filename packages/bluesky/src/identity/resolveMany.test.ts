import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { blueskyNetwork } from "../network/blueskyNetwork.ts";
import { createIdentityResolver, type IdentityResolverOptions, type ResolvedOne } from "./createIdentityResolver.ts";

/** A directory of DIDs without handles, which counts. Those that end in z are not there, and those that end in y are slow. */
function directory() {
  const state = { asked: 0, atOnce: 0, most: 0, release: (): void => {} };
  const slow = new Promise<void>((resolve) => {
    state.release = resolve;
  });
  const fetch: typeof globalThis.fetch = async (input) => {
    state.asked++;
    state.most = Math.max(state.most, ++state.atOnce);
    const id = decodeURIComponent(new URL(`${input}`).pathname.slice(1));
    await (id.endsWith("y") ? slow : new Promise((resolve) => setImmediate(resolve)));
    state.atOnce--;
    return id.endsWith("z") ? new Response("", { status: 404 }) : new Response(JSON.stringify({ id }));
  };
  const resolver = (options: IdentityResolverOptions = {}) =>
    createIdentityResolver({ network: blueskyNetwork, fetch, ...options });
  return { state, resolver };
}

const letters = "abcdefghijklmnopqrstuvwx";
const didOf = (n: number, end = "a"): string =>
  `did:plc:${letters[n % 24]}${letters[Math.floor(n / 24)]}${"a".repeat(21)}${end}`;

async function all(found: AsyncIterable<ResolvedOne>): Promise<string[]> {
  const lines: string[] = [];
  for await (const { identifier, identity, error } of found)
    lines.push(`${identifier} ${identity ? identity.did : error.code}`);
  return lines;
}

describe("resolveMany", () => {
  it("gives each of many, a few at once, and takes no more than it works on", async () => {
    const { state, resolver } = directory();
    let taken = 0;
    let given = 0;
    async function* source(): AsyncGenerator<string> {
      for (let n = 0; n < 300; n++) {
        assert.ok(++taken <= given + 9, `${taken} are taken, ${given} given`);
        yield didOf(n, n % 10 ? "a" : "z");
      }
    }
    const seen = new Set<string>();
    for await (const { identifier, error } of resolver().resolveMany(source(), { concurrency: 8 })) {
      given++;
      seen.add(identifier);
      assert.equal(error?.code, identifier.endsWith("z") ? "did_not_found" : undefined);
    }
    assert.deepEqual([seen.size, state.asked, state.most], [300, 300, 8]);
  });

  it("does not wait for one that is slow", async () => {
    const { state, resolver } = directory();
    const found = resolver().resolveMany([didOf(0, "y"), didOf(1), didOf(2)], { concurrency: 2 });
    const first = [await found.next(), await found.next()].map(({ value }) => value?.identifier);
    assert.deepEqual(first, [didOf(1), didOf(2)]);
    state.release();
    assert.equal((await found.next()).value?.identifier, didOf(0, "y"));
    assert.ok((await found.next()).done);
  });

  it("gives what is there while its source has nothing new", async () => {
    const { resolver } = directory();
    async function* source(): AsyncGenerator<string> {
      yield didOf(0);
      await new Promise(() => {});
    }
    const stop = new AbortController();
    const found = resolver().resolveMany(source(), { signal: stop.signal });
    assert.equal((await found.next()).value?.identifier, didOf(0));
    const next = found.next();
    stop.abort();
    await assert.rejects(next, { code: "aborted" });
  });

  it("ends its source when the reader leaves, and fails with it", async () => {
    const { resolver } = directory();
    let isEnded = false;
    function* source(): Generator<string> {
      try {
        for (let n = 0; ; n++) yield didOf(n);
      } finally {
        isEnded = true;
      }
    }
    for await (const _ of resolver().resolveMany(source(), { concurrency: 2 })) break;
    assert.ok(isEnded);
    async function* failing(): AsyncGenerator<string> {
      yield didOf(0);
      throw new Error("the file is broken");
    }
    await assert.rejects(all(resolver().resolveMany(failing())), /the file is broken/);
    for (const concurrency of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      await assert.rejects(all(resolver().resolveMany([didOf(0)], { concurrency })), { option: "concurrency" });
    }
    await assert.rejects(all(resolver().resolveMany([didOf(0)], { signal: AbortSignal.abort() })), { code: "aborted" });
  });

  it("asks once for what is there twice, and for what has failed only where that is not kept", async () => {
    const twice = [didOf(0), didOf(1, "z"), didOf(0), didOf(1, "z")];
    for (const [maxFailureAge, asked] of [
      [undefined, 3],
      [60_000, 2],
    ] as const) {
      const { state, resolver } = directory();
      const many = resolver({ cache: { maxFailureAge } });
      const lines = await all(many.resolveMany(twice, { concurrency: 4 }));
      assert.equal(lines.filter((line) => line.endsWith("did_not_found")).length, 2);
      assert.equal(state.asked, 2);
      await assert.rejects(many.resolveDid(didOf(1, "z")), { code: "did_not_found" });
      assert.equal(state.asked, asked);
      await assert.rejects(many.resolveDid(didOf(1, "z"), { refresh: true }), { code: "did_not_found" });
      assert.equal(state.asked, asked + 1);
    }
  });
});
