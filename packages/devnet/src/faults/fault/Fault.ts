import type { Answer } from "../traffic/Answer.ts";
import type { FaultRequest } from "../traffic/FaultRequest.ts";
import type { SessionTokens } from "../traffic/SessionTokens.ts";

/** A request on its way, as a fault sees it. */
export interface Exchange {
  readonly request: FaultRequest;
  /** Aborted when the client has gone, or the fault network is closed. */
  readonly signal: AbortSignal;
  /** URL of the foreign origin. */
  readonly foreignUrl: string;
  /** A number that looks random: at least 0, less than 1; the same for the same seed, rule and hit. */
  random(): number;
  /** Waits for so many ms; rejects when `signal` is aborted. It does not keep the program alive. */
  wait(ms: number): Promise<void>;
}

/** Lets the request go on, to the real server in the end, and resolves with the answer. To be called once at most. */
export type Next = () => Promise<Answer>;

/** A fault at work, for one rule. */
export interface FaultHandler {
  /** Whether the fault has anything to do with this request. Where not, it is no hit. @default always */
  concerns?: ((request: FaultRequest) => boolean) | undefined;
  handle(exchange: Exchange, next: Next): Answer | Promise<Answer>;
}

/**
 * Something that can go wrong between a client and a server. Those of this package are in `faults`; your own is an
 * object of this type. It is only a description: every rule that it is added with starts it anew.
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
  readonly name: string;
  /**
   * Whether it goes along with others. Of all others only the first one that matches a request is applied.
   *
   * @default false
   */
  readonly additive?: boolean | undefined;
  /** Called when a rule is added. */
  start(tokens: SessionTokens): FaultHandler;
}
