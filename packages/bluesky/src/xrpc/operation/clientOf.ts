import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import type { Client, ClientLike } from "../contract/Call.ts";

/**
 * The client of what was given as one.
 *
 * @throws InvalidOptionError where it is none, as a program without types may give it
 */
export function clientOf(client: ClientLike): Client {
  const found = (client as ClientLike | null | undefined)?.["~client"];
  if (typeof found?.["~send"] === "function") return found;
  throw invalidOption("client", `Expected a client, as \`createClient\` makes it, got ${typeOf(client)}.`);
}
