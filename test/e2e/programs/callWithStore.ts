import { resume } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";
import { createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";

/** Makes calls with the session of a store, all at once, and prints how many refreshes it asked for. */
const { folder, did, network, calls } = JSON.parse(process.argv[2] ?? "");
let refreshes = 0;
const countingFetch: typeof fetch = (input, init) => {
  if (String(input).endsWith("refreshSession")) refreshes++;
  return fetch(input, init);
};
const session = await resume({ store: createFileStore(folder), did }, { network, fetch: countingFetch });
if (!session) throw new Error("the store has no session");
const client = createClient({ session });
await Promise.all(Array.from({ length: calls }, () => getSession(client)));
console.log(refreshes);
