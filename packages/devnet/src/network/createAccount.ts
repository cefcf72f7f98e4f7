import { randomBytes } from "node:crypto";
import { DevnetError } from "../errors/DevnetError.ts";
import type { NetworkConfig } from "./NetworkConfig.ts";

/** An account on the network: what a client needs to log in. */
export interface Account {
  did: string;
  handle: string;
  /** The handle again, under the name that login takes. */
  identifier: string;
  password: string;
  network: NetworkConfig;
}

/** Options of `createAccount`. */
export interface CreateAccountOptions {
  /** "alice" or "alice.test". Three to eighteen letters, digits and hyphens. @default a random one */
  name?: string | undefined;
  /** @default the name and "-password" */
  password?: string | undefined;
  /** @default the name "@example.com" */
  email?: string | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * Makes an account on the network's PDS.
 *
 * @throws {DevnetError} `account_refused`, with what the PDS says: the handle is taken, reserved or malformed.
 */
export async function createAccount(network: NetworkConfig, options: CreateAccountOptions = {}): Promise<Account> {
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
      ...(options.signal && { signal: options.signal }),
    });
  } catch (cause) {
    if (options.signal?.aborted) throw new DevnetError("aborted", `Making ${handle} was aborted.`, { cause });
    throw new DevnetError("closed", `${handle} was not made: nothing answers at ${network.pds}.`, { cause });
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok || !isRecord(answer) || typeof answer.did !== "string") {
    const { error = "", message = "" } = isRecord(answer) ? answer : {};
    throw new DevnetError(
      "account_refused",
      `The PDS refused to make ${handle}: ${response.status} ${error} ${message}`,
    );
  }
  return { did: answer.did, handle, identifier: handle, password, network };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
