/** Exports an account, and dies where it is told to: at a request, before it is sent, while its answer is read, or after it. */
import { createClient } from "bluesky/client";
import { exportRepo } from "bluesky/repo/file";

const { actor, folder, network, dieAt, moment, delay } = JSON.parse(process.argv[2] ?? "");

function die(): void {
  process.kill(process.pid, "SIGKILL");
}

let requests = 0;
const dying: typeof globalThis.fetch = async (input, init) => {
  const isLast = ++requests === dieAt;
  if (isLast && moment === "before") die();
  const response = await fetch(input, init);
  if (isLast && moment === "during") setTimeout(die, delay);
  if (isLast && moment === "after") die();
  return response;
};

const result = await exportRepo(createClient({ network, fetch: dying }), actor, { folder, parallel: 2 });
console.log(JSON.stringify({ requests, result }));
