import { type IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange, Next } from "../fault/Fault.ts";
import { type ActiveRule, createRule, type Hit } from "../rules/FaultRule.ts";
import type { Answer } from "../traffic/Answer.ts";
import { createErrorAnswer } from "../traffic/createAnswer.ts";
import { readJsonBody, readRequest, type ServerName } from "../traffic/FaultRequest.ts";
import type { LoggedRequest } from "../traffic/LoggedRequest.ts";
import type { SessionTokens } from "../traffic/SessionTokens.ts";
import { createProgramServer } from "./createProgramServer.ts";
import type { FaultyServer } from "./FaultyServer.ts";
import { forward } from "./forward.ts";
import type { Origins } from "./Origins.ts";
import { reset, resetLater, sendAnswer, sendUpgraded, silence } from "./sendAnswer.ts";

/** What a proxy is made with. */
export interface ProxyOptions {
  name: ServerName;
  /** Origin of the real server. */
  target: URL;
  seed: string | number;
  /** What all proxies of a network share. */
  origins: Origins;
  tokens: SessionTokens;
  foreignUrl: string;
}

/** A proxy in front of one server. It does not keep the program alive. */
export async function createProxy(options: ProxyOptions): Promise<{ server: FaultyServer; close(): Promise<void> }> {
  const { name, target, seed, origins, tokens, foreignUrl } = options;
  const rules: ActiveRule[] = [];
  const requests: LoggedRequest[] = [];
  const running = new Set<Promise<void>>();
  let added = 0;
  let closed = false;

  const serve = async (incoming: IncomingMessage, response: ServerResponse, socket: Socket, upgrade: boolean) => {
    const gone = new AbortController();
    const leave = () => gone.abort(new Error("The client has gone."));
    incoming.on("error", () => {}); // told by its `close` too
    response.on("error", () => {});
    // It is closed too when all has been sent.
    (upgrade ? socket : response).on("close", () => response.writableFinished || leave());
    const arrived = readRequest(incoming, name, upgrade);
    const log = createLog(arrived);
    requests.push(log);
    try {
      const read = rules.some(({ wantsJson }) => wantsJson) ? await readJsonBody(incoming) : undefined;
      const request = { ...arrived, json: read?.json };
      const { signal } = gone;
      const pass = async (): Promise<Answer> => {
        try {
          const body = read?.bytes;
          return await forward({ request, incoming, body, target, ownHost, origins, tokens, log, signal });
        } catch (error) {
          signal.throwIfAborted();
          log.error = toMessage(error);
          return "reset";
        }
      };
      const wait = (ms: number) => sleep(ms, undefined, { signal, ref: false });
      const answer = await decide(rules, { request, signal, foreignUrl, wait }, log, pass);
      log.status = typeof answer === "string" ? undefined : answer.status;
      log.outcome = await deliver(answer, { incoming, response, socket, signal });
    } catch (error) {
      // A failed write may be told before the end of the connection is.
      const abandoned = gone.signal.aborted || socket.destroyed;
      log.outcome = abandoned ? "abandoned" : "reset";
      if (abandoned) return;
      // The real server has broken off. So do we.
      log.error = toMessage(error);
      await resetLater(socket, gone.signal).catch(() => {}); // or it leaves meanwhile
    } finally {
      // Whatever of the real server's answer nobody has taken goes with it.
      leave();
    }
  };

  const run = (incoming: IncomingMessage, response: ServerResponse, socket: Duplex, upgrade: boolean) => {
    // Sockets of a server without TLS are always of this class.
    if (closed || !(socket instanceof Socket)) return void socket.destroy();
    const work = serve(incoming, response, socket, upgrade)
      .catch(() => void socket.destroy()) // a head that we cannot read
      .finally(() => running.delete(work));
    running.add(work);
  };
  const listening = await createProgramServer((incoming, response) => run(incoming, response, incoming.socket, false));
  const ownHost = `localhost:${listening.port}`;
  listening.server.on("upgrade", (incoming, socket, head) => {
    socket.unshift(head);
    const response = new ServerResponse(incoming);
    if (socket instanceof Socket) response.assignSocket(socket);
    response.shouldKeepAlive = false;
    run(incoming, response, socket, true);
  });

  const server: FaultyServer = {
    name,
    url: `http://${ownHost}`,
    target: target.origin,
    requests,
    add(fault, match = {}) {
      const remove: Parameters<typeof createRule>[2]["remove"] = (rule) => {
        const index = rules.findIndex((active) => active.rule === rule);
        if (index !== -1) rules.splice(index, 1);
      };
      const active = createRule(fault, match, { seed: `${seed} ${name} ${added}`, tokens, remove });
      added++;
      rules.push(active);
      return active.rule;
    },
    clear() {
      rules.length = 0;
      added = 0;
    },
    clearRequests() {
      requests.length = 0;
    },
  };
  return {
    server,
    async close() {
      closed = true;
      await listening.close();
      await Promise.all(running);
    },
  };
}

/** Decides, at once and for all rules, so that what a fault waits for has no influence on it. */
function takeHits(rules: readonly ActiveRule[], request: Exchange["request"]): Hit[] {
  const additive: Hit[] = [];
  let last: Hit | undefined;
  for (const rule of rules) {
    if (!rule.additive && last !== undefined) continue;
    const hit = rule.take(request);
    if (hit === undefined) continue;
    if (rule.additive) additive.push(hit);
    else last = hit;
  }
  return last === undefined ? additive : [...additive, last];
}

/**
 * Applies the faults. An exception of a function that the user wrote is told as an answer: a reset would look
 * like a fault.
 */
async function decide(
  rules: readonly ActiveRule[],
  base: Omit<Exchange, "random">,
  log: LoggedRequest,
  pass: () => Promise<Answer>,
): Promise<Answer> {
  try {
    const hits = takeHits(rules, base.request);
    if (hits.length > 0) log.fault = hits.map(({ name }) => name).join(" + ");
    const chain = hits.reduceRight<Next>(
      (next, { handle, random }) =>
        async () =>
          handle({ ...base, random }, next),
      pass,
    );
    return await chain();
  } catch (error) {
    base.signal.throwIfAborted();
    log.error = toMessage(error);
    return createErrorAnswer(500, { error: "FaultFailed", message: log.error });
  }
}

async function deliver(
  answer: Answer,
  to: { incoming: IncomingMessage; response: ServerResponse; socket: Socket; signal: AbortSignal },
): Promise<LoggedRequest["outcome"]> {
  const { incoming, response, socket, signal } = to;
  if (answer === "reset") {
    reset(socket);
    return "reset";
  }
  if (answer === "silence") {
    incoming.resume();
    return silence(signal);
  }
  if (answer.upgraded === undefined) {
    const outcome = await sendAnswer(answer, response, socket, signal);
    // One that wanted to be a WebSocket is not the HTTP server's any more.
    if (incoming.headers.upgrade !== undefined && outcome === "answered") socket.end();
    return outcome;
  }
  response.detachSocket(socket);
  return sendUpgraded(answer, socket, signal);
}

function toMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function createLog(request: Exchange["request"]): LoggedRequest {
  const { method, path, search, nsid, authorization } = request;
  return {
    at: Date.now(),
    method,
    path,
    search,
    nsid,
    authorization,
    fault: undefined,
    forwarded: false,
    serverStatus: undefined,
    committed: false,
    status: undefined,
    outcome: "pending",
    error: undefined,
  };
}
