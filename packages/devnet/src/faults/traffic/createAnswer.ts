import type { HttpAnswer } from "./Answer.ts";

/** Names that the official servers give to errors without one of their own. */
const errorNames: Readonly<Record<number, string>> = {
  400: "InvalidRequest",
  401: "AuthenticationRequired",
  403: "Forbidden",
  404: "XRPCNotSupported",
  406: "NotAcceptable",
  413: "PayloadTooLarge",
  415: "UnsupportedMediaType",
  429: "RateLimitExceeded",
  500: "InternalServerError",
  501: "MethodNotImplemented",
  502: "UpstreamFailure",
  503: "NotEnoughResources",
  504: "UpstreamTimeout",
};

/** What headers can be given as. */
export type HeaderValues = Readonly<Record<string, string | number>>;

/** An answer of our own. Like those of the official servers it can be read by every web page. */
export function createAnswer(
  status: number,
  contentType: string | undefined,
  text: string,
  headers: HeaderValues = {},
): HttpAnswer {
  const body = Buffer.from(text);
  const all = new Headers({ date: new Date().toUTCString(), "access-control-allow-origin": "*" });
  if (contentType !== undefined) all.set("content-type", contentType);
  if (status !== 204 && status !== 304) all.set("content-length", String(body.byteLength));
  for (const [name, value] of Object.entries(headers)) all.set(name, String(value));
  return { status, headers: all, body };
}

/** What an XRPC error says. */
export interface ErrorText {
  error?: string | undefined;
  message?: string | undefined;
}

/** An XRPC error. Its name is by default the one that goes with the status. */
export function createErrorAnswer(status: number, text: ErrorText, headers: HeaderValues = {}): HttpAnswer {
  const { error = errorNames[status] ?? (status < 500 ? "InvalidRequest" : "InternalServerError"), message } = text;
  return createAnswer(status, "application/json; charset=utf-8", JSON.stringify({ error, message }), headers);
}
