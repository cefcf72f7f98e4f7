import { getProfile, searchActors } from "bluesky/app/bsky/actor";
import { getFeedGenerators } from "bluesky/app/bsky/feed";
import { bearerSession } from "bluesky/auth";
import { type Client, createClient } from "bluesky/client";
import { withConcurrency, withPacing } from "bluesky/xrpc";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";
import { networkAt } from "../networkAt.ts";

const clientAt = (origin: string): Client => createClient({ network: networkAt(origin), retry: { baseDelay: 1 } });

/** Never answers. */
const silent: typeof fetch = (_, init) =>
  new Promise((_, reject) => {
    init?.signal?.addEventListener("abort", () => reject(new Error("aborted")));
  });

export const cases: Cases = {
  "a query is answered": async ({ origin }) => {
    const { displayName } = await getProfile(clientAt(origin), { actor: "alice.test" });
    same(displayName, "Alice 🙂");
  },

  "a server's error is typed": async ({ origin }) => {
    await fails("xrpc_error", () => getProfile(clientAt(origin), { actor: "bob.test" }));
  },

  "a server that is not there is a network error": async () => {
    const gone = createClient({ service: "http://127.0.0.1:1", retry: false });
    await fails("network_error", () => getProfile(gone, { actor: "alice.test" }));
  },

  "what failed is tried again, and pages follow each other": async ({ origin }) => {
    const client = createClient({
      network: networkAt(origin),
      retry: { baseDelay: 1 },
      around: [withPacing(), withConcurrency({ limit: 2 })],
    });
    const found: string[] = [];
    for await (const { handle } of searchActors.items(client, { q: "alice" })) found.push(handle);
    same(found, ["alice.test", "alice.test"]);
    same([...client.rateLimits.values()][0]?.limit, 3000);
  },

  "a call ends in time": async () => {
    const client = createClient({ service: "http://127.0.0.1:1", fetch: silent, retry: false });
    await fails("timeout", () => getProfile(client, { actor: "alice.test" }, { timeout: 5 }));
    await fails("timeout", () => getProfile(client, { actor: "alice.test" }, { deadline: 5 }));
  },

  "a call can be aborted": async () => {
    const client = createClient({ service: "http://127.0.0.1:1", fetch: silent });
    const controller = new AbortController();
    const call = getProfile(client, { actor: "alice.test" }, { signal: controller.signal });
    controller.abort("enough");
    await fails("aborted", () => call);
  },

  "a redirect is not followed with a token": async ({ origin }) => {
    const network = networkAt(origin);
    const client = createClient({ network, session: bearerSession({ token: "secret", network }), retry: false });
    await fails("invalid_response", () => getFeedGenerators(client, { feeds: [] }));
  },

  "hooks see and change what passes": async ({ origin }) => {
    const seen: unknown[] = [];
    const client = clientAt(origin).with({
      hooks: {
        onRequest: ({ headers }) => headers.set("x-case", "1"),
        onResponse: ({ response }) => void seen.push(response.status),
      },
    });
    await getProfile(client, { actor: "alice.test" });
    same(seen, [200]);
  },

  "an operation without a lexicon is called": async ({ origin }) => {
    same(
      Object(await clientAt(origin).call("app.bsky.actor.getProfile", { params: { actor: "alice.test" } })).handle,
      "alice.test",
    );
  },
};
