import type { Account } from "../network/createAccount.ts";
import type { Network } from "../network/Network.ts";
import type { Jetstream } from "../streams/jetstream/Jetstream.ts";
import type { Relay } from "../streams/relay/Relay.ts";

/** Whom one can log in as. */
export interface People {
  accounts: readonly Account[];
  /** A member of Ozone's team, if there is an Ozone. */
  moderator: Account | undefined;
}

/** The servers of streams, if they were asked for. */
export interface Streams {
  relay: Relay;
  jetstream: Jetstream;
}

/** What the command prints, for people, about a network that is running. */
export function describeNetwork(
  net: Network,
  { accounts, moderator }: People,
  streams: Streams | undefined,
  seconds: number,
): string {
  const { plc, pds, appView, ozone } = net.services;
  const servers: [string, string, string?][] = [["PDS", pds.url, pds.did]];
  if (appView !== undefined) servers.push(["AppView", appView.url, appView.did]);
  if (ozone !== undefined) servers.push(["Ozone", ozone.url, ozone.did]);
  servers.push(["PLC", plc.url]);
  if (streams) servers.push(["Relay", streams.relay.url], ["Jetstream", streams.jetstream.url]);
  const [first] = accounts;
  return [
    `The network is up (${seconds.toFixed(1)} s). Ctrl-C stops it.`,
    "",
    ...columns(servers.map((row) => row.map((cell) => cell ?? ""))),
    "",
    `Logins at ${pds.url} (handle, password):`,
    ...columns(accounts.map(({ handle, password }) => [handle, password])),
    "",
    `Admin of every server (HTTP Basic): admin ${net.adminPassword}`,
    ...(first ? ["", ...showPrograms(net, first, moderator)] : []),
    "",
  ].join("\n");
}

/** What can be pasted: a program, its environment, and a moderator's program. */
function showPrograms({ network }: Network, first: Account, moderator: Account | undefined): string[] {
  return [
    "To use it from a program, paste:",
    "",
    '  import { Bluesky } from "bluesky";',
    `  const network = ${JSON.stringify(network)};`,
    `  const bsky = await Bluesky.login(${login(first)});`,
    "",
    "Or put this into .env, for `Bluesky.fromEnv({ network })`:",
    "",
    `  BLUESKY_SERVICE=${network.pds}`,
    `  BLUESKY_IDENTIFIER=${first.identifier}`,
    `  BLUESKY_APP_PASSWORD=${first.password}`,
    ...(moderator
      ? [
          "",
          `To moderate in Ozone, log in as ${moderator.handle} (password: ${moderator.password}):`,
          "",
          `  const mod = await Bluesky.login(${login(moderator)});`,
          "  const { events } = await mod.tools.ozone.moderation.queryEvents({ limit: 10 });",
        ]
      : []),
  ];
}

function login({ identifier, password }: Account): string {
  return `{ identifier: ${JSON.stringify(identifier)}, password: ${JSON.stringify(password)}, network }`;
}

/** The same, for programs: one line. */
export function networkAsJson(net: Network, { accounts, moderator }: People, streams: Streams | undefined): string {
  const { network, services, adminPassword } = net;
  const toLogin = ({ did, handle, identifier, password }: Account): object => ({ did, handle, identifier, password });
  const people = { accounts: accounts.map(toLogin), ...(moderator && { moderator: toLogin(moderator) }) };
  const { relay, jetstream } = streams ?? {};
  const urls = relay && jetstream && { relay: relay.url, jetstream: jetstream.url, jetstreamV2: jetstream.urlV2 };
  return `${JSON.stringify({ network, services, adminPassword, ...people, ...(urls && { streams: urls }) })}\n`;
}

function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
