import { readClaims } from "./readAuthorization.ts";

/** Operations that hand out the tokens of a session. */
const issuers: ReadonlySet<string> = /*#__PURE__*/ new Set([
  "com.atproto.server.createAccount",
  "com.atproto.server.createSession",
  "com.atproto.server.refreshSession",
]);

/** So many tokens are remembered. */
const memory = 10_000;

/** Tokens of sessions that went through the fault network: when they were issued, and which were altered on the way. */
export interface SessionTokens {
  /** How many tokens have been issued so far. */
  issued(): number;
  /** Whether the token was issued after there had been so many; not, if it was never seen. */
  isNewer(token: string, issued: number): boolean;
  /** The same token with its times moved, in ms. It is taken back when a request brings it. */
  shift(token: string, ms: number): string;
  /** The token that the server issued, for one that a client uses. */
  restore(token: string): string;
  /** Takes note of the tokens in an answer of a server. */
  observe(nsid: string | undefined, body: string): void;
}

/** Starts to keep track of tokens. */
export function createSessionTokens(): SessionTokens {
  const order = new Map<string, number>();
  const originals = new Map<string, string>();
  let count = 0;
  const restore = (token: string): string => originals.get(token) ?? token;
  return {
    restore,
    issued: () => count,
    isNewer: (token, issued) => (order.get(restore(token)) ?? 0) > issued,
    shift(token, ms) {
      const claims = readClaims(token);
      if (claims === undefined) return token;
      const times = (["iat", "nbf", "exp"] as const).flatMap((name) => {
        const time = claims[name];
        return typeof time === "number" ? [[name, time + Math.round(ms / 1000)] as const] : [];
      });
      const [header, , signature] = token.split(".");
      const payload = Buffer.from(JSON.stringify({ ...claims, ...Object.fromEntries(times) })).toString("base64url");
      const shifted = `${header}.${payload}.${signature}`;
      remember(originals, shifted, restore(token));
      return shifted;
    },
    observe(nsid, body) {
      for (const token of readTokens(nsid, body)) remember(order, token, ++count);
    },
  };
}

/** Whether the operation hands out the tokens of a session. */
export function issuesTokens(nsid: string | undefined): boolean {
  return nsid !== undefined && issuers.has(nsid);
}

/** Tokens of the session that an answer hands out: the access token and the refresh token. */
export function readTokens(nsid: string | undefined, body: string): string[] {
  if (!issuesTokens(nsid)) return [];
  try {
    const answer: unknown = JSON.parse(body);
    if (typeof answer !== "object" || answer === null) return [];
    const tokens = ["accessJwt" in answer && answer.accessJwt, "refreshJwt" in answer && answer.refreshJwt];
    return tokens.filter((token) => typeof token === "string");
  } catch {
    return []; // Some other fault's doing.
  }
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > memory && oldest !== undefined) map.delete(oldest);
}
