import { randomBytes } from "node:crypto";
import { DevnetError } from "../errors/DevnetError.ts";
import { addToTeam, type OzoneRole } from "./addToTeam.ts";
import type { NetworkConfig } from "./NetworkConfig.ts";

/** An account on the network: what a client needs to log in. */
export interface Account {
  /** The DID of the account. */
  did: string;
  /** The handle of the account. */
  handle: string;
  /** The handle again, under the name that login takes. */
  identifier: string;
  /** The password of the account. */
  password: string;
  /** The network that the account is on. */
  network: NetworkConfig;
}

/** Options of `createAccount`. */
export interface CreateAccountOptions {
  /** "alice" or "alice.test": 3 to 18 letters, digits and hyphens. @default a random name */
  name?: string | undefined;
  /** @default `<name>-password` */
  password?: string | undefined;
  /** @default `<name>@example.com` */
  email?: string | undefined;
  /** Makes the account a member of Ozone's team, for example a moderator. Needs the AppView. @default not a member */
  role?: OzoneRole | undefined;
  /** Stops waiting for the servers. */
  signal?: AbortSignal | undefined;
}

/**
 * Creates an account on the network's PDS.
 *
 * @param adminPassword - For adding the account to Ozone's team.
 * @throws {DevnetError} `account_refused` if the PDS or Ozone refuses, for example because the handle is taken,
 *   reserved or malformed
 * @throws {DevnetError} `invalid_option` for a role on a network without Ozone
 * @throws {DevnetError} `aborted`, `closed`
 */
export async function createAccount(
  network: NetworkConfig,
  adminPassword: string,
  options: CreateAccountOptions = {},
): Promise<Account> {
  const { role, signal } = options;
  const { ozone } = network;
  if (role !== undefined && ozone === undefined) {
    throw new DevnetError("invalid_option", "`role` needs Ozone: leave out `appView: false`.");
  }
  const domain = network.handleDomains[0] ?? ".test";
  const wanted = options.name ?? `user-${randomBytes(4).toString("hex")}`;
  const name = wanted.endsWith(domain) ? wanted.slice(0, -domain.length) : wanted;
  const handle = name + domain;
  const password = options.password ?? `${name}-password`;
  const body = { handle, password, email: options.email ?? `${name}@example.com` };
  let response: Response;
  try {
    response = await fetch(new URL("/xrpc/com.atproto.server.createAccount", network.pds), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      ...(signal && { signal }),
    });
  } catch (cause) {
    if (signal?.aborted) throw new DevnetError("aborted", `Creating ${handle} was aborted.`, { cause });
    throw new DevnetError("closed", `${handle} was not created: nothing answers at ${network.pds}.`, { cause });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok || !isRecord(answer) || typeof answer.did !== "string") {
    const { error = "", message = "" } = isRecord(answer) ? answer : {};
    throw new DevnetError(
      "account_refused",
      `The PDS refused to create ${handle}: ${response.status} ${error} ${message}`,
    );
  }
  if (role !== undefined && ozone !== undefined) {
    await addToTeam(ozone, { did: answer.did, role, adminPassword, signal });
  }
  return { did: answer.did, handle, identifier: handle, password, network };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
