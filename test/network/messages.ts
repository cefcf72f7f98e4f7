import type {
  ErrorMessage,
  NetworkChoice,
  PdsMessage,
  ReadyMessage,
} from "../../packages/devnet/src/control/messages.ts";

/** What a network that is lent may be like. */
export type WantedNetwork = Pick<NetworkChoice, "appView" | "rateLimits" | "blobLimit">;

/** What a test file asks, a line of JSON each. There is no message for "give back": the socket closes. */
export type ToLender =
  | { type: "borrow"; id: number; wanted: WantedNetwork }
  | { type: "settle"; id: number; timeout: number }
  | { type: "addPds"; id: number; handleDomain: string | undefined };

/** What it is told: an answer, or that the network has ended by itself. */
export type FromLender =
  | { id: number; error?: ErrorMessage; ready?: ReadyMessage; pds?: PdsMessage }
  | { ended: ErrorMessage | undefined };
