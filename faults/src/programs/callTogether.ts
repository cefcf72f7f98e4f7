import { once } from "node:events";
import { resume } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";

/** Makes calls at once with the session of a file store, when it is told to. It sends how many succeeded. */
const { folder, did, network, calls } = JSON.parse(process.argv[2] ?? "");
const session = await resume({ store: createFileStore(folder), did }, { network });
if (!session) throw new Error("The store has no session.");
const client = createClient({ session, network, retry: false });
process.send?.("ready");
await once(process, "message");
const answers = await Promise.allSettled(Array.from({ length: calls }, () => getSession(client)));
process.send?.(answers.filter((answer) => answer.status === "fulfilled" && answer.value.did === did).length);
process.disconnect();
