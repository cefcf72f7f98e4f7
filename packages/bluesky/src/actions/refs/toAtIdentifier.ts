import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import { isAtIdentifier } from "../../syntax/atIdentifier.ts";
import { parseAtUri } from "../../syntax/atUri.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { ActorRef } from "./ActorRef.ts";
import { toAtUri } from "./toAtUri.ts";

/**
 * The handle or DID of an account. Makes no call.
 *
 * @param option what it is given as
 * @throws {InvalidOptionError} where it is none
 */
export function toAtIdentifier(client: ClientLike, actor: ActorRef, option = "actor"): string {
  const { did } = Object(actor) as { readonly did?: unknown };
  const given = typeof actor === "string" ? actor.replace(/^@/, "") : did;
  if (isAtIdentifier(given)) return given;
  const uri = typeof given === "string" ? toAtUri(given, callerOf(client).options) : undefined;
  const { authority, collection } = uri === undefined ? {} : parseAtUri(uri);
  if (authority !== undefined && collection === undefined) return authority;
  const what = typeof actor === "string" ? JSON.stringify(actor) : typeOf(actor);
  throw invalidOption(option, `Expected a handle, a DID, the URL of a profile, or what has a \`did\`, got ${what}.`);
}
