import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { ClientLike } from "../../xrpc/contract/Call.ts";
import { detectFacets } from "../detect/detectFacets.ts";
import { addFacets } from "../edit/addFacets.ts";
import type { Text } from "../model/RichText.ts";
import { type ResolvedText, type ResolveMentionsOptions, resolveMentions } from "./resolveMentions.ts";
import { shortenLinks } from "./shortenLinks.ts";
import { tidyText } from "./tidyText.ts";

/** Options of {@link prepareText}. */
export interface PrepareTextOptions extends ResolveMentionsOptions {
  /** `none`: only the facets that were given. @default "detect", which finds more beside them */
  readonly facets?: "detect" | "none" | undefined;
  /** Whether links that show their own address are shortened. @default true */
  readonly shortenLinks?: boolean | undefined;
}

/**
 * A text as the app posts it: tidied, with facets, its links shortened, its mentions resolved. See {@link tidyText},
 * {@link detectFacets}, {@link shortenLinks} and {@link resolveMentions}, which do it. The facets are those of the text
 * that comes out.
 *
 * @throws {InvalidOptionError} if an argument is wrong
 * @throws {AbortedError} if `signal` is aborted
 * @example
 * ```ts
 * const { text, facets, unresolved } = await prepareText(client, "Hello @bob.test, see https://example.com #atproto");
 * await create(client, Post, { text, facets });
 * ```
 */
export async function prepareText(
  client: ClientLike,
  text: Text,
  options: PrepareTextOptions = {},
): Promise<ResolvedText> {
  // Programs without types give null.
  const { facets = "detect", shortenLinks: shorten = true, ...rest } = options ?? {};
  if (facets !== "detect" && facets !== "none") {
    throw invalidOption("facets", `Expected "detect" or "none" as \`facets\`, got ${JSON.stringify(facets)}.`);
  }
  const tidy = tidyText(text);
  const marked = facets === "none" ? tidy : addFacets(tidy, detectFacets(tidy.text));
  return resolveMentions(client, shorten ? shortenLinks(marked) : marked, rest);
}
