import { createTemplate } from "../../lexicons/tools/ozone/communication/createTemplate.ts";
import type { TemplateView } from "../../lexicons/tools/ozone/communication/defs.ts";
import { deleteTemplate } from "../../lexicons/tools/ozone/communication/deleteTemplate.ts";
import { listTemplates } from "../../lexicons/tools/ozone/communication/listTemplates.ts";
import { updateTemplate } from "../../lexicons/tools/ozone/communication/updateTemplate.ts";
import type { CallOptions, ClientLike } from "../../xrpc/contract/Call.ts";
import { authorOf } from "../subject/authorOf.ts";

/** A text for e-mails to the owners of accounts. */
export interface EmailTemplate {
  /** What moderators know it by. */
  readonly name: string;
  /** The subject of the e-mail. */
  readonly subject: string;
  /** Markdown, with placeholders. */
  readonly content: string;
  /** Its language, by BCP 47. */
  readonly lang?: string | undefined;
}

/** What changes about a template. */
export interface EmailTemplateChange extends Partial<EmailTemplate> {
  /** A template that is disabled is no longer offered. */
  readonly disabled?: boolean | undefined;
}

/**
 * Makes a template of an e-mail.
 *
 * @throws {CallError} `DuplicateTemplateName`
 * @throws {InvalidOptionError} if the client has no account, and the network no Ozone
 * @example
 * ```ts
 * await addTemplate(client, { name: "Spam", subject: "Your post", content: "Dear {{handle}}, ..." });
 * ```
 */
export async function addTemplate(
  client: ClientLike,
  template: EmailTemplate,
  options: CallOptions = {},
): Promise<TemplateView> {
  const { content, ...rest } = template;
  return createTemplate(client, { ...rest, contentMarkdown: content, createdBy: authorOf(client) }, options);
}

/**
 * Changes a template.
 *
 * @throws {CallError} `DuplicateTemplateName`
 * @throws {InvalidOptionError} if the client has no account, and the network no Ozone
 * @example
 * ```ts
 * await changeTemplate(client, id, { subject: "About your post" });
 * ```
 */
export async function changeTemplate(
  client: ClientLike,
  id: string,
  change: EmailTemplateChange,
  options: CallOptions = {},
): Promise<TemplateView> {
  const { content, ...rest } = change;
  return updateTemplate(client, { ...rest, id, contentMarkdown: content, updatedBy: authorOf(client) }, options);
}

/**
 * Deletes a template.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * await removeTemplate(client, id);
 * ```
 */
export async function removeTemplate(client: ClientLike, id: string, options: CallOptions = {}): Promise<void> {
  await deleteTemplate(client, { id }, options);
}

/**
 * The templates there are.
 *
 * @throws {CallError}
 * @example
 * ```ts
 * const template = (await getTemplates(client)).find(({ name }) => name === "Spam");
 * ```
 */
export async function getTemplates(client: ClientLike, options: CallOptions = {}): Promise<readonly TemplateView[]> {
  return (await listTemplates(client, {}, options)).communicationTemplates;
}
