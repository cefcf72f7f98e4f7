import type { Session } from "bluesky/auth";
import type { Client } from "bluesky/client";

/** Which server is called, and for whom. It is kept in memory alone: a reload forgets it. */
export interface Connection {
  /** The origin of the server. */
  readonly service: string;
  readonly session: Session | undefined;
  /** What was logged in with. */
  readonly identifier: string | undefined;
}

/** Where `npm run dev -- --port 2583` and the official development environment have their PDS. */
export const DEV_SERVICE = "http://localhost:2583";

/** Servers to choose from; any other can be entered. */
export const KNOWN_SERVICES: readonly string[] = [DEV_SERVICE, "https://bsky.social", "https://public.api.bsky.app"];

/** @throws {Error} if it is no http or https URL of a server, or holds a password */
export function toOrigin(text: string): string {
  const trimmed = text.trim();
  const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error("Expected the URL of a server: https://example.com.");
  if (url.username || url.password) throw new Error("Expected a URL without a user or a password in it.");
  return url.origin;
}

/**
 * Logs in at a server. The tokens stay in memory, and the password is not kept.
 *
 * @throws {BlueskyError} what `loginTo` throws
 */
export async function logIn(
  service: string,
  credentials: {
    readonly identifier: string;
    readonly password: string;
    readonly authFactorToken?: string | undefined;
  },
): Promise<Connection> {
  const { loginTo } = await import("bluesky/auth");
  const session = await loginTo({ service, ...credentials });
  return { service, session, identifier: session.handle ?? session.did };
}

/** Ends the session at its server, too. It is forgotten here whatever the server says. */
export async function logOut({ service, session }: Connection): Promise<Connection> {
  try {
    await session?.logout();
  } catch {
    // It runs out by itself.
  }
  return { service, session: undefined, identifier: undefined };
}

/** A client for a connection. It never makes a call twice, so that what is shown is one call. */
export async function clientFor({ service, session }: Connection): Promise<Client> {
  const { createClient } = await import("bluesky/client");
  return createClient({ ...(session ? { session } : { service }), retry: false });
}
