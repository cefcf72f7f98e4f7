/** Why a request failed, as far as the platform says it. */
export interface FailureReason {
  /** The platform's code, where there is one: `ECONNREFUSED`, `ENOTFOUND` ... */
  readonly code: string | undefined;
  /** What it says in words. */
  readonly text: string;
}

/** What platforms throw, as far as it is looked at. */
interface SystemError {
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: SystemError;
  readonly errors?: readonly SystemError[];
}

/** Reads what `fetch` has thrown: "fetch failed" by itself says nothing. */
export function failureReason(error: unknown): FailureReason {
  const thrown = Object(error) as SystemError; // only looked at
  // Node has the reason in the cause; where it tried several addresses, in a list there.
  const { cause = thrown } = thrown;
  const { code = cause?.errors?.[0]?.code, message = thrown.message } = Object(cause) as SystemError;
  const named = typeof code === "string" ? code : undefined;
  const words = typeof message === "string" && message ? message : String(error);
  // `connect ECONNREFUSED 127.0.0.1:1` says it all.
  return { code: named, text: named === undefined || words.includes(named) ? words : `${named}: ${words}` };
}
