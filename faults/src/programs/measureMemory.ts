import { login, type Session } from "bluesky/auth";
import { type Client, createClient } from "bluesky/client";
import { getSession } from "bluesky/com/atproto/server";
import { createIdentityResolver } from "bluesky/identity";

/**
 * Makes one call whose answer is far too large, and sends how it ended, how long that took in milliseconds, and by how many
 * bytes the process grew meanwhile. Started with --expose-gc.
 */
const { account, operation } = JSON.parse(process.argv[2] ?? "");
const { network, did } = account;
const session = await login(account);

const operations: Record<string, (client: Client, session: Session) => Promise<unknown>> = {
  query: (client) => getSession(client),
  refresh: (_, own) => own.refresh(),
  login: () => login(account),
  "DID document": () => createIdentityResolver({ network }).resolveDid(did),
};

async function run(headers: Record<string, string>): Promise<unknown> {
  const client = createClient({ session, network, headers, retry: false });
  const own = operations[operation];
  if (!own) throw new Error(`There is no operation "${operation}".`);
  return own(client, session).then(
    () => "it succeeded",
    (error) => error.code,
  );
}

// Everything is loaded and warm before it is measured.
process.send?.("ready");
for (let round = 0; round < 5; round++) await run({});
process.send?.("warm");
await new Promise((resolve) => process.once("message", resolve));
globalThis.gc?.();
const before = process.memoryUsage();
let [rss, external] = [before.rss, before.external];
const sample = (): void => {
  const now = process.memoryUsage();
  rss = Math.max(rss, now.rss);
  external = Math.max(external, now.external + now.heapUsed - before.heapUsed);
};
const timer = setInterval(sample, 1);
const started = performance.now();
const code = await run({});
const time = performance.now() - started;
sample();
clearInterval(timer);
process.send?.({ code, time, rss: rss - before.rss, external: external - before.external });
process.disconnect();
