import type { IdentityResolver } from "../../identity/createIdentityResolver.ts";
import type { Bad, Limits, Place } from "../../xrpc/testing/survival/Place.ts";
import { Bluesky } from "../Bluesky.ts";
import { HTTPClient, type HTTPClientHooks } from "../HTTPClient.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const service = "https://example.com";
const env = { BLUESKY_IDENTIFIER: did, BLUESKY_APP_PASSWORD: "a password", BLUESKY_SERVICE: service };
const good = async (): Promise<Response> => Response.json({ feed: [] });

const hookOf = (name: keyof HTTPClientHooks): Place => ({
  name: `an HTTP client's hook ${name}`,
  run: (bad, limits) => {
    const fetcher = name === "requestError" ? () => Promise.reject(new Error("offline")) : good;
    const httpClient = new HTTPClient({ fetcher }).addHook(name, bad);
    return new Bluesky({ service, httpClient, retry: false }).app.bsky.feed.getTimeline({}, limits);
  },
});

/** Everything that the class takes as a function, beside what a client takes. */
export const places: readonly Place[] = [
  {
    name: "what resolves identities",
    run: (resolveIdentity, limits) => {
      const identity = { resolveIdentity } as unknown as IdentityResolver;
      const bsky = new Bluesky({ service, identity, fetch: good });
      return bsky.com.atproto.repo.listRecords({ repo: did, collection: "a.b.c" }, limits);
    },
    isPassedOn: true,
  },
  {
    name: "a bearer",
    run: (bearer, limits) => new Bluesky({ bearer, fetch: good }).app.bsky.feed.getTimeline({}, limits),
  },
  {
    name: "fetch of a login, within its deadline",
    run: (fetch, { deadline }) => Bluesky.login({ identifier: did, password: "a password", fetch, deadline }),
  },
  {
    name: "fetch of a login, within its time",
    run: (fetch, { deadline }) =>
      Bluesky.login({ identifier: did, password: "a password", fetch, timeout: deadline, service }),
  },
  {
    name: "fetch of a login, until it is aborted",
    run: (fetch, { signal }) => Bluesky.login({ identifier: did, password: "a password", fetch, signal }),
  },
  {
    name: "fetch of a new account",
    run: (fetch, { deadline }) => Bluesky.createAccount({ handle: "a.example.com" }, { fetch, deadline }),
  },
  {
    name: "fetch of a login that the first call makes",
    run: (fetch, { deadline }) => Bluesky.fromEnv({ env, fetch, deadline }).app.bsky.feed.getTimeline(),
  },
  {
    name: "fetch of a login that is waited for",
    run: (fetch, { signal }) => Bluesky.fromEnv({ env, fetch }).ready({ signal }),
  },
  {
    name: "fetch of a login that is waited for within its deadline",
    run: (fetch, { deadline }) => Bluesky.fromEnv({ env, fetch, deadline }).ready(),
  },
  {
    name: "a logout while the login is under way",
    run: async (fetch: Bad, { signal }: Limits) => {
      const bsky = Bluesky.fromEnv({ env, fetch });
      bsky.ready({ signal }).catch(() => {});
      await bsky.logout({ signal });
    },
  },
  {
    name: "a logger of the original SDK",
    run: (log, limits) => {
      const debugLogger = { log, group: log, groupEnd: log };
      return new Bluesky({ service, fetch: good, debugLogger }).app.bsky.feed.getTimeline({}, limits);
    },
    isIgnored: true,
    isUnawaited: true,
  },
  ...(["beforeRequest", "requestError", "response"] as const).map(hookOf),
];
