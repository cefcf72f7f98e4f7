import type { IncomingMessage } from "node:http";
import { type Authorization, readAuthorization } from "./readAuthorization.ts";

/** The servers of a network that a client talks to. */
export type ServerName = "plc" | "pds" | "appView" | "ozone" | "video" | "handleResolver";

/** A request as it came from the client. */
export interface FaultRequest {
  /** The server that it is for. */
  readonly server: ServerName;
  /** The HTTP method. */
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The query as it came, with its `?`; or empty. */
  readonly search: string;
  /** The query. */
  readonly searchParams: URLSearchParams;
  /** What `/xrpc/<nsid>` names. */
  readonly nsid: string | undefined;
  /** The headers. */
  readonly headers: Headers;
  /** What kind of credentials it carries. */
  readonly authorization: Authorization | undefined;
  /** The credentials themselves. */
  readonly token: string | undefined;
  /** Whether it asks to become a WebSocket. */
  readonly upgrade: boolean;
  /**
   * The JSON that it carries. Only for the function `where` of a rule, and only up to 2 MiB with an honest
   * `content-length`: everything else is passed on as it comes in.
   */
  readonly json: unknown;
}

/** Largest body that is read before the request is passed on: the most that a record may have as JSON. */
const readLimit = 2 * 1024 * 1024;

/** What a request says before its body. */
export function readRequest(incoming: IncomingMessage, server: ServerName, upgrade: boolean): FaultRequest {
  const target = incoming.url ?? "/";
  const mark = target.indexOf("?");
  const path = mark === -1 ? target : target.slice(0, mark);
  const search = mark === -1 ? "" : target.slice(mark);
  const headers = new Headers();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return {
    server,
    method: incoming.method ?? "GET",
    path,
    search,
    searchParams: new URLSearchParams(search),
    nsid: /^\/xrpc\/([^/]+)$/.exec(path)?.[1],
    headers,
    ...readAuthorization(headers.get("authorization")),
    upgrade,
    json: undefined,
  };
}

/** The whole body of a request, if it is JSON of a known and bounded size. */
export async function readJsonBody(incoming: IncomingMessage): Promise<{ bytes: Buffer; json: unknown } | undefined> {
  const length = Number(incoming.headers["content-length"]);
  const isJson = /^application\/json\b/i.test(incoming.headers["content-type"] ?? "");
  if (!isJson || !(length > 0 && length <= readLimit)) return undefined;
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  try {
    return { bytes, json: JSON.parse(bytes.toString()) };
  } catch {
    return { bytes, json: undefined };
  }
}
