import { parseUrl } from "../../platform/parseUrl.ts";
import { parseAtUri } from "../../syntax/atUri.ts";
import { pages } from "./pages.ts";
import { type AppUrlOptions, webAppOf } from "./toAtUri.ts";

/** The collections of an account's own page. */
const OWN_PAGE = [undefined, "app.bsky.actor.profile", "app.bsky.labeler.service"];

/**
 * The URL of the app's page of a post, a feed, a list, a starter pack, a labeler or an account; the inverse of `toAtUri`. Makes no
 * call.
 *
 * @returns undefined of a record that the app has no page of
 * @throws {InvalidSyntaxError} if it is no at-uri
 * @example
 * ```ts
 * toAppUrl("at://alice.example.com/app.bsky.feed.post/3jzfcijpj2z2a");
 * // "https://bsky.app/profile/alice.example.com/post/3jzfcijpj2z2a"
 * ```
 */
export function toAppUrl(uri: string, options: AppUrlOptions = {}): string | undefined {
  const { authority, collection, rkey } = parseAtUri(uri);
  const page = pages[collection ?? ""];
  const parts =
    page && rkey !== undefined
      ? [page.before, authority, page.after, rkey]
      : OWN_PAGE.includes(collection)
        ? ["profile", authority]
        : undefined;
  const path = parts?.filter((part) => part !== undefined).join("/");
  return path === undefined ? undefined : parseUrl(`/${path}`, webAppOf(options.network))?.href;
}
