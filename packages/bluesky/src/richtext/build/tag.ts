import { invalidOption } from "../../errors/InvalidOptionError.ts";
import type { RichText } from "../model/RichText.ts";
import { toPiece } from "./toPiece.ts";

/**
 * A tag, as a piece of a text: `#` and its name, which may be given with the `#`. One that begins with `$` is a cashtag
 * and shown as it is.
 *
 * @throws {InvalidOptionError} if the name is empty
 * @example
 * ```ts
 * tag("atproto"); // "#atproto"
 * ```
 */
export function tag(name: string): RichText {
  const bare = String(name).replace(/^[#＃]/, "");
  if (bare === "") throw invalidOption("name", "Expected the name of a tag as `name`, got nothing.");
  return toPiece(bare.startsWith("$") ? bare : `#${bare}`, { $type: "app.bsky.richtext.facet#tag", tag: bare });
}
