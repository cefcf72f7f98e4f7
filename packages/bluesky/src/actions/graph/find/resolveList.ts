import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import type { CallOptions, ClientLike } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import { resolveSubject, type Subject } from "../../refs/resolveSubject.ts";
import { readSubject } from "../../refs/toStrongRef.ts";

/**
 * Which list is meant. Of a starter pack, its list.
 *
 * @throws {InvalidOptionError} where it is neither
 * @throws {PostError} `post_not_found`
 * @throws {CallError}
 */
export async function resolveList(client: ClientLike, ref: SubjectRef, left: () => CallOptions): Promise<Subject> {
  const subject = await resolveSubject(client, ref, left());
  if (subject.collection === "app.bsky.graph.list") return subject;
  if (subject.collection === "app.bsky.graph.starterpack") {
    const { value } = await readSubject(client, subject, left());
    const { list } = Object(value);
    if (typeof list === "string") return resolveSubject(client, list, left());
  }
  throw invalidOption("list", `Expected a list or a starter pack, got ${subject.uri}.`);
}
