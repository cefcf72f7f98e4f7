import type { StreamReader } from "../StreamJob.ts";
import { atcuteReader } from "./atcute.ts";
import { atprotoSyncReader } from "./atprotoSync.ts";
import { atprotoTapReader } from "./atprotoTap.ts";
import { blueskyReader } from "./bluesky.ts";
import { skywareReader } from "./skyware.ts";

/** All of them, by name. */
export const readers: Readonly<Record<string, StreamReader>> = {
  bluesky: blueskyReader,
  "@atproto/sync": atprotoSyncReader,
  "@atcute": atcuteReader,
  "@skyware/jetstream": skywareReader,
  "@atproto/tap": atprotoTapReader,
};
