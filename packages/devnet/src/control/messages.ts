import type { DevnetErrorCode, DevnetErrorDetails } from "../errors/DevnetError.ts";
import type { NetworkServices } from "../network/NetworkServices.ts";
import type { Ports } from "../network/Ports.ts";
import type { SeedResult } from "../seed/SeedTarget.ts";

/** What a network is to be like. */
export interface NetworkChoice {
  ports: Ports;
  appView: boolean;
  rateLimits: boolean;
  /** The most bytes that a blob may have; the PDS's own limit where it is absent. */
  blobLimit: number | undefined;
  seed: boolean;
}

/** What the child is started with: its one argument, as JSON. It holds no secret: arguments can be seen by others. */
export interface ChildConfig extends NetworkChoice {
  /** The folder that everything goes into. The child makes it and removes it. */
  folder: string;
  /** Folder of a Postgres with `bin/` and `lib/`; absent where no network of this child will have an AppView. */
  postgres: string | undefined;
  /** Unprivileged user for Postgres, which refuses to run as root. */
  user: { uid: number; gid: number } | undefined;
}

/** A {@link DevnetError} on its way between processes. */
export interface ErrorMessage extends Omit<DevnetErrorDetails, "cause"> {
  code: DevnetErrorCode;
  message: string;
}

/** What the child tells when everything runs. */
export interface ReadyMessage {
  type: "ready";
  services: NetworkServices;
  handleDomains: string[];
  jwtSecret: string;
  adminPassword: string;
  seed: SeedResult | undefined;
}

export type FromChild =
  | { type: "watched"; watchdog: number | undefined }
  | ReadyMessage
  | { type: "failed"; error: ErrorMessage }
  | ReplyMessage;

/** What came of a call. */
export interface ReplyMessage {
  type: "reply";
  id: number;
  error?: ErrorMessage | undefined;
  /** The answer to `addPds`. */
  pds?: PdsMessage | undefined;
  /** The answer to `renew`. */
  ready?: ReadyMessage | undefined;
}

/** A PDS that was added. */
export interface PdsMessage {
  url: string;
  did: string;
  handleDomain: string;
  jwtSecret: string;
}

/** Calls for the child. There is no message for "stop": the pipe closes. */
export type ToChild =
  | { type: "settle"; id: number; timeout: number }
  | { type: "clear"; id: number }
  | { type: "renew"; id: number; choice: NetworkChoice }
  | { type: "addPds"; id: number; handleDomain: string | undefined };
