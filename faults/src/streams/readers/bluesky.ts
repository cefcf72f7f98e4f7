import { consume, jetstream, jetstreamV2, relay, type StreamEvent, tap } from "bluesky/stream";
import type { StreamReader } from "../StreamJob.ts";

const sources = { relay, jetstream, jetstreamV2, tap };

/** `bluesky/stream`. What cannot be read is left out; all else that it asks about ends it. */
export const blueskyReader: StreamReader = {
  sources: ["relay", "jetstream", "jetstreamV2", "tap"],
  async read({ source, url }, handle, tell, signal) {
    const stream = consume(sources[source](url), {
      start: "oldest",
      signal,
      minDelay: 50,
      maxRetries: 8,
      onError(error) {
        tell(error.code);
        return error.code === "frame_invalid" || error.code === "frame_too_large" ? "skip" : "stop";
      },
    });
    await stream.run((event: StreamEvent) => {
      if (event.kind === "commit") handle(event.rkey);
      else if (event.kind === "info") tell(event.name);
    });
    const { gaps } = stream.stats;
    if (gaps > 0) tell(`${gaps} gaps`);
  },
};
