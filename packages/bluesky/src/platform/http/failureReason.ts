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
  readonly hostname?: unknown;
  readonly cause?: SystemError;
  readonly errors?: readonly SystemError[];
}

/** Reads what `fetch` has thrown: "fetch failed" by itself says nothing. It never throws, whatever was thrown. */
export function failureReason(error: unknown): FailureReason {
  try {
    return readReason(error);
  } catch {
    return { code: undefined, text: "something that cannot be read was thrown" };
  }
}

function readReason(error: unknown): FailureReason {
  const thrown = Object(error) as SystemError; // only looked at
  // Node has the reason in the cause; where it tried several addresses, in a list there.
  const { cause = thrown } = thrown;
  const [first] = cause?.errors ?? [];
  const { code = first?.code, message, hostname = first?.hostname } = Object(cause) as SystemError;
  let text: string = [message, first?.message, thrown.message].find(isText) ?? String(error);
  const named = isText(code) ? code : undefined;
  // `connect ECONNREFUSED 127.0.0.1:1` says it all.
  if (named !== undefined && !text.includes(named)) text = `${named}: ${text}`;
  if (isText(hostname) && !text.includes(hostname)) text += ` (${hostname})`;
  return { code: named, text };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}
