/** Handles notifications until it is killed. It writes down what it begins and ends, and each position before and after it is saved. */
import { createHash } from "node:crypto";
import { appendFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Bluesky } from "bluesky";
import { fileCursor } from "bluesky/actions/file";
import { createFileStore } from "bluesky/auth/file";
import { createRandom } from "../../../packages/devnet/src/random/createRandom.ts";

const { account, folder, cursor, log, seed } = JSON.parse(process.argv[2] ?? "");
const random = createRandom(seed);
const { load, save } = fileCursor(cursor);

/** Whatever becomes of this process, what was written stays. Whoever waits for it is told, too. */
function note(line: string): void {
  appendFileSync(log, `${line}\n`);
  console.log(line);
}

const bsky = await Bluesky.login({ ...account, store: createFileStore(folder) });
const notifications = bsky.notifications.stream({
  every: 50,
  overlap: 20_000,
  cursor: {
    load,
    async save(text) {
      note(`save ${createHash("sha256").update(text).digest("hex")}`);
      await save(text);
      note("saved");
    },
  },
});
for await (const { uri, reason } of notifications) {
  note(`begin ${reason} ${uri}`);
  if (random.chance(0.3)) await sleep(random.next() * 4);
  note(`end ${reason} ${uri}`);
}
