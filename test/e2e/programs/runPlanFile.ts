import { setTimeout as sleep } from "node:timers/promises";
import { Post } from "bluesky/app/bsky/feed";
import { BlueskyError, createClient } from "bluesky/client";
import { buildWrite } from "bluesky/records";
import { planFile } from "bluesky/records/file";

/** Writes posts by the plan of a file, in small batches, and prints how far it is after each. */
const { path, did, network, token, count, latency } = JSON.parse(process.argv[2] ?? "");

/** Takes its time before and after each request, so that there are moments to be killed in. */
const fetchHandler = async (to: string, init: RequestInit): Promise<Response> => {
  const headers = new Headers(init.headers);
  headers.set("authorization", `Bearer ${token}`);
  await sleep(Math.random() * latency);
  const response = await fetch(new URL(to, network.pds), { ...init, headers });
  await sleep(Math.random() * latency);
  return response;
};
const client = createClient({ session: { did, fetchHandler }, network });
// Neither keys nor dates are given: they are the plan's.
const writes = Array.from({ length: count }, (_, i) => buildWrite.create(Post, { text: `post ${i}` }));
try {
  const plan = await planFile(path, writes, { batchSize: 5 });
  console.log(`from ${plan.done}`);
  for await (const { done } of plan.run(client)) console.log(done);
} catch (error) {
  if (!(error instanceof BlueskyError)) throw error;
  console.log(`${error.code}: ${error.message}`);
  process.exitCode = 1;
}
