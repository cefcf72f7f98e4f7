import { type Fault, faults } from "bluesky-devnet";

/** One row of the table. */
export interface FaultCase {
  readonly name: string;
  make(): Fault;
  /** How likely a request of reads and writes is hit. @default 0.3 */
  readonly probability?: number;
  /** Whether it strikes before the login, and stays. */
  readonly always?: boolean;
  /** Whether a process of its own reads once, and its memory is measured. */
  readonly huge?: boolean;
}

const row = (name: string, make: () => Fault, more: Omit<FaultCase, "name" | "make"> = {}): FaultCase => ({
  name,
  make,
  ...more,
});

/** All rows. The last ones are about sessions: their faults strike each time. */
export const faultCases: readonly FaultCase[] = [
  row("latency 300 ms", () => faults.latency(300)),
  row("reset before commit", () => faults.resetBeforeCommit()),
  row("reset after commit", () => faults.resetAfterCommit()),
  row("reset mid-body", () => faults.resetMidBody()),
  row("truncated JSON", () => faults.truncatedJson()),
  row("wrong content type", () => faults.wrongContentType()),
  row("empty body", () => faults.emptyBody()),
  row("HTML 200", () => faults.html({ status: 200 })),
  row("HTML 502", () => faults.html()),
  row("500", () => faults.status(500)),
  row("500 after commit", () => faults.status(500, { afterCommit: true })),
  // A proxy's word: it is not for it to say which tokens are good.
  row("502 InvalidToken", () => faults.status(502, { error: "InvalidToken" })),
  row("503 Retry-After 1", () => faults.status(503, { headers: { "retry-after": 1 } })),
  row("503 Retry-After date", () => faults.status(503, { headers: { "retry-after": inSeconds(2) } })),
  row("429 ratelimit-reset", () => faults.rateLimited({ resetIn: 1 })),
  row("slow drip", () => faults.slowDrip({ bytes: 1, interval: 100 })),
  row("no answer", () => faults.noAnswer()),
  row("no answer after commit", () => faults.noAnswer({ afterCommit: true })),
  row("redirect elsewhere", () => faults.redirect()),
  row("400 MB", () => faults.hugeBody(), { huge: true }),
  row("400 MB chunked", () => faults.hugeBody(undefined, { chunked: true }), { huge: true }),
  row("expired token, 400", () => faults.expiredTokens({ status: 400 }), { probability: 1 }),
  row("expired token, 401", () => faults.expiredTokens({ status: 401 }), { probability: 1 }),
  row("revoked tokens", () => faults.revokedTokens(), { probability: 1 }),
  row("clock 10 min ahead", () => faults.clockSkew(600_000), { probability: 1, always: true }),
  row("clock 10 min behind", () => faults.clockSkew(-600_000), { probability: 1, always: true }),
];

function inSeconds(seconds: number): string {
  return new Date(Date.now() + seconds * 1000).toUTCString();
}
