import { type IncomingMessage, request as sendRequest } from "node:http";
import type { Duplex } from "node:stream";
import { type Answer, type HttpAnswer, isJson } from "../traffic/Answer.ts";
import type { FaultRequest } from "../traffic/FaultRequest.ts";
import { gather } from "../traffic/gather.ts";
import type { LoggedRequest } from "../traffic/LoggedRequest.ts";
import type { SessionTokens } from "../traffic/SessionTokens.ts";
import { isSigned, type Origins } from "./Origins.ts";

/** JSON up to this size is held to put the proxies' origins into it. What is larger passes as it is. */
const rewriteLimit = 8 * 1024 * 1024;

/** Headers that are about one connection, not about the message (RFC 9110, 7.6.1). */
const hopByHop = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];

/** What is needed to pass a request on. */
export interface Forwarding {
  request: FaultRequest;
  incoming: IncomingMessage;
  /** The body, if it was read before. */
  body: Buffer | undefined;
  /** Origin of the real server. */
  target: URL;
  /** Origin of the proxy. */
  ownHost: string;
  origins: Origins;
  tokens: SessionTokens;
  log: LoggedRequest;
  /** Aborted when nobody is interested any more. */
  signal: AbortSignal;
}

/**
 * Passes a request on to the real server and resolves with its answer when the headers are there: body and all of it,
 * for JSON.
 *
 * It is done with `node:http` because the moment at which a request counts as sent must be ours: `fetch` keeps
 * connections, sends again by itself and decodes bodies. For the same reason every request has its own connection: one
 * that is kept may be closed by the server just when the request goes out.
 */
export async function forward(forwarding: Forwarding): Promise<Answer> {
  const { request, incoming, body, target, tokens, log, signal } = forwarding;
  const outgoing = sendRequest({
    hostname: target.hostname.replace(/^\[|\]$/g, ""),
    port: target.port || 80,
    method: request.method,
    path: incoming.url,
    headers: requestHeaders(forwarding),
    maxHeaderSize: 1024 * 1024,
    agent: false,
  });
  outgoing.on("socket", (socket) => socket.unref());
  const { promise, resolve, reject } = Promise.withResolvers<{ answer: IncomingMessage; upgraded?: Duplex }>();
  outgoing.on("response", (answer) => resolve({ answer }));
  outgoing.on("upgrade", (answer, upgraded, head) => {
    upgraded.unshift(head);
    resolve({ answer, upgraded });
  });
  // Also after the answer has begun: its body says so itself.
  outgoing.on("error", reject);
  // A client that leaves in the middle of its request takes it along. After that the server does not notice.
  const abort = () => outgoing.destroy(new Error("the client has gone"));
  const leave = () => !incoming.complete && abort();
  incoming.on("close", leave);
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  log.forwarded = true;
  if (body !== undefined) outgoing.end(body);
  else incoming.pipe(outgoing);

  const { answer, upgraded } = await promise;
  log.serverStatus = answer.statusCode;
  log.committed = answer.statusCode !== undefined && answer.statusCode >= 200 && answer.statusCode < 300;
  const result: HttpAnswer = {
    status: answer.statusCode ?? 502,
    statusText: answer.statusMessage,
    headers: answerHeaders(answer, forwarding.origins, upgraded !== undefined),
    body: upgraded ?? answer,
    upgraded,
  };
  if (upgraded !== undefined) {
    upgraded.on("error", () => {});
    signal.addEventListener("abort", () => upgraded.destroy(), { once: true });
    return result;
  }
  answer.on("error", () => {});
  return rewriteJson(result, forwarding.request, forwarding.origins, tokens);
}

/** Puts the proxies' origins into a JSON answer, and takes note of the tokens in it. */
async function rewriteJson(
  answer: HttpAnswer,
  request: FaultRequest,
  origins: Origins,
  tokens: SessionTokens,
): Promise<HttpAnswer> {
  const { headers } = answer;
  const encoding = headers.get("content-encoding") ?? "identity";
  if (!isJson(headers.get("content-type")) || encoding !== "identity") return answer;
  if (request.method === "HEAD") {
    headers.delete("content-length"); // of a body that we cannot see, and would have changed
    return answer;
  }
  if (Number(headers.get("content-length") ?? 0) > rewriteLimit) return answer;
  const { bytes, whole, body } = await gather(answer.body, rewriteLimit);
  if (!whole) return { ...answer, body };
  // One character for each byte, so that bytes that are no UTF-8 stay as they are. Origins and tokens are ASCII.
  const text = bytes.toString("latin1");
  tokens.observe(request.nsid, text);
  const rewritten = isSigned(request) ? bytes : Buffer.from(origins.rewrite(text), "latin1");
  if (answer.status !== 204 && answer.status !== 304) headers.set("content-length", String(rewritten.byteLength));
  return { ...answer, body: rewritten };
}

function requestHeaders({ request, incoming, target, ownHost, tokens }: Forwarding): Record<string, string> {
  const headers = endToEnd(request.headers);
  headers.delete("expect"); // has been answered by our own server
  headers.set("accept-encoding", "identity"); // the body has to be read
  if (headers.get("host") === ownHost) headers.set("host", target.host);
  const [, scheme, token] = /^(\S+) +(\S+)$/.exec(headers.get("authorization") ?? "") ?? [];
  if (token !== undefined && tokens.restore(token) !== token) {
    headers.set("authorization", `${scheme} ${tokens.restore(token)}`);
  }
  if (request.upgrade) {
    headers.set("connection", "Upgrade");
    headers.set("upgrade", request.headers.get("upgrade") ?? "");
  }
  // As it came: a body without a length, or none.
  if (incoming.headers["transfer-encoding"] !== undefined) headers.set("transfer-encoding", "chunked");
  return Object.fromEntries(headers);
}

function answerHeaders(answer: IncomingMessage, origins: Origins, upgraded: boolean): Headers {
  const all = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) {
    for (const value of values ?? []) all.append(name, value);
  }
  const headers = upgraded ? all : endToEnd(all);
  const location = headers.get("location");
  if (location !== null) headers.set("location", origins.rewrite(location));
  return headers;
}

function endToEnd(headers: Headers): Headers {
  const kept = new Headers(headers);
  const named = headers.get("connection")?.split(",") ?? [];
  for (const name of [...hopByHop, ...named.map((part) => part.trim())]) if (name !== "") kept.delete(name);
  return kept;
}
