import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { callerOf } from "../../records/single/limits/callerOf.ts";
import { parseAtUri } from "../../syntax/atUri.ts";
import { isDid } from "../../syntax/did.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { postError } from "./PostError.ts";
import type { SubjectRef } from "./PostRef.ts";
import { didOfHandle } from "./resolveActor.ts";
import { toAtUri } from "./toAtUri.ts";

/** A record that something is done to, by the DID of its repository: that is how records refer to it. */
export interface Subject {
  readonly uri: string;
  readonly did: string;
  readonly collection: string;
  readonly rkey: string;
  /** What is known of it, by what it was named with. */
  readonly known: KnownView;
}

/** What a view, or another thing that has a `uri`, says beside it. Nothing of it is sure to be there. */
export interface KnownView {
  readonly cid?: string | undefined;
  /** The record: views call it `record`, what `post` and `get` give `value`. */
  readonly value?: unknown;
  readonly viewer?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Finds out which record is meant. A handle in its URI is resolved; everything else makes no call.
 *
 * @throws {InvalidOptionError} where it is no record
 * @throws {PostError} `post_not_found` where nobody has the handle
 * @throws {CallError}
 */
export async function resolveSubject(client: ClientLike, ref: SubjectRef, options: CallOptions): Promise<Subject> {
  const { uri, ...known } = readRef(client, ref);
  const { authority, collection, rkey } = parseAtUri(uri);
  if (collection === undefined || rkey === undefined) {
    throw invalidOption("post", `Expected the URI of a record, got that of an account: ${uri}.`);
  }
  const did = isDid(authority)
    ? authority
    : await didOfHandle(client, authority, options, (cause) =>
        postError("post_not_found", `${uri}: nobody has the handle ${authority}`, { uri, cause }),
      );
  return { uri: `at://${did}/${collection}/${rkey}`, did, collection, rkey, known };
}

function readRef(client: ClientLike, ref: SubjectRef): KnownView & { readonly uri: string } {
  if (typeof ref === "string") return { uri: toUri(client, ref) };
  const { uri, cid, record, value = record, viewer } = Object(ref) as Record<string, unknown>;
  if (typeof uri !== "string") {
    throw invalidOption("post", `Expected the URI or URL of a post, or what has its \`uri\`, got ${typeOf(ref)}.`);
  }
  return {
    uri: toUri(client, uri),
    cid: typeof cid === "string" && cid ? cid : undefined,
    value,
    viewer: viewer ? Object(viewer) : undefined,
  };
}

function toUri(client: ClientLike, text: string): string {
  const uri = text.startsWith("at://") ? text : toAtUri(text, callerOf(client).options);
  if (uri !== undefined) return uri;
  throw invalidOption("post", `Expected an at-uri, or the URL of a post in the app, got ${JSON.stringify(text)}.`);
}
