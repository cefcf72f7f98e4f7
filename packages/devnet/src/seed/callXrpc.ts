/** One call. */
export interface XrpcCall {
  /** URL of the server. */
  service: string;
  method: string;
  /** `Bearer` or `Basic`, with the token. */
  authorization?: string;
  headers?: Record<string, string>;
  params?: Record<string, string | number>;
  /** Makes the call a procedure: bytes go as they are (PNG), everything else as JSON. */
  body?: unknown;
  signal?: AbortSignal | undefined;
}

/**
 * Calls a method of a server, and returns its answer.
 *
 * @throws {Error} naming method, status and what the server said.
 */
export async function callXrpc(call: XrpcCall): Promise<Record<string, unknown>> {
  const { service, method, params = {}, body, signal } = call;
  const url = new URL(`/xrpc/${method}`, service);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, String(value));
  const bytes = body instanceof Uint8Array;
  const response = await fetch(url, {
    method: body === undefined ? "GET" : "POST",
    headers: {
      ...(call.authorization !== undefined && { authorization: call.authorization }),
      ...(body !== undefined && { "content-type": bytes ? "image/png" : "application/json" }),
      ...call.headers,
    },
    ...(body !== undefined && { body: bytes ? new Uint8Array(body) : JSON.stringify(body) }),
    ...(signal !== undefined && { signal }),
  });
  const text = await response.text();
  if (!response.ok) {
    throw new Error(`${method} on ${service} answered ${response.status}: ${text.slice(0, 500)}`);
  }
  // Methods that answer nothing answer an empty body.
  return text === "" ? {} : JSON.parse(text);
}
