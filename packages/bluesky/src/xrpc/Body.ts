import type { Call } from "./Call.ts";
import type { Answer } from "./Handler.ts";

/** How a body that is not JSON is sent. */
export interface BodyEncoder {
  /** Puts the body and its media type into the call. */
  encode(call: Call, value: unknown): void | Promise<void>;
}

/** How a body that is not JSON is handed out. */
export interface BodyDecoder {
  /** Makes of an answer with its body unread what the operation gives. */
  decode(call: Call, answer: Answer): unknown;
}
