import { BlueskyError } from "../errors/BlueskyError.ts";
import type { CallSummary } from "./Call.ts";

/** What was asked, as an error shows it: parameters whose names say that they are secret are left out. */
export interface RequestSummary {
  readonly method: "GET" | "POST";
  /** Where: `https://host/xrpc/nsid?query`; without a host where the session chooses it. */
  readonly url: string;
}

const PARAMETER = /([?&][^=&?]*=)[^&]*/g;
const SECRET = /pass|token|jwt|secret|code/i;

/** The base of the errors that end a call. */
export class CallError extends BlueskyError {
  /** The operation. */
  declare readonly nsid: string;
  declare readonly request: RequestSummary;
  /** Whether the same call may be made again without harm, and may then succeed. */
  declare readonly retryable: boolean;
  /** How many attempts were made. */
  declare readonly attempts: number;
  /** Milliseconds from the call to its end. */
  declare readonly elapsed: number;

  /** `fields` are those of the class that is made: all are assigned here, which keeps the classes small. */
  constructor(code: string, message: string, call: CallSummary, fields?: object, options?: ErrorOptions) {
    const { nsid, method, service = "", path, attempt } = call;
    super(code, `${nsid}: ${message}`, options);
    const request = {
      method,
      url: service + path.replace(PARAMETER, (whole, name) => (SECRET.test(name) ? `${name}[redacted]` : whole)),
    };
    const elapsed = performance.now() - call.startedAt;
    Object.assign(this, { nsid, request, retryable: false, attempts: attempt, elapsed }, fields);
  }

  override get name(): string {
    return "CallError";
  }

  override toJSON(): Record<string, unknown> {
    return { ...super.toJSON(), ...this };
  }
}
