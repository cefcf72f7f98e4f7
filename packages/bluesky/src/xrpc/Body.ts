import type { Call } from "./Call.ts";
import type { Guard } from "./Guard.ts";

/** How a body that is not JSON is sent. */
export interface BodyEncoder {
  /** Puts the body and its media type into the call. */
  encode(call: Call, value: unknown): void | Promise<void>;
}

/** How a body that is not JSON is handed out. */
export interface BodyDecoder {
  /** Makes of an answer with its body unread what the operation gives. The limits of the call stay with it. */
  decode(call: Call, response: Response, guard: Guard): unknown;
}
