import { importRepo } from "../../lexicons/com/atproto/repo/importRepo.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { sendOptions } from "./sendOptions.ts";

/**
 * Imports a CAR into an account. The server takes the difference, so it can be done again.
 *
 * @param car not as a stream: a server that imports wants to know how long it is
 * @throws {CallError}
 */
export async function sendCar(client: ClientLike, car: Blob | Uint8Array, call: CallOptions): Promise<void> {
  await importRepo(client, car, { ...sendOptions(call), idempotent: true });
}
