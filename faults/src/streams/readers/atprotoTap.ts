import { load } from "../../contenders/load.ts";
import type { StreamReader } from "../StreamJob.ts";

interface Official {
  readonly Tap: new (
    url: string,
  ) => {
    channel(indexer: object): { start(): Promise<void>; destroy(): Promise<void> };
  };
  readonly SimpleIndexer: new () => {
    record(handle: (event: { rkey: string }) => Promise<void>): void;
    error(handle: (error: Error) => void): void;
  };
}

/** `@atproto/tap`. */
export const atprotoTapReader: StreamReader = {
  sources: ["tap"],
  async read({ url }, handle, tell, signal) {
    const { Tap, SimpleIndexer } = await load<Official>("@atproto/tap");
    const indexer = new SimpleIndexer();
    indexer.record(async ({ rkey }) => handle(rkey));
    indexer.error((error) => tell(error.message.slice(0, 40)));
    const channel = new Tap(url.replace("ws:", "http:")).channel(indexer);
    signal.addEventListener("abort", () => void channel.destroy());
    await channel.start();
  },
};
