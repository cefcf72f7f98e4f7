import type { VideoRun } from "./VideoRun.ts";

/** A connection that is slower than this many bytes per millisecond (200 kbit/s) is not waited for. */
const SLOWEST = 25;

/** How long an attempt to send so many bytes may take, in ms, unless that was said. */
export function timeoutFor({ client, left }: Pick<VideoRun, "client" | "left">, bytes: number): number | false {
  return left().timeout ?? client.options.timeout ?? 30_000 + bytes / SLOWEST;
}
