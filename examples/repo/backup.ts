import { setTimeout } from "node:timers/promises";
import { exportRepo } from "bluesky/repo/file";
import { client } from "./connect.ts";

const [actor = "", folder = "backup", nights = "Infinity"] = process.argv.slice(2);
for (let night = 1; ; night++) {
  // A night on which the server is down is made up for by the next one.
  const work = exportRepo(client, actor, { folder });
  const done = await work.catch((error: unknown) => console.error(`${error}`));
  if (done) console.log(`${done.rev}: ${done.records} records, ${done.blobs} blobs (${done.transfer})`);
  for (const { cid, uri } of done?.missing ?? []) console.log(`the server lacks ${cid} of ${uri}`);
  if (night >= Number(nights)) break;
  await setTimeout(24 * 3_600_000);
}
