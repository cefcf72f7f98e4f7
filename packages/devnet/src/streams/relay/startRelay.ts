import { json } from "node:stream/consumers";
import { checkNumber } from "../../errors/checkNumber.ts";
import { invalidOption } from "../../errors/DevnetError.ts";
import { followPdses } from "../../network/followPdses.ts";
import type { Network } from "../../network/Network.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { toTid } from "../../seed/plan/toTid.ts";
import { asMap } from "../data/decodeCbor.ts";
import { fromJson } from "../data/json.ts";
import { createStreamServer } from "../serve/createStreamServer.ts";
import { createEventLog } from "../serve/EventLog.ts";
import { waitUntil } from "../serve/waitUntil.ts";
import { createAccounts, type KnownAccount } from "./Accounts.ts";
import { answerSync, type RelayState } from "./answerSync.ts";
import { findHost } from "./findHost.ts";
import type { Relay } from "./Relay.ts";
import { createRelayEntry, type RelayEntry, readRelayFrame } from "./RelayEntry.ts";
import type { RelayOptions } from "./RelayOptions.ts";
import { type HostReader, readHost } from "./readHost.ts";
import { relayLogs } from "./relayLogs.ts";
import { scriptCommit } from "./scriptCommit.ts";
import { subscribeRepos } from "./subscribeRepos.ts";

/**
 * Starts a relay in front of the PDSs of a network, or one that only sends what you tell it to.
 *
 * It runs in this process, ends with `close()` or at the end of an `await using` block, and does not keep the process alive. Close it
 * before the network.
 *
 * @param network - A network, whose PDSs are read from their first event on, those that `addPds()` adds later too; the `network` value
 * of one that another process started, of which it reads the first PDS; or nothing.
 * @throws {DevnetError} `invalid_option`, `port_taken`, `aborted`
 * @example
 * ```ts
 * await using net = await startNetwork({ appView: false });
 * await using relay = await startRelay(net);
 * const socket = new WebSocket(`${relay.url}/xrpc/com.atproto.sync.subscribeRepos?cursor=0`);
 * relay.add(streamFaults.duplicate(), { probability: 0.1 });
 * ```
 * @see https://atproto.com/specs/sync
 */
export async function startRelay(
  network?: Network | NetworkConfig | undefined,
  options: RelayOptions = {},
): Promise<Relay> {
  const { firstSeq = 1, keep = 100_000 } = options;
  checkNumber("firstSeq", firstSeq, { min: 1, whole: true });
  checkNumber("keep", keep, { min: 1, whole: true });
  if (network !== undefined && (typeof network !== "object" || network === null)) {
    throw invalidOption("network", "a network", network);
  }
  const config = network && "network" in network ? network.network : network;
  const log = createEventLog<RelayEntry>(keep);
  const accounts = createAccounts();
  const readers = new Map<string, HostReader>();
  let seq = firstSeq - 1;
  let revs = 0;
  let closed = false;

  const append = (type: string, body: Parameters<typeof createRelayEntry>[2]): number => {
    if (type !== "#info") seq++;
    log.append(createRelayEntry(seq, type, body));
    return seq;
  };
  const take = async ({ type, body }: ReturnType<typeof readRelayFrame>, host: string): Promise<void> => {
    const did = body.repo ?? body.did;
    if (typeof did !== "string") return;
    const account = await accountAt(did, host);
    if (!account || closed) return;
    accounts.apply(account, type, body);
    append(type, body);
  };
  /** The account, if this PDS may speak for it: what the old home of an account that has moved says is left out. */
  const accountAt = async (did: string, host: string): Promise<KnownAccount | undefined> => {
    const known = accounts.all.get(did);
    if (known?.host === host) return known;
    const found = config && did.startsWith("did:plc:") ? await findHost(config.plc, did) : host;
    if (found !== host) return undefined;
    const account = accounts.of(did, host);
    account.host = host;
    return account;
  };
  const addHost = (url: string): HostReader => {
    const { host } = new URL(url);
    const reader = readers.get(host) ?? readHost(url, take);
    readers.set(host, reader);
    return reader;
  };
  const state: RelayState = { accounts, hosts: () => [...readers.values()], addHost };

  const server = await createStreamServer(
    {
      name: "relay",
      subscribe: (url) =>
        url.pathname === "/xrpc/com.atproto.sync.subscribeRepos"
          ? subscribeRepos(url, log, seq)
          : { status: 404, body: { error: "MethodNotImplemented", message: "no such stream" } },
      answer: async (url, request) =>
        answerSync(url, state, request.method === "POST" ? await json(request).catch(() => undefined) : undefined),
    },
    options,
  );
  if (config) addHost(config.pds);
  const unfollow = network && "addPds" in network ? followPdses(network, addHost) : () => {};
  const close = async (): Promise<void> => {
    closed = true;
    unfollow();
    for (const reader of readers.values()) reader.close();
    await server.close();
  };
  const relay: Relay = {
    ...server,
    url: server.origin.replace("http", "ws"),
    get seq() {
      return seq;
    },
    get oldestSeq() {
      return log.at(log.first)?.event.seq ?? seq + 1;
    },
    get hosts() {
      return [...readers.keys()];
    },
    async addHost(url) {
      if (!URL.canParse(url)) throw invalidOption("url", "the URL of a PDS", url);
      addHost(url);
    },
    settled: ({ timeout = 30_000 } = {}) =>
      waitUntil("relay", timeout, (signal) =>
        Promise.all([...readers.values()].map((reader) => reader.settled(signal))).then(() => {}),
      ),
    publish({ type, body }) {
      const values = asMap(fromJson(type === "#info" ? body : { time: new Date().toISOString(), ...body }));
      const did = values.repo ?? values.did;
      if (typeof did === "string") accounts.apply(accounts.of(did, ""), type, values);
      return append(type, values);
    },
    publishCommit(did, operations) {
      const account = accounts.of(did, "");
      const body = scriptCommit(account, toTid(Date.now(), revs++), operations);
      accounts.apply(account, "#commit", body);
      return append("#commit", body);
    },
    forget(before = seq + 1) {
      log.forget(log.find(({ event }) => event.seq >= before));
    },
    changeOrigin(from = 1) {
      checkNumber("firstSeq", from, { min: 1, whole: true });
      seq = from - 1;
      for (let position = log.first; position < log.end; position++) {
        const entry = log.at(position);
        if (!entry) continue;
        const { type, body } = readRelayFrame(entry.frame);
        if (type !== "#info") seq++;
        Object.assign(entry, createRelayEntry(seq, type, body));
      }
      server.disconnect();
    },
    close,
    [Symbol.asyncDispose]: close,
  };
  relayLogs.set(relay, log);
  return relay;
}
