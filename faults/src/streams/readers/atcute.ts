import { load } from "../../contenders/load.ts";
import type { StreamReader } from "../StreamJob.ts";

interface Message {
  readonly $type: string;
  readonly seq?: number;
  readonly name?: string;
  readonly ops?: readonly { readonly path: string }[];
}

interface JetstreamMessage {
  readonly kind: string;
  readonly time_us: number;
  readonly commit?: { readonly rkey: string };
}

type Subscription<T> = new (options: object) => AsyncIterable<T> & { cursor?: number };

/** `@atcute/firehose` and `@atcute/jetstream`. The cursor is kept as their READMEs show it. */
export const atcuteReader: StreamReader = {
  sources: ["relay", "jetstream"],
  async read({ source, url }, handle, tell, signal) {
    const ended = new Promise<never>((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
    ended.catch(() => {});
    const reading = source === "relay" ? readFirehose(url, handle, tell, signal) : readJetstream(url, handle, signal);
    await Promise.race([reading, ended]).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
  },
};

async function readFirehose(
  service: string,
  handle: (rkey: string) => void,
  tell: (what: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const { FirehoseSubscription } = await load<{ FirehoseSubscription: Subscription<Message> }>("@atcute/firehose");
  const { ComAtprotoSyncSubscribeRepos } = await load<{ ComAtprotoSyncSubscribeRepos: { mainSchema: object } }>(
    "@atcute/atproto",
  );
  let cursor = 0;
  const subscription = new FirehoseSubscription({
    service,
    nsid: ComAtprotoSyncSubscribeRepos.mainSchema,
    params: () => ({ cursor }),
    onError: (error: unknown) => tell(String(error).slice(0, 40)),
  });
  for await (const message of subscription) {
    if (signal.aborted) return;
    if (message.$type.endsWith("#info")) tell(message.name ?? "info");
    if (message.seq !== undefined) cursor = message.seq;
    for (const { path } of message.ops ?? []) handle(path.split("/")[1] ?? "");
  }
}

async function readJetstream(url: string, handle: (rkey: string) => void, signal: AbortSignal): Promise<void> {
  const { JetstreamSubscription } = await load<{ JetstreamSubscription: Subscription<JetstreamMessage> }>(
    "@atcute/jetstream",
  );
  const subscription = new JetstreamSubscription({ url, cursor: 1 });
  for await (const { commit } of subscription) {
    if (signal.aborted) return;
    if (commit) handle(commit.rkey);
  }
}
