import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { migrateAccount } from "./migrateAccount.ts";
import { createDirectory } from "./testing/createDirectory.ts";
import { createMove } from "./testing/createMove.ts";
import { createServers, type Servers } from "./testing/createServers.ts";
import { MOVING } from "./testing/places.ts";

type Fetch = typeof fetch;

/** What may happen to a request, and to all after it. */
const faults: Readonly<Record<string, (fetch: Fetch, stop: AbortController) => Fetch>> = {
  "never arrives": () => async () => {
    throw new TypeError("fetch failed");
  },
  "is done, and its answer is lost": (fetch) => async (input, init) => {
    await fetch(input, init);
    throw new TypeError("fetch failed");
  },
  "is done, and its answer says that it is not": (fetch) => async (input, init) => {
    await fetch(input, init);
    return Response.json({ error: "InternalServerError" }, { status: 500 });
  },
  "is done, and its answer is cut": (fetch) => async (input, init) => {
    const { headers } = await fetch(input, init);
    const pull = (controller: ReadableStreamDefaultController): void => controller.error(new TypeError("terminated"));
    return new Response(new ReadableStream({ pull }), { headers });
  },
  "is not answered, until the move is given up": (_, stop) => () => {
    setTimeout(() => stop.abort(), 5);
    return new Promise(() => {});
  },
  "is done while the move is given up": (fetch, stop) => (input, init) => {
    stop.abort();
    return fetch(input, init);
  },
  "is answered by something else": () => async () =>
    new Response("<html>", { headers: { "content-type": "text/html" } }),
};

/** Moves, and says what was asked for. */
async function moveOnce(servers: Servers, move: ReturnType<typeof createMove>): Promise<string[]> {
  const asked: string[] = [];
  const fetch: Fetch = (input, init) => {
    asked.push(new URL(`${input}`).pathname);
    return servers.fetch(input, init);
  };
  assert.ok((await migrateAccount(move, { fetch })).isDone);
  return asked;
}

for (const kind of ["did:plc", "did:web"] as const) {
  const start = async (): Promise<Servers> => {
    const { from, handle } = createServers();
    return createServers(kind === "did:plc" ? await createDirectory(from, handle) : undefined);
  };

  describe(`a move of a ${kind} that stops at any of its requests`, () => {
    it("goes on from there, and nothing is lost", { timeout: 120_000 }, async () => {
      const whole = await start();
      const asked = await moveOnce(whole, createMove(whole));
      assert.ok(asked.length > 25);
      if (kind === "did:plc") {
        for (const name of MOVING)
          assert.ok(
            asked.some((path) => path.endsWith(name)),
            `${name} is not asked`,
          );
      }
      const tries = asked.flatMap((path, at) => Object.entries(faults).map((fault) => ({ path, at, fault })));
      await Promise.all(
        tries.map(async ({ path, at, fault: [name, spoil] }) => {
          const servers = await start();
          const move = createMove(servers);
          const stop = new AbortController();
          const spoilt = spoil(servers.fetch, stop);
          let requests = 0;
          const fetch: Fetch = (input, init) => (requests++ < at ? servers.fetch : spoilt)(input, init);
          const told = `${at}, ${path}, ${name}`;
          await assert.rejects(migrateAccount(move, { fetch, signal: stop.signal }), { "~bluesky": true }, told);
          // There is always one server that has all of it, and is the one that the DID names, or is about to be.
          const { from, to, has } = servers;
          assert.equal(has[from]?.records, 3, told);
          assert.ok(has[from]?.active || has[to]?.active, told);
          assert.ok((await migrateAccount(move, { fetch: servers.fetch })).isDone, told);
          assert.deepEqual(has[to], { ...whole.has[to], active: true, records: 3, blobs: 1 }, told);
          assert.equal(has[from]?.active, false, told);
          assert.equal(await servers.namedServer(), to, told);
        }),
      );
      console.log(`${tries.length} moves stopped and resumed`);
    });
  });
}
