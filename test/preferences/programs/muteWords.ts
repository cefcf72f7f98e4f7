import { muteWord } from "bluesky/actions";
import { resume } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";

/** Mutes words, one after the other, with the session of a file store. It begins when it is told to. */
const { folder, did, network, words } = JSON.parse(process.argv[2] ?? "");

const session = await resume({ store: createFileStore(folder), did }, { network });
if (!session) throw new Error("The store has no session.");
session.on("error", (error) => {
  throw error;
});
const client = createClient({ session, network });
process.stdout.write("ready");
await new Promise((resolve) => process.stdin.once("end", resolve).resume());
for (const word of words) await muteWord(client, word);
