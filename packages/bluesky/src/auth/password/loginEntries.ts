import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import type { NetworkConfig } from "../../network/NetworkConfig.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import { isDid } from "../../syntax/did.ts";
import type { SessionStore } from "../stores/SessionStore.ts";
import { updateValue } from "../stores/updateValue.ts";
import { isSessionDead } from "./isSessionDead.ts";
import { type ParseStateOptions, parseState, type SessionState } from "./SessionState.ts";

// A session is kept under its DID. Beside it are entries, which belong to a network: from a handle or an e-mail address to the DID,
// and from the DID to the server at which that network's session was begun. So a session under the same DID that is
// another network's is not taken for it.

/** What servers call the handle of an account whose handle does not hold: it is everybody's. */
const NO_HANDLE = "handle.invalid";

/** Which session of a store is meant. */
export interface FindLoginOptions {
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** Origin of the server at which it must have been begun. @default any */
  readonly service?: string | undefined;
}

/**
 * The session that a store has for a login: undefined where there is none, or it is dead, unreadable, or another network's.
 *
 * @throws {unknown} what the store throws
 */
export async function findLogin(
  store: SessionStore,
  identifier: string,
  { network = blueskyNetwork, service }: FindLoginOptions = {},
): Promise<SessionState | undefined> {
  const did = isDid(identifier) ? identifier : await store.get(keyOf(identifier, network));
  if (!isDid(did)) return undefined;
  const state = readState(await store.get(did), { did, network });
  // What was put there by other means has no entry.
  const begunAt = (await store.get(keyOf(did, network))) ?? originOf(network.pds);
  const isMeant = state?.service === begunAt && (service === undefined || service === begunAt);
  return isMeant && !isSessionDead(state) ? state : undefined;
}

/** How a session is to be found. */
export interface AddLoginOptions {
  /** @default Bluesky's */
  readonly network?: NetworkConfig | undefined;
  /** Handles and e-mail addresses. The session's own handle and its DID are always among them. @default none */
  readonly identifiers?: readonly string[] | undefined;
}

/**
 * Makes a session that was stored one that {@link findLogin} finds.
 *
 * @throws {unknown} what the store throws
 */
export async function addLogin(
  store: SessionStore,
  { did, handle, service }: SessionState,
  { network = blueskyNetwork, identifiers = [] }: AddLoginOptions = {},
): Promise<void> {
  await updateValue(store, keyOf(did, network), () => service);
  for (const name of new Set([handle, ...identifiers].map(normalize))) {
    if (name !== NO_HANDLE && !isDid(name)) await updateValue(store, keyOf(name, network), () => did);
  }
}

/** The key of an entry. It is made of what every store takes. */
function keyOf(identifier: string, { plc, pds }: NetworkConfig): string {
  const [directory, server, name] = [plc, pds, normalize(identifier)].map(encodeURIComponent);
  return `login:${directory}:${server}:${name}`;
}

/** One form for all that mean the same to servers. */
function normalize(identifier: string): string {
  return isDid(identifier) ? identifier : identifier.toLowerCase();
}

function originOf(url: string): string {
  return parseUrl(url)?.origin ?? url;
}

function readState(text: string | undefined, options: ParseStateOptions): SessionState | undefined {
  try {
    return text === undefined ? undefined : parseState(text, options);
  } catch {
    return undefined;
  }
}
