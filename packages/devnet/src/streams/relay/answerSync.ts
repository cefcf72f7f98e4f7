import type { Refusal } from "../serve/Subscription.ts";
import type { Accounts, KnownAccount } from "./Accounts.ts";

/** What the methods of a relay look at. */
export interface RelayState {
  readonly accounts: Accounts;
  /** PDSs in the order in which they were added. */
  hosts(): readonly { host: string; url: string; seq: number; connected: boolean }[];
  addHost(url: string): void;
}

/** What a method is asked with, and what it gives. */
type Method = (params: URLSearchParams, state: RelayState, body: unknown) => Refusal;

/** The methods of `com.atproto.sync` that a relay has beside its stream. */
const methods: Readonly<Record<string, Method>> = {
  listRepos(params, { accounts }) {
    const { page, cursor } = takePage([...accounts.all.values()].filter(hasCommit), params, 1000);
    const repos = page.map(({ did, head, rev, active, status }) => ({ did, head, rev, active, status }));
    return { status: 200, body: { cursor, repos } };
  },
  listReposByCollection(params, { accounts }) {
    const collection = params.get("collection");
    if (!collection) return invalid("collection: expected an NSID");
    const all = [...accounts.all.values()].filter((one) => one.active && one.collections.has(collection));
    const { page, cursor } = takePage(all, params, 2000);
    return { status: 200, body: { cursor, repos: page.map(({ did }) => ({ did })) } };
  },
  listHosts(params, state) {
    const { page, cursor } = takePage(state.hosts(), params, 1000);
    return { status: 200, body: { cursor, hosts: page.map((host) => describeHost(host, state)) } };
  },
  getHostStatus(params, state) {
    const found = state.hosts().find(({ host }) => host === params.get("hostname"));
    return found ? { status: 200, body: describeHost(found, state) } : fail(404, "HostNotFound", "host not found");
  },
  getRepoStatus(params, { accounts }) {
    const account = accounts.all.get(params.get("did") ?? "");
    if (!account) return fail(404, "RepoNotFound", "account not found");
    const { did, active, status, rev } = account;
    return { status: 200, body: { did, active, status, ...(active && { rev }) } };
  },
  getLatestCommit(params, { accounts }) {
    const account = accounts.all.get(params.get("did") ?? "");
    if (!account || !hasCommit(account)) return fail(404, "RepoNotFound", "account not found");
    return inactive(account) ?? { status: 200, body: { cid: account.head, rev: account.rev } };
  },
  getRepo(params, { accounts, hosts }) {
    const account = accounts.all.get(params.get("did") ?? "");
    const host = hosts().find(({ host }) => host === account?.host);
    if (!account || !host) return fail(404, "RepoNotFound", "account not found");
    // The records themselves are with its PDS.
    const location = `${host.url}/xrpc/com.atproto.sync.getRepo?${params}`;
    return inactive(account) ?? { status: 302, body: {}, headers: { location } };
  },
  requestCrawl(_, state, body) {
    const { hostname } = Object(body);
    if (typeof hostname !== "string" || !URL.canParse(`http://${hostname}`)) return invalid("hostname: expected one");
    state.addHost(`http://${hostname}`);
    return { status: 200, body: {} };
  },
};

/** Answers a method of `com.atproto.sync`. */
export function answerSync(url: URL, state: RelayState, body: unknown): Refusal {
  if (url.pathname === "/xrpc/_health") return { status: 200, body: { version: "devnet" } };
  const name = /^\/xrpc\/com\.atproto\.sync\.(\w+)$/.exec(url.pathname)?.[1] ?? "";
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return method?.(url.searchParams, state, body) ?? fail(501, "MethodNotImplemented", "no such method");
}

function takePage<T>(
  all: readonly T[],
  params: URLSearchParams,
  most: number,
): { page: readonly T[]; cursor: string | undefined } {
  const limit = Math.min(most, Math.max(1, Number(params.get("limit") ?? 500) || 500));
  const from = Number(params.get("cursor") ?? 0) || 0;
  const end = from + limit;
  return { page: all.slice(from, end), cursor: end < all.length ? String(end) : undefined };
}

function describeHost(
  { host, seq, connected }: { host: string; seq: number; connected: boolean },
  { accounts }: RelayState,
): object {
  const accountCount = [...accounts.all.values()].filter((one) => one.host === host).length;
  return { hostname: host, seq, accountCount, status: connected ? "active" : "offline" };
}

function hasCommit({ head, rev }: KnownAccount): boolean {
  return head !== undefined && rev !== undefined;
}

/** The error for an account that is not served, named by the reason. */
function inactive({ active, status }: KnownAccount): Refusal | undefined {
  if (active) return undefined;
  const names: Readonly<Record<string, string>> = {
    takendown: "RepoTakendown",
    suspended: "RepoSuspended",
    deactivated: "RepoDeactivated",
  };
  return fail(403, names[status ?? ""] ?? "RepoNotFound", `account is ${status ?? "not active"}`);
}

function invalid(message: string): Refusal {
  return fail(400, "InvalidRequest", message);
}

function fail(status: number, error: string, message: string): Refusal {
  return { status, body: { error, message } };
}
