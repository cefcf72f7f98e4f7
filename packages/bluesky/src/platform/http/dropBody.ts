import { quietly } from "../abort/quietly.ts";

/** Gives up the body of an answer that is not read, and with it the connection. */
export function dropBody(response: Response | undefined): void {
  quietly(() => response?.body?.cancel());
}
