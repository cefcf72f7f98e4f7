import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { streamNotifications } from "bluesky/actions";
import { fileCursor } from "bluesky/actions/file";
import { Post } from "bluesky/app/bsky/feed";
import { bearerSession, checkSessionStore, login, resume } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { generateKey } from "bluesky/crypto";
import { fileJournal } from "bluesky/migration/file";
import { buildWrite } from "bluesky/records";
import { planFile } from "bluesky/records/file";
import { readRepo, writeRepo } from "bluesky/repo";
import { carFile, exportRepo, verifyExport } from "bluesky/repo/file";
import { accountAt } from "../../accountAt.ts";
import type { Cases } from "../../Case.ts";
import { same } from "../../expect.ts";
import { networkAt } from "../../networkAt.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

export const cases: Cases = {
  "a store in files keeps its contract": () => inFolder((folder) => checkSessionStore(() => createFileStore(folder))),

  "a session is kept in a file, and resumed": ({ origin }) =>
    inFolder(async (folder) => {
      const network = networkAt(origin);
      await login({ identifier: "alice.test", password: "secret", network, store: createFileStore(folder) });
      same((await resume({ store: createFileStore(folder), did }, { network }))?.handle, "alice.test");
    }),

  "a plan is kept in a file, and resumed": ({ origin }) =>
    inFolder(async (folder) => {
      const network = networkAt(origin);
      const client = createClient({ network, session: bearerSession({ token: "secret", did, network }) });
      const writes = ["a", "b", "c"].map((text) => buildWrite.create(Post, { text }));
      const path = join(folder, "plan.json");
      const first = await planFile(path, () => writes, { batchSize: 1 });
      for await (const { done } of first.run(client)) if (done === 1) break;
      const again = await planFile(path, () => writes);
      const before = again.done;
      let total = 0;
      for await (const { done } of again.run(client)) total = done;
      same([before, total], [1, 3]);
    }),

  "a stream's cursor is kept in a file, and goes on": ({ origin }) =>
    inFolder(async (folder) => {
      const cursor = fileCursor(join(folder, "cursor.json"));
      const read = async (): Promise<string> => {
        const seen: string[] = [];
        const options = { cursor, start: "2026-01-01T00:00:00Z" };
        for await (const { reason } of streamNotifications(accountAt(origin), options)) {
          if (seen.push(reason) === 2) break;
        }
        return seen.join();
      };
      same([await read(), await read()], ["reply,like", "like,like"]);
    }),

  "a repository is exported to a folder, verified there, and read from it": () =>
    inFolder(async (folder) => {
      const key = await generateKey("p256");
      const value = { $type: "app.bsky.feed.post", text: "hi", createdAt: "2026-01-01T00:00:00Z" };
      const repo = await writeRepo([{ collection: "app.bsky.feed.post", rkey: "3jzfcijpj2z2a", value }], { did, key });
      const latest = JSON.stringify({ cid: repo.cid, rev: repo.rev });
      const fetch = async (input: unknown): Promise<Response> =>
        `${input}`.includes("getLatestCommit")
          ? new Response(latest, { headers: { "content-type": "application/json" } })
          : new Response(repo.bytes(), { headers: { "content-type": "application/vnd.ipld.car" } });
      const service = "https://pds.example.com";
      const client = createClient({ service, fetch: fetch as typeof globalThis.fetch });
      await exportRepo(client, did, { folder, key: key.did, service });
      const { car, records } = await verifyExport(folder, { key: key.did });
      const texts: string[] = [];
      for await (const { value } of readRepo(carFile(car), { key: key.did, schemas: [Post] })) texts.push(value.text);
      same([records, texts], [1, ["hi"]]);
    }),

  "the journal of a move is kept in a file": () =>
    inFolder(async (folder) => {
      const path = join(folder, "move.json");
      const journal = fileJournal(path);
      same(await journal.load(), undefined);
      await journal.save("one");
      await journal.save("two");
      same([await fileJournal(path).load(), statSync(path).mode & 0o077], ["two", 0]);
    }),
};

/** Gives a folder, and removes it. */
async function inFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "cases-"));
  try {
    await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
