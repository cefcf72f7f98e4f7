/** Moves an account, and dies where it is told to: at a request, before it is sent, while it is under way, or when its answer is there. */
import { importKey } from "bluesky/crypto";
import { migrateAccount } from "bluesky/migration";
import { fileJournal } from "bluesky/migration/file";

const { account, from, to, journal, key, network, dieAt, moment } = JSON.parse(process.argv[2] ?? "");

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

let requests = 0;
const dying: typeof fetch = async (input, init) => {
  const isLast = ++requests === dieAt;
  if (isLast && moment === "before") die();
  const answer = fetch(input, init);
  if (isLast && moment === "during") setTimeout(die, Math.floor(dieAt % 7));
  const response = await answer;
  if (isLast && moment === "after") die();
  return response;
};

const report = await migrateAccount(
  { account, from, to, journal: fileJournal(journal), rotationKey: await importKey(key) },
  { network, fetch: dying },
);
console.log(JSON.stringify({ requests, report }));
