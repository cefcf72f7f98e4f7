import type { ClientLike } from "../../xrpc/contract/Call.ts";
import type { OzoneSubject } from "../subject/OzoneSubject.ts";
import { type ActOptions, emit, type ModerationEvent } from "./emit.ts";

/** Options of {@link comment}. */
export interface CommentOptions extends Omit<ActOptions, "comment"> {
  /** Whether it stays on top of the subject. An empty text takes it away again. @default false */
  readonly sticky?: boolean | undefined;
}

/**
 * Writes a note on a subject, for other moderators.
 *
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no subject, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the subject is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await comment(client, post, "Waiting for a translation", { sticky: true });
 * ```
 */
export function comment(
  client: ClientLike,
  subject: OzoneSubject,
  text: string,
  options: CommentOptions = {},
): Promise<ModerationEvent> {
  const { sticky, ...rest } = options;
  return emit(client, subject, { $type: "tools.ozone.moderation.defs#modEventComment", comment: text, sticky }, rest);
}

/** An e-mail to the owner of an account. */
export interface OzoneEmail {
  /** The subject line. */
  readonly subject: string;
  /** HTML, or Markdown that was made HTML. */
  readonly content: string;
  /** Names of the policies that it is about: five at most. */
  readonly policies?: readonly string[] | undefined;
}

/**
 * Sends an e-mail to the owner of an account, by the account's own server.
 *
 * @returns an event whose `isDelivered` says whether the server has taken it
 * @throws {CallError}
 * @throws {InvalidOptionError} if it is no account, or nobody is there to do it: see `createdBy`
 * @throws {InvalidSyntaxError} if the account is named by an at-uri that is not valid
 * @throws {IdentityError} if its handle does not resolve
 * @throws {AbortedError}
 * @example
 * ```ts
 * await email(client, "did:plc:abc", { subject: "Your post", content: "<p>It breaks our rules.</p>" });
 * ```
 */
export function email(
  client: ClientLike,
  account: OzoneSubject,
  message: OzoneEmail,
  options: ActOptions = {},
): Promise<ModerationEvent> {
  const { subject, content, policies } = message;
  return emit(
    client,
    account,
    {
      $type: "tools.ozone.moderation.defs#modEventEmail",
      subjectLine: subject,
      content,
      policies: policies && [...policies],
    },
    options,
  );
}
