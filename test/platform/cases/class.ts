import { Bluesky, HTTPClient } from "bluesky";
import { Post } from "bluesky/app/bsky/feed";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";
import { networkAt } from "../networkAt.ts";

const credentials = { identifier: "alice.test", password: "secret" };

export const cases: Cases = {
  "an account logs in, writes, reads and logs out": async ({ origin }) => {
    const bsky = await Bluesky.login({ ...credentials, network: networkAt(origin) });
    const { rkey } = await bsky.records.create(Post, { text: "hi" });
    same((await bsky.records.get(Post, rkey)).value.text, "hi");
    same((await bsky.com.atproto.server.getSession()).handle, "alice.test");
    same((await bsky.identity.resolveIdentity("alice.test")).did, bsky.did);
    await bsky.logout();
  },

  "what is public is read without an account": async ({ origin }) => {
    const bsky = Bluesky.public({ network: networkAt(origin), retry: false });
    same((await bsky.app.bsky.actor.getProfile({ actor: "alice.test" })).handle, "alice.test");
  },

  "an HTTP client of the original SDK sends": async ({ origin }) => {
    const httpClient = new HTTPClient();
    const seen: number[] = [];
    httpClient.addHook("response", ({ status }) => void seen.push(status));
    const bsky = Bluesky.public({ network: networkAt(origin), httpClient, retry: false });
    await bsky.app.bsky.actor.getProfile({ actor: "alice.test" });
    same(seen, [200]);
  },

  "an environment is read where there is one": () => fails("invalid_option", () => Bluesky.fromEnv({ env: {} })),
};
