import { atcute } from "./atcute.ts";
import { atprotoApi } from "./atprotoApi.ts";
import { blueskyContender } from "./bluesky.ts";
import type { Contender } from "./Contender.ts";
import { lexClient } from "./lexClient.ts";

/** All of them, by name: for calls, and for sessions, which have times of their own. */
export const contenders: Readonly<Record<string, (about: "calls" | "session") => Promise<Contender>>> = {
  bluesky: async (about) => blueskyContender(about === "calls" ? { timeout: 2_000, deadline: 8_000 } : {}),
  "@atproto/api": atprotoApi,
  "@atproto/lex-client": lexClient,
  "@atcute/client": atcute,
};
