import { type JournalStore, migrateAccount, undoMigration } from "bluesky/migration";
import { createServers } from "../../../packages/bluesky/src/migration/testing/createServers.ts";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

function createJournal(): JournalStore {
  let text: string | undefined;
  return {
    load: () => text,
    save: (journal) => {
      text = journal;
    },
  };
}

export const cases: Cases = {
  "an account is moved, stopped, resumed, and moved back": async () => {
    const { did, from, to, has, named, fetch } = createServers();
    const move = {
      ...{ account: did, from: { password: "old" }, to: { service: to, password: "new" }, journal: createJournal() },
      publish: (document: { service?: unknown }) => {
        const [{ serviceEndpoint }] = document.service as [{ serviceEndpoint: string }];
        named.url = serviceEndpoint;
      },
    };
    const { steps, obstacles } = await migrateAccount(move, { fetch, dryRun: true });
    same([steps[0]?.state, obstacles, has[to]], ["next", [], undefined]);
    const stop = new AbortController();
    const onProgress = ({ step }: { step: string }): void => {
      if (step === "preferences") stop.abort();
    };
    await fails("aborted", () => migrateAccount(move, { fetch, onProgress, signal: stop.signal }));
    same(named.url, from);
    same((await migrateAccount(move, { fetch })).isDone, true);
    same([named.url, has[from]?.active, has[to]?.active, has[to]?.preferences.length], [to, false, true, 1]);
    same(await undoMigration(move, { fetch }), { done: true, isAccountLeft: true });
    same([named.url, has[from]?.active, has[to]?.active], [from, true, false]);
  },

  "a journal of something else is refused": async () => {
    const journal = { load: () => "{}", save: () => {} };
    const { did, to } = createServers();
    const move = { account: did, from: { password: "old" }, to: { service: to, password: "new" }, journal };
    await fails("migration_journal_invalid", () => migrateAccount(move));
  },
};
