import { load } from "../../contenders/load.ts";
import type { StreamReader } from "../StreamJob.ts";

interface Sync {
  readonly Firehose: new (options: object) => { start(): Promise<void>; destroy(): Promise<void> };
  readonly MemoryRunner: new (options: object) => object;
}

/** `@atproto/sync`, with its `MemoryRunner`. */
export const atprotoSyncReader: StreamReader = {
  sources: ["relay"],
  async read({ url }, handle, tell, signal) {
    const { Firehose, MemoryRunner } = await load<Sync>("@atproto/sync");
    const { IdResolver } = await load<{ IdResolver: new () => object }>("@atproto/identity");
    const firehose = new Firehose({
      service: url,
      idResolver: new IdResolver(),
      runner: new MemoryRunner({ startCursor: 0 }),
      unauthenticatedCommits: true,
      handleEvt: undefined,
      handleEvent: async (event: { event: string; rkey?: string }) => {
        if (event.rkey !== undefined) handle(event.rkey);
      },
      onError: (error: Error) => tell(nameOf(error)),
    });
    signal.addEventListener("abort", () => void firehose.destroy());
    await firehose.start();
  },
};

function nameOf(error: Error): string {
  const { name, cause } = error;
  const inner = cause instanceof Error ? cause : error;
  return `${error.constructor.name || name}: ${inner.message.slice(0, 40)}`;
}
