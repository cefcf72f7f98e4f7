import type { Answer } from "../traffic/Answer.ts";
import type { FaultRequest } from "../traffic/FaultRequest.ts";
import type { SessionTokens } from "../traffic/SessionTokens.ts";

/** A request on its way, as a fault sees it. */
export interface Exchange {
  /** The request of the client. */
  readonly request: FaultRequest;
  /** Aborted when the client disconnects, or the fault network is closed. */
  readonly signal: AbortSignal;
  /** URL of the foreign origin. */
  readonly foreignUrl: string;
  /** A pseudo-random number, at least 0 and less than 1: the same for the same seed, rule and hit. */
  random(): number;
  /** Waits for a number of ms. Rejects when `signal` is aborted. It does not keep the program alive. */
  wait(ms: number): Promise<void>;
}

/** Passes the request on, in the end to the real server, and resolves with the answer. Call it once at most. */
export type Next = () => Promise<Answer>;

/** A fault at work, for one rule. */
export interface FaultHandler {
  /** Whether the fault applies to this request. If not, the request does not count as a hit. @default always */
  concerns?: ((request: FaultRequest) => boolean) | undefined;
  /** Answers a request, with or without the real server. */
  handle(exchange: Exchange, next: Next): Answer | Promise<Answer>;
}

/**
 * Something that can go wrong between a client and a server. The faults of this package are in `faults`; your own is an
 * object of this type. It is only a description: each rule starts its own instance.
 *
 * @example
 * ```ts
 * const teapot: Fault = {
 *   name: "teapot",
 *   start: () => ({ handle: () => ({ status: 418, headers: new Headers(), body: new Uint8Array() }) }),
 * };
 * ```
 */
export interface Fault {
  /** What the log calls the fault. */
  readonly name: string;
  /**
   * Whether it can be combined with others. Of the faults that cannot, only the first one that matches a request
   * applies.
   *
   * @default false
   */
  readonly additive?: boolean | undefined;
  /** Called when a rule is added. */
  start(tokens: SessionTokens): FaultHandler;
}
