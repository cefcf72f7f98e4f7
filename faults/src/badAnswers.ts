import { type Fault, faults } from "bluesky-devnet";

/** An answer that a call cannot end well with. */
export interface BadAnswer {
  readonly name: string;
  make(): Fault;
  /** The codes that the error may have. */
  readonly codes: readonly string[];
  /** Whether the client gets a status at all. */
  readonly status: boolean;
}

const bad = (name: string, make: () => Fault, codes: string | readonly string[], status = true): BadAnswer => ({
  name,
  make,
  codes: [codes].flat(),
  status,
});

/** All that a server, or what is before it, can answer wrongly. */
export const badAnswers: readonly BadAnswer[] = [
  bad("reset before commit", () => faults.resetBeforeCommit(), "network_error", false),
  bad("reset after commit", () => faults.resetAfterCommit(), "network_error", false),
  bad("reset mid-body", () => faults.resetMidBody(), "network_error", false),
  bad("no answer", () => faults.noAnswer(), "timeout", false),
  bad("slow drip", () => faults.slowDrip({ bytes: 1, interval: 200 }), "timeout", false),
  bad("truncated JSON", () => faults.truncatedJson(), "invalid_response"),
  bad("wrong content type", () => faults.wrongContentType(), "invalid_response"),
  bad("HTML 200", () => faults.html({ status: 200 }), "invalid_response"),
  bad("empty body", () => faults.emptyBody(), "invalid_response"),
  bad("400 MB", () => faults.hugeBody(), "invalid_response"),
  bad("400 MB, chunked", () => faults.hugeBody(undefined, { chunked: true }), "invalid_response"),
  bad("400 MB, as a 401", () => faults.hugeBody(undefined, { chunked: true, status: 401 }), "invalid_response"),
  bad("redirect", () => faults.redirect(), "invalid_response"),
  bad("HTML 502", () => faults.html(), "xrpc_error"),
  bad("HTML 401", () => faults.html({ status: 401 }), "xrpc_error"),
  bad("HTML 403", () => faults.html({ status: 403 }), "xrpc_error"),
  bad("500", () => faults.status(500), "xrpc_error"),
  bad("501", () => faults.status(501), "xrpc_error"),
  bad("503, Retry-After 1", () => faults.status(503, { headers: { "retry-after": 1 } }), "xrpc_error"),
  bad("503, Retry-After nonsense", () => faults.status(503, { headers: { "retry-after": "soon" } }), "xrpc_error"),
  bad("413", () => faults.status(413), "xrpc_error"),
  bad("429, ratelimit-reset", () => faults.rateLimited({ resetIn: 1 }), "rate_limited"),
  bad("429, Retry-After a day", () => faults.rateLimited({ resetIn: 86_400, tell: ["seconds"] }), "rate_limited"),
  bad("429, Retry-After a date", () => faults.rateLimited({ resetIn: 1, tell: ["date"] }), "rate_limited"),
];
