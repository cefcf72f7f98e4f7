import { getSession } from "../../../lexicons/com/atproto/server/getSession.ts";
import { quietly } from "../../../platform/abort/quietly.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { ClientLike } from "../../../xrpc/contract/Call.ts";
import { streamNotifications } from "../stream/streamNotifications.ts";
import type { BotEvent, BotOptions } from "./BotOptions.ts";

/** What a bot listens for. */
export interface Listening<T> {
  /** The reason of a notification. */
  readonly reason: string;
  readonly schema: RecordSchema<T>;
  /** Whether a record is about an account. */
  isAbout(record: T, did: string): boolean;
}

/** Calls a function with what is about the account, one after the other, until it is ended by its signal or its stream. */
export async function listen<T>(
  client: ClientLike,
  handler: (event: BotEvent<T>) => unknown,
  { stream, ...options }: BotOptions,
  { reason, schema, isAbout }: Listening<T>,
): Promise<void> {
  if (!stream) {
    for await (const notification of streamNotifications(client, { ...options, reasons: [reason] })) {
      const { author, uri, cid, record, indexedAt } = notification;
      if (schema.is(record)) await handler({ did: author.did, uri, cid, record, time: indexedAt });
    }
    return;
  }
  const { signal } = options;
  const own = callerOf(client).did ?? (await getSession(client, {}, { signal })).did;
  const close = (): void => void quietly(() => stream.close());
  signal?.addEventListener("abort", close);
  if (signal?.aborted) close();
  try {
    await stream.run((event) => {
      if (event.kind !== "commit" || event.did === own || !event.is(schema)) return;
      if (event.action !== "create" || !isAbout(event.record, own)) return;
      const { did, uri, cid, record, time } = event;
      return handler({ did, uri, cid, record, time });
    });
  } finally {
    signal?.removeEventListener("abort", close);
  }
}
