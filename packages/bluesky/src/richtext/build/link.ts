import { invalidSyntax } from "../../syntax/InvalidSyntaxError.ts";
import { isUri } from "../../syntax/uri.ts";
import type { RichText } from "../model/RichText.ts";
import { toPiece } from "./toPiece.ts";

/**
 * A link, as a piece of a text: what is shown, and where it leads.
 *
 * @throws {InvalidSyntaxError} if `uri` is no URI
 * @example
 * ```ts
 * link("read this", "https://example.com");
 * ```
 */
export function link(text: string, uri: string): RichText {
  if (!isUri(uri)) throw invalidSyntax("uri", uri, "expected a scheme, a colon and more, as in https://example.com");
  return toPiece(text, { $type: "app.bsky.richtext.facet#link", uri });
}
