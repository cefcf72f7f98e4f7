import type { FaultRequest } from "../traffic/FaultRequest.ts";

/** Origins of real servers and those of the proxies in front of them. */
export interface Origins {
  add(real: string, proxy: string): void;
  /** The text with every real origin replaced. The text itself, if there is none in it. */
  rewrite(text: string): string;
}

/** Starts with no origins. */
export function createOrigins(): Origins {
  const proxies = new Map<string, string>();
  let pattern: RegExp | undefined;
  return {
    add(real, proxy) {
      proxies.set(real, proxy);
      const origins = [...proxies.keys()].map((origin) => origin.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, "\\$&"));
      // Not where the name or the port goes on: localhost:258 is not localhost:2583.
      pattern = new RegExp(`(?:${origins.join("|")})(?![\\w-]|:\\d|\\.\\w)`, "g");
    },
    rewrite: (text) => (pattern === undefined ? text : text.replace(pattern, (real) => proxies.get(real) ?? real)),
  };
}

/**
 * Whether an answer is to be signed, or is signed already, so that it must not be changed: what operations on
 * the PLC directory are made of, and these themselves.
 */
export function isSigned({ server, path, nsid }: FaultRequest): boolean {
  if (server === "plc" && /^\/(?:did(?::|%3A)[^/]+\/(?:log|data)|export)(?:\/|$)/i.test(path)) return true;
  return (
    nsid === "com.atproto.identity.getRecommendedDidCredentials" || nsid === "com.atproto.identity.signPlcOperation"
  );
}
