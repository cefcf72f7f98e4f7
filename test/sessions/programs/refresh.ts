import { resume } from "bluesky/auth";
import { createFileStore } from "bluesky/auth/file";

/** Refreshes the sessions of some file stores, as often as it is told, or until it is killed. It prints a dot each time. */
const { stores, network, times = Number.POSITIVE_INFINITY } = JSON.parse(process.argv[2] ?? "");

async function refresh({ folder, did }: { folder: string; did: string }): Promise<void> {
  const session = await resume({ store: createFileStore(folder), did }, { network });
  if (!session) throw new Error("The store has no session.");
  session.on("error", (error) => console.error(error));
  for (let n = 0; n < times; n++) {
    await session.refresh();
    process.stdout.write(".");
  }
}

await Promise.all(stores.map(refresh));
