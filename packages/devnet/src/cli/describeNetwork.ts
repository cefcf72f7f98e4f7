import type { Account } from "../network/createAccount.ts";
import type { Network } from "../network/Network.ts";

/** What the command prints about a network that runs, for people. */
export function describeNetwork(net: Network, accounts: readonly Account[], seconds: number): string {
  const { plc, pds, appView, ozone } = net.services;
  const servers: [string, string, string?][] = [["PDS", pds.url, pds.did]];
  if (appView !== undefined) servers.push(["AppView", appView.url, appView.did]);
  if (ozone !== undefined) servers.push(["Ozone", ozone.url, ozone.did]);
  servers.push(["PLC", plc.url]);
  return [
    `The network is up (${seconds.toFixed(1)} s). Ctrl-C stops it.`,
    "",
    ...columns(servers.map((row) => row.map((cell) => cell ?? ""))),
    "",
    `Logins at ${pds.url} (handle, password):`,
    ...columns(accounts.map(({ handle, password }) => [handle, password])),
    "",
    `Admin of every server: admin ${net.adminPassword}`,
    "",
  ].join("\n");
}

/** The same, for programs: one line. */
export function networkAsJson(net: Network, accounts: readonly Account[]): string {
  const { network, services, adminPassword } = net;
  const logins = accounts.map(({ did, handle, identifier, password }) => ({ did, handle, identifier, password }));
  return `${JSON.stringify({ network, services, adminPassword, accounts: logins })}\n`;
}

function columns(rows: string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? "").length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd());
}
