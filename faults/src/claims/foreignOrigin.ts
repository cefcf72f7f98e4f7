import { Post } from "bluesky/app/bsky/feed";
import { createAccount, loginTo, oauthSession } from "bluesky/auth";
import { createClient } from "bluesky/client";
import { createRecord } from "bluesky/com/atproto/repo";
import { getSession } from "bluesky/com/atproto/server";
import { getRepo } from "bluesky/com/atproto/sync";
import { create } from "bluesky/records";
import { now } from "bluesky/syntax";
import { type FaultyNetwork, faults, type Network } from "bluesky-devnet";
import type { Claim } from "../Claim.ts";
import { startStage } from "../Stage.ts";

const KEY = "canary-header-5e1f";

/** Redirects to another origin: no request with a secret follows one. */
export async function secretsStayAtTheirOrigin(net: Network): Promise<Claim> {
  await using stage = await startStage(net);
  const { faulty, account } = stage;
  const { network } = faulty;
  const session = await stage.login();
  const state = JSON.parse(session.export());
  const secrets = [account.password, state.accessJwt, state.refreshJwt, KEY];
  const client = createClient({ session, network, retry: false });
  const withKey = createClient({ service: network.pds, network, retry: false, headers: { "x-api-key": KEY } });
  // As an OAuth session of the official client sends its requests.
  const dpop = oauthSession({
    sub: account.did,
    fetchHandler: (path, init = {}) => {
      const headers = new Headers(init.headers);
      headers.set("authorization", `DPoP ${state.accessJwt}`);
      headers.set("dpop", KEY);
      return fetch(new URL(path, network.pds), { ...init, headers });
    },
  });
  const oauth = createClient({ session: dpop, network, retry: false });
  const record = { text: "secret?", createdAt: now() };
  const name = account.identifier.split(".")[0];
  const tries: Record<string, () => Promise<unknown>> = {
    login: () => stage.login(),
    loginTo: () => loginTo(account),
    createAccount: () => {
      const { password, service } = account;
      return createAccount({ handle: `${name}-2.test`, email: `${name}@example.com`, password }, { service, network });
    },
    refresh: () => session.refresh(),
    "a query": () => getSession(client),
    "a procedure": () =>
      createRecord(client, { repo: account.did, collection: Post.nsid, record: { $type: Post.nsid, ...record } }),
    "a write": () => create(client, Post, record),
    "a stream": () => getRepo(client, { did: account.did }),
    "a query with DPoP": () => getSession(oauth),
    "a procedure with DPoP": () =>
      createRecord(oauth, { repo: account.did, collection: Post.nsid, record: { $type: Post.nsid, ...record } }),
    "a query with a header": () => withKey.call("com.atproto.server.describeServer"),
    logout: () => session.logout(),
  };
  const problems: string[] = [];
  for (const status of [301, 302, 303, 307, 308]) {
    const rule = faulty.pds.add(faults.redirect({ status }));
    for (const [what, run] of Object.entries(tries)) {
      if (what === "logout" && status !== 308) continue; // It can be done once only.
      const error: unknown = await run().catch((caught: unknown) => caught);
      if (!(error instanceof Error)) problems.push(`${what}, ${status}: it succeeded`);
    }
    if (rule.hits < Object.keys(tries).length - 1) problems.push(`${status}: only ${rule.hits} were redirected`);
    rule.remove();
  }
  const bytes = secretBytes(faulty, secrets);
  const { length } = faulty.foreign.requests;
  if (bytes > 0 || length > 0) {
    const paths = faulty.foreign.requests.map(({ method, path }) => `${method} ${path}`);
    problems.push(`${bytes} secret bytes in ${length} requests: ${paths.join(", ")}`);
  }
  // The measure itself: fetch follows.
  faulty.pds.add(faults.redirect());
  await fetch(`${network.pds}/xrpc/com.atproto.server.createSession`, { method: "POST", body: account.password });
  if (secretBytes(faulty, secrets) !== account.password.length)
    problems.push("the foreign origin does not see secrets");
  const found = `${bytes} secret bytes and ${length} requests, after ${Object.keys(tries).length} operations x 5 redirects`;
  return { claim: "no secret goes to a foreign origin", found, problems };
}

/** How many bytes of secrets the foreign origin has got. */
export function secretBytes({ foreign }: FaultyNetwork, secrets: readonly string[]): number {
  let bytes = 0;
  for (const { path, headers, body } of foreign.requests) {
    const all = `${path}\n${JSON.stringify(headers)}\n${Buffer.from(body)}`;
    for (const secret of secrets) bytes += (all.split(secret).length - 1) * secret.length;
  }
  return bytes;
}
