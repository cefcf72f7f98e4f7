import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { HttpAnswer } from "../traffic/Answer.ts";
import { chunksOf } from "../traffic/gather.ts";

/** How long a client gets to take what was sent before a reset, which takes away what it has not read, in ms. */
const resetDelay = 20;

/** Headers of an answer, flat, as `node:http` takes them: several `set-cookie` stay several. */
function flatten(headers: Headers): string[] {
  return [...headers].flat();
}

/**
 * Sends an answer, at the speed at which the client takes it. Resolves when all of it has left, or with the reset.
 *
 * @throws {unknown} if the client disconnects (`signal`), or the body fails
 */
export async function sendAnswer(
  answer: HttpAnswer,
  response: ServerResponse,
  socket: Socket,
  signal: AbortSignal,
): Promise<"answered" | "reset"> {
  response.sendDate = false; // the real server's, or none
  response.writeHead(answer.status, answer.statusText, flatten(answer.headers));
  for await (const chunk of chunksOf(answer.body)) await written(response, chunk, signal);
  const { end = "finish" } = answer;
  if (end === "finish") {
    await done((callback) => response.end(callback), signal);
    return "answered";
  }
  response.flushHeaders();
  if (end === "silence") return silence(signal);
  return resetLater(socket, signal);
}

/** Joins a client with the server of its WebSocket: what comes from there is the body of the answer. */
export async function sendUpgraded(
  answer: HttpAnswer,
  socket: Socket,
  signal: AbortSignal,
): Promise<"answered" | "reset"> {
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
  const head = `HTTP/1.1 ${answer.status} ${answer.statusText ?? "Switching Protocols"}\r\n${headers}\r\n`;
  if (answer.upgraded !== undefined) socket.pipe(answer.upgraded);
  await written(socket, Buffer.from(head, "latin1"), signal);
  for await (const chunk of chunksOf(answer.body)) await written(socket, chunk, signal);
  signal.throwIfAborted();
  const { end = "finish" } = answer;
  if (end === "silence") return silence(signal);
  if (end === "reset") return resetLater(socket, signal);
  socket.end();
  return "answered";
}

/**
 * Resets a connection. One that is being ended already cannot be: it is cut. (Node would never finish closing it, and would
 * spin when its process ends.)
 */
export function reset(socket: Socket): void {
  if (socket.writableEnded && !socket.writableFinished) socket.destroy();
  else socket.resetAndDestroy();
}

/** Resets a connection on which something was sent before. */
export async function resetLater(socket: Socket, signal: AbortSignal): Promise<"reset"> {
  await sleep(resetDelay, undefined, { signal, ref: false });
  reset(socket);
  return "reset";
}

/** Waits until the client gives up. */
export async function silence(signal: AbortSignal): Promise<never> {
  return aborted(signal);
}

type Callback = (error?: Error | null) => void;

/** Resolves when the chunk has been handed to the operating system. */
function written(
  target: { write(chunk: Uint8Array, callback: Callback): boolean },
  chunk: Uint8Array,
  signal: AbortSignal,
): Promise<void> {
  return done((callback) => target.write(chunk, callback), signal);
}

/** Waits for a callback, which does not come any more when the client has gone. */
async function done(start: (callback: Callback) => void, signal: AbortSignal): Promise<void> {
  const sent = new Promise<void>((resolve, reject) => start((error) => (error ? reject(error) : resolve())));
  const stop = new AbortController();
  const gone = aborted(signal, stop.signal);
  gone.catch(() => {});
  try {
    await Promise.race([sent, gone]);
  } finally {
    stop.abort();
  }
}

function aborted(signal: AbortSignal, until?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true, ...(until && { signal: until }) });
  });
}
