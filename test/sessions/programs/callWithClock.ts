import { login, resume } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";

/** Makes calls at once, with a session of a file store or a new one; and again after some time, as far as clocks say. */
const { folder, did, network, credentials, ahead, later } = JSON.parse(process.argv[2] ?? "");
const { now } = Date;
let difference: number = ahead;
Date.now = () => now() + difference;

const store = createFileStore(folder);
const session = credentials ? await login({ ...credentials, store }) : await resume({ store, did }, { network });
if (!session) throw new Error("The store has no session.");
session.on("error", (error) => {
  throw error;
});
const client = createClient({ session });
const call = (): Promise<unknown> => Promise.all(Array.from({ length: 5 }, () => getSession(client)));
await call();
if (later !== undefined) {
  difference += later;
  await call();
}
