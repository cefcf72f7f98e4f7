import type { IncomingMessage } from "node:http";
import { json } from "node:stream/consumers";
import { checkNumber } from "../../errors/checkNumber.ts";
import { invalidOption } from "../../errors/DevnetError.ts";
import { jsonEncoding } from "../jetstream/encodings.ts";
import { createStreamServer } from "../serve/createStreamServer.ts";
import type { Refusal } from "../serve/Subscription.ts";
import { createOutbox } from "./Outbox.ts";
import type { Tap } from "./Tap.ts";
import type { TapOptions } from "./TapOptions.ts";

/**
 * Starts a scripted Tap: it sends what `publish` is given, until it is acknowledged. Its HTTP methods are `/health`, `/repos/add`,
 * `/repos/remove` and `/stats/outbox-buffer`. It needs no network.
 *
 * It runs in this process, ends with `close()` or at the end of an `await using` block, and does not keep the process alive.
 *
 * @throws {DevnetError} `invalid_option`, `port_taken`, `aborted`
 * @example
 * ```ts
 * await using tap = await startTap({ retryAfter: 500 });
 * tap.publish({ type: "identity", identity: { did: "did:plc:abc", handle: "a.test", isActive: true, status: "active" } });
 * const socket = new WebSocket(tap.url);
 * socket.onmessage = ({ data }) => socket.send(JSON.stringify({ type: "ack", id: JSON.parse(data).id }));
 * ```
 * @see https://github.com/bluesky-social/indigo/tree/main/cmd/tap
 */
export async function startTap(options: TapOptions = {}): Promise<Tap> {
  const { retryAfter = 10_000, disableAcks = false, adminPassword } = options;
  checkNumber("retryAfter", retryAfter, { min: 1, max: 2 ** 31 - 1 });
  const outbox = createOutbox(retryAfter);
  const acknowledged: number[] = [];
  const sent = new Map<number, number>();
  const dids = new Set<string>();
  const acknowledge = (id: number): void => {
    if (outbox.acknowledge(id)) acknowledged.push(id);
  };
  const refusal = ({ headers }: IncomingMessage): Refusal | undefined => {
    const expected = `Basic ${Buffer.from(`admin:${adminPassword}`).toString("base64")}`;
    if (adminPassword === undefined || headers.authorization === expected) return undefined;
    return { status: 401, body: { error: "AuthRequired", message: "unauthorized" } };
  };

  const server = await createStreamServer(
    {
      name: "tap",
      subscribe({ pathname }, request) {
        if (pathname !== "/channel") return { status: 404, body: { message: "Not Found" } };
        let shown: number | undefined;
        return (
          refusal(request) ?? {
            encoding: jsonEncoding,
            cursor: undefined,
            skip: () => {},
            async next(signal) {
              // What was given out before has been sent by now.
              if (disableAcks && shown !== undefined) acknowledge(shown);
              const next = await outbox.take(signal);
              shown = next?.event.seq;
              if (shown !== undefined) sent.set(shown, (sent.get(shown) ?? 0) + 1);
              return next;
            },
            onMessage({ data }) {
              try {
                const { type, id } = Object(JSON.parse(Buffer.from(data).toString()));
                if (type === "ack" && typeof id === "number") acknowledge(id);
                return undefined;
              } catch {
                return 1008;
              }
            },
          }
        );
      },
      async answer({ pathname }, request) {
        const refused = refusal(request);
        if (refused) return refused;
        if (pathname === "/health") return { status: 200, body: { status: "ok" } };
        if (pathname === "/stats/outbox-buffer") return { status: 200, body: { outbox_buffer: outbox.size } };
        const change = /^\/repos\/(add|remove)$/.exec(pathname)?.[1];
        if (change === undefined || request.method !== "POST") return { status: 404, body: { message: "Not Found" } };
        const { dids: given }: { dids?: unknown } = Object(await json(request).catch(() => undefined));
        if (!Array.isArray(given)) return { status: 400, body: { message: "dids: expected a list" } };
        for (const did of given) {
          if (change === "add") dids.add(String(did));
          else dids.delete(String(did));
        }
        return { status: 200, body: {} };
      },
    },
    options,
  ).catch((error: unknown) => {
    outbox.close();
    throw error;
  });
  const close = async (): Promise<void> => {
    outbox.close();
    await server.close();
  };
  return {
    ...server,
    url: `${server.origin.replace("http", "ws")}/channel`,
    get pending() {
      return outbox.size;
    },
    acknowledged,
    sent,
    dids,
    publish(event) {
      if (event?.type !== "record" && event?.type !== "identity") {
        throw invalidOption("event", "a record or an identity event", event);
      }
      return outbox.put(event);
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}
