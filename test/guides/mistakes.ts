import { Bluesky } from "bluesky";
import { Profile } from "bluesky/app/bsky/actor";
import { Post } from "bluesky/app/bsky/feed";
import { buildWrite } from "bluesky/records";
import type { Account, Network } from "bluesky-devnet";

/** Who makes mistakes: two accounts, and somebody without one. */
export interface Makers {
  readonly net: Network;
  readonly alice: Bluesky;
  readonly bob: Bluesky;
  readonly somebody: Bluesky<undefined>;
  readonly login: Account;
}

type Mistake = (makers: Makers) => Promise<unknown>;

const missingPost = ({ did }: Bluesky): string => `at://${did}/app.bsky.feed.post/3jzfcijpj2z2a`;
const first = async <T>(items: AsyncIterable<T>): Promise<T | undefined> => {
  for await (const item of items) return item;
  return undefined;
};

/** By guide and by the code of the error that it names: what leads to it, as the guide says. */
export const mistakes: Readonly<Record<string, Readonly<Record<string, Mistake>>>> = {
  start: {
    xrpc_error: ({ somebody }) => somebody.app.bsky.actor.getProfile({ actor: "nobody.test" }),
  },
  "log-in": {
    xrpc_error: ({ login: { identifier, network } }) => Bluesky.login({ identifier, password: "wrong", network }),
    invalid_service: ({ login }) => Bluesky.login({ ...login, network: undefined, service: "http://example.com" }),
    invalid_option: async () => Bluesky.fromEnv({ env: {} }),
  },
  post: {
    text_too_long: ({ alice }) => alice.post("x".repeat(301)),
    no_repo: ({ somebody }) => somebody.post("Hello"),
    invalid_option: async ({ alice }) =>
      alice.reply(await alice.post("One"), "Two", { whoCanReply: "nobody" } as object),
    reply_not_allowed: async ({ alice, bob, net }) => {
      const { uri } = await alice.post("Quiet", { whoCanReply: "nobody" });
      await net.settled();
      return bob.reply(uri, "Hello");
    },
    quote_not_allowed: async ({ alice, bob, net }) => {
      const { uri } = await alice.post("Quiet", { whoCanQuote: "nobody" });
      await net.settled();
      return bob.quote(uri, "Hello");
    },
    post_not_found: ({ alice, bob }) => alice.like(missingPost(bob)),
  },
  read: {
    post_not_found: ({ alice }) => alice.getThread(missingPost(alice)),
    xrpc_error: ({ alice }) => first(alice.authorFeed("nobody.test")),
  },
  records: {
    validation_failed: ({ alice }) => alice.records.create(Post, { text: "x".repeat(301) }),
    wrong_collection: ({ alice }) => alice.records.get(Profile, missingPost(alice)),
    wrong_repo: ({ alice, bob }) => alice.records.applyWrites([buildWrite.delete(Post, missingPost(bob))]),
    no_repo: ({ somebody }) => somebody.records.create(Post, { text: "Hello" }),
    xrpc_error: ({ alice }) => alice.records.get(Post, missingPost(alice)),
  },
  people: {
    actor_not_found: ({ alice }) => alice.follow("nobody.test"),
    wrong_repo: async ({ alice, bob }) => bob.lists.add(await alice.lists.create("Hers"), [alice.did ?? ""]),
  },
  ozone: {
    xrpc_error: ({ alice }) => first(alice.ozone.queue()),
    invalid_identifier: ({ alice }) => alice.ozone.takeDown("not an account"),
  },
  lexicons: {
    validation_failed: ({ alice }) => alice.records.create(Post, { text: "x".repeat(301) }),
  },
  "from-bluesky-0-4": {
    auth_expired: ({ net, login }) => {
      const bearer = net.expireToken(net.mintToken({ did: login.did }));
      return new Bluesky({ bearer, network: net.network, service: net.network.pds }).app.bsky.feed.getTimeline();
    },
    invalid_request: ({ alice }) => alice.app.bsky.feed.getTimeline({ limit: 1000 }),
  },
};
