import { getEventListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Post } from "bluesky/app/bsky/feed";
import { login } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { listRecords } from "bluesky/com/atproto/repo";
import { getSession } from "bluesky/com/atproto/server";
import { getRepo } from "bluesky/com/atproto/sync";
import { create } from "bluesky/records";
import { inTurns } from "../inTurns.ts";

/**
 * Meets every fault with every kind of call, gives some of them up, and sends what is left of it: timers, sockets,
 * listeners, unhandled rejections. The header x-case says to the fault network which fault is wanted.
 */
const { account, names }: { account: Parameters<typeof login>[0] & { did: string }; names: string[] } = JSON.parse(
  process.argv[2] ?? "",
);
const { network, did } = account;
let unhandled = 0;
process.on("unhandledRejection", () => unhandled++);

/** What holds the program, and how much of it. */
function resources(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

// What the platform's fetch opens for itself stays: its use of stdout, for one.
await (await fetch(network?.pds ?? "")).text();
await sleep(100);
const before = resources();
const controller = new AbortController();
const { signal } = controller;
const session = await login({ ...account, signal });
const outcomes: Record<string, number> = {};
const count = (outcome: string): void => {
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
};
await inTurns(names, 3, async (name) => {
  const client = createClient({
    session,
    network,
    headers: { "x-case": name },
    // Where nothing goes wrong the calls are to succeed, however busy the machine is.
    ...(name === "none" ? { deadline: 20_000 } : { timeout: 250, deadline: 400 }),
    retry: { baseDelay: 20 },
  });
  const given = new AbortController();
  setTimeout(() => given.abort(), 60);
  const calls = [
    getSession(client, undefined, { signal }),
    create(client, Post, { text: "left" }, { signal }),
    getRepo(client, { did }, { signal }).then((repo) => repo.bytes()),
    getRepo(client, { did }, { signal }).then(async (repo) => {
      for await (const _ of repo.stream) break;
    }),
    getRepo(client, { did }, { signal }).then((repo) => repo.cancel()),
    // Given up in the middle.
    getSession(client, undefined, { signal: given.signal }),
    create(client, Post, { text: "given up" }, { signal: given.signal }),
    getRepo(client, { did }, { signal: given.signal }).then((repo) => repo.bytes()),
    listRecords(client, { repo: did, collection: Post.nsid }, { signal: given.signal }),
  ];
  for (const { status } of await Promise.allSettled(calls)) count(status);
});
// Aborts of connections, and what garbage would have thrown.
await sleep(200);
await sleep(0);
const listeners = getEventListeners(signal, "abort").length;
const after = resources();
process.send?.({ before, after, listeners, unhandled, outcomes });
process.disconnect();
