import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { resolveHandle } from "../../identity/resolveHandle.ts";
import { getRecord } from "../../lexicons/tools/ozone/moderation/getRecord.ts";
import { parseAtUri } from "../../syntax/atUri.ts";
import { isDid } from "../../syntax/did.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { clientOf } from "../../xrpc/operation/clientOf.ts";

/**
 * What moderation is about: an account (its DID, handle, or a view of it), a record (its at-uri, or a view of it), or what `queue` gives.
 * A `cid` saves a call.
 */
export type OzoneSubject =
  | string
  | { readonly did: string }
  | { readonly uri: string; readonly cid?: string | undefined }
  | { readonly subject: object };

/** An account, as Ozone names it. */
export interface AccountSubject {
  readonly $type: "com.atproto.admin.defs#repoRef";
  readonly did: string;
}

/** A record, as Ozone names it. */
export interface RecordSubject {
  readonly $type: "com.atproto.repo.strongRef";
  readonly uri: string;
  readonly cid: string;
}

/**
 * How Ozone names a subject. The version of a record is asked of Ozone, which knows also those that are gone.
 *
 * @param left gives the options of the next call
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 */
export async function toSubject(
  client: ClientLike,
  subject: OzoneSubject,
  left: () => CallOptions,
): Promise<AccountSubject | RecordSubject> {
  const name = await toSubjectUri(client, subject, left());
  const { cid: known } = viewOf(subject);
  if (!name.startsWith("at://")) return { $type: "com.atproto.admin.defs#repoRef", did: name };
  const cid = typeof known === "string" ? known : (await getRecord(client, { uri: name }, left())).cid;
  return { $type: "com.atproto.repo.strongRef", uri: name, cid };
}

/** The DID or the at-uri of a subject. */
export async function toSubjectUri(client: ClientLike, subject: OzoneSubject, options: CallOptions): Promise<string> {
  const view = viewOf(subject);
  // A feed generator's view has both: what it is goes by its uri.
  const name = typeof subject === "string" ? subject : (view.uri ?? view.did);
  if (typeof name !== "string") {
    throw invalidOption(
      "subject",
      `Expected a DID, a handle, an at-uri or a view as the subject, got ${typeOf(subject)}.`,
    );
  }
  if (isDid(name)) return name;
  const { network, fetch } = clientOf(client).options;
  const { signal } = options;
  if (!name.startsWith("at://")) return resolveHandle(name, { network, fetch, signal });
  const { authority, collection, rkey } = parseAtUri(name);
  if (isDid(authority) && collection) return name;
  const did = isDid(authority) ? authority : await resolveHandle(authority, { network, fetch, signal });
  return collection ? `at://${did}/${collection}${rkey === undefined ? "" : `/${rkey}`}` : did;
}

/** What is known of a subject: of what a queue gives it is one further in. */
function viewOf(subject: OzoneSubject): { readonly uri?: unknown; readonly did?: unknown; readonly cid?: unknown } {
  return Object(subject) === subject && "subject" in Object(subject)
    ? Object(Object(subject).subject)
    : Object(subject);
}
