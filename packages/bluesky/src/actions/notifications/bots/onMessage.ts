import { checkSignal } from "../../../errors/checkSignal.ts";
import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { MessageView } from "../../../lexicons/chat/bsky/convo/defs.ts";
import { getLog } from "../../../lexicons/chat/bsky/convo/getLog.ts";
import { listConvos } from "../../../lexicons/chat/bsky/convo/listConvos.ts";
import { getSession } from "../../../lexicons/com/atproto/server/getSession.ts";
import { quietly } from "../../../platform/abort/quietly.ts";
import { sleep } from "../../../platform/abort/sleep.ts";
import { parseJson } from "../../../platform/parseJson.ts";
import { callerOf } from "../../../records/single/limits/callerOf.ts";
import type { CursorStore } from "../../../stream/model/CursorStore.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import { CallError } from "../../../xrpc/errors/CallError.ts";

/** A direct message that came. */
export interface BotMessage {
  /** The conversation that it is in. */
  readonly convoId: string;
  /** Who sent it, as a DID. */
  readonly did: string;
  /** The message. */
  readonly message: MessageView;
}

/** Options of {@link onMessage}. Its calls have a `deadline` each. */
export interface MessageOptions extends CallOptions {
  /** How long to wait between two looks, in milliseconds. @default 5_000 */
  readonly every?: number | undefined;
  /** Keeps how far it has come. @default nothing does, and each run begins with what comes from now on */
  readonly cursor?: CursorStore | undefined;
  /** Is told of a look that failed in a way that passes, such as a lost connection. It goes on. */
  readonly onError?: ((state: { readonly error: unknown }) => unknown) | undefined;
  /** Ends it: after the message that is being worked on. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls a function with each direct message that somebody else sends the account, by looking again and again, the oldest first. The next
 * one waits until it is done, and then the cursor is saved: a program that is killed gets the one that it was working on again.
 *
 * It resolves when it was ended by its signal. An app password needs the right to direct messages.
 *
 * @throws {InvalidOptionError} also if the cursor is of something else, or another account
 * @throws {CallError} if a look fails and another one would, too; other failures are told to `onError`
 * @throws {unknown} what the function and the cursor's store throw
 * @example
 * ```ts
 * import { sendMessage } from "bluesky/chat/bsky/convo";
 *
 * await onMessage(client, ({ convoId, message }) => sendMessage(client, { convoId, message: { text: `You said ${message.text}` } }));
 * ```
 */
export async function onMessage(
  client: ClientLike,
  handler: (message: BotMessage) => unknown,
  options: MessageOptions = {},
): Promise<void> {
  const { every = 5_000, cursor, onError, ...call } = options;
  const { signal } = call;
  checkSignal(signal);
  if (!(typeof every === "number" && every >= 0)) throw invalidOption("every", "Expected milliseconds as `every`.");
  if (cursor && !(typeof cursor.load === "function" && typeof cursor.save === "function")) {
    throw invalidOption("cursor", "Expected what can `load` and `save` as `cursor`, such as `fileCursor(path)`.");
  }
  let did: string | undefined;
  let rev: string | undefined;
  let hasBegun = false;
  for (; !signal?.aborted; await sleep(every, signal)) {
    try {
      did ??= callerOf(client).did ?? (await getSession(client, {}, call)).did;
      if (!hasBegun) {
        const saved = await cursor?.load();
        rev = saved === undefined ? await newestRev(client, call) : decode(did, saved);
        if (saved === undefined) await cursor?.save(encode(did, rev));
        hasBegun = true;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (!(error instanceof CallError && error.retryable)) throw error;
      quietly(() => onError?.({ error }));
      continue;
    }
    for (
      let page = await look(client, rev, { call, onError });
      page;
      page = await look(client, rev, { call, onError })
    ) {
      const before = rev;
      for (const log of page.logs) {
        if (signal?.aborted) return;
        const at: string | undefined = typeof log.rev === "string" ? log.rev : undefined;
        if (at === undefined || (rev !== undefined && at <= rev)) continue;
        if (log.$type === "chat.bsky.convo.defs#logCreateMessage") {
          const { convoId, message } = log;
          const isText = message.$type === "chat.bsky.convo.defs#messageView";
          if (isText && message.sender.did !== did) await handler({ convoId, did: message.sender.did, message });
        }
        rev = at;
        await cursor?.save(encode(did, rev));
      }
      // A page that brings nothing more is the last one.
      if (rev === before) break;
    }
  }
}

/** What has come since. `undefined`: nobody knows for now. */
async function look(
  client: ClientLike,
  rev: string | undefined,
  { call, onError }: { readonly call: CallOptions; readonly onError: MessageOptions["onError"] },
): Promise<getLog.Output | undefined> {
  if (call.signal?.aborted) return undefined;
  try {
    return await getLog(client, { cursor: rev }, call);
  } catch (error) {
    if (call.signal?.aborted) return undefined;
    if (!(error instanceof CallError && error.retryable)) throw error;
    quietly(() => onError?.({ error }));
    return undefined;
  }
}

/** Where all conversations are now. */
async function newestRev(client: ClientLike, call: CallOptions): Promise<string | undefined> {
  const { convos } = await listConvos(client, { limit: 100 }, call);
  return convos.reduce<string | undefined>(
    (last, { rev }) => (last === undefined || rev > last ? rev : last),
    undefined,
  );
}

function encode(did: string, rev: string | undefined): string {
  return JSON.stringify({ v: 1, did, rev });
}

/** @throws {InvalidOptionError} */
function decode(did: string, text: string): string | undefined {
  const saved = Object(parseJson(text)) as { v?: unknown; did?: unknown; rev?: unknown };
  if (saved.v !== 1 || (saved.rev !== undefined && typeof saved.rev !== "string")) {
    throw invalidOption("cursor", "Expected what a stream of messages has saved, got something else.");
  }
  if (saved.did !== did) {
    throw invalidOption("cursor", `Expected a cursor of ${did}, got that of another account: ${saved.did}.`);
  }
  return saved.rev;
}
