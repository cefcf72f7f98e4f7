import { Post } from "bluesky/app/bsky/feed";
import { consume, jetstream, relay, type StreamEvent, type StreamOptions, type StreamSource } from "bluesky/stream";
import type { Cases } from "../Case.ts";
import { fails, same } from "../expect.ts";

/** The platform's own, also on Node, where `ws` would be found. */
function quick(): StreamOptions {
  const { WebSocket } = globalThis as unknown as Pick<StreamOptions, "WebSocket">;
  if (!WebSocket) throw new Error("There is no WebSocket.");
  return { WebSocket, start: "oldest", minDelay: 1, maxRetries: 3 };
}

/** Reads events until there are so many. */
async function read(source: StreamSource, count: number, options: StreamOptions = {}): Promise<string[]> {
  const texts: string[] = [];
  for await (const event of consume(source, { ...quick(), ...options })) {
    texts.push(textOf(event));
    if (texts.length === count) break;
  }
  return texts;
}

function textOf(event: StreamEvent): string {
  return event.kind === "commit" && event.action !== "delete" && event.is(Post) ? event.record.text : event.kind;
}

export const cases: Cases = {
  "a stream of CBOR is read": async ({ origin }) => {
    same(await read(relay(origin), 3), ["post ü 1", "post ü 2", "post ü 3"]);
  },

  "a stream of JSON goes on behind its cursor": async ({ origin }) => {
    let saved: string | undefined;
    const cursor = {
      load: () => saved,
      save: (text: string) => {
        saved = text;
      },
    };
    same(await read(jetstream(origin), 2, { cursor, saveEvery: 0 }), ["post ü 1", "post ü 2"]);
    // The second was not done when the loop was left.
    same(await read(jetstream(origin), 2, { cursor }), ["post ü 2", "post ü 3"]);
  },

  "a stream that is slower than its host is read whole": async ({ origin }) => {
    const texts: string[] = [];
    const stream = consume(relay(origin), { ...quick(), buffer: { events: 1 } });
    await stream.run(async (event) => {
      texts.push(textOf(event));
      if (texts.length === 3) void stream.close();
    });
    same(texts, ["post ü 1", "post ü 2", "post ü 3"]);
  },

  "a host that refuses says why": async ({ origin }) => {
    await fails("stream_refused", () => read(relay(`${origin}/nothing`), 1));
  },
};
