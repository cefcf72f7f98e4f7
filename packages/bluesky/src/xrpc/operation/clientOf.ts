import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import type { Client, ClientLike } from "../contract/Call.ts";

/**
 * The client of what was given as one.
 *
 * @throws {InvalidOptionError} if it is not one, which can happen in programs without types
 */
export function clientOf(client: ClientLike): Client {
  const found = (client as ClientLike | null | undefined)?.["~client"];
  if (typeof found?.["~send"] === "function") return found;
  throw invalidOption("client", `Expected a client, such as one from \`createClient\`, got ${typeOf(client)}.`);
}
