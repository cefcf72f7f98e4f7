import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { isDid } from "../../syntax/did.ts";
import { normalizeHandle } from "../../syntax/handle.ts";
import { invalidSyntax } from "../../syntax/InvalidSyntaxError.ts";
import type { RichText } from "../model/RichText.ts";
import { toPiece } from "./toPiece.ts";

/** Who can be mentioned: a handle, or a profile or other view of somebody. */
export type Mentionable = string | { readonly did: string; readonly handle?: string | undefined };

/** Options of {@link mention}. */
export interface MentionOptions {
  /** What is shown. @default "@" and the handle */
  readonly text?: string | undefined;
}

/**
 * A mention, as a piece of a text. A handle becomes a DID when the text is posted, or by {@link resolveMentions}.
 *
 * @throws {InvalidSyntaxError} if the handle or the DID is none
 * @throws {InvalidOptionError} if there is only a DID, which says no name, and no `text`
 * @example
 * ```ts
 * mention("bob.test");
 * mention(profile, { text: "Bob" });
 * ```
 */
export function mention(actor: Mentionable, options: MentionOptions = {}): RichText {
  const { did, handle } = typeof actor === "string" ? partsOf(actor) : (Object(actor) as Partial<ActorParts>);
  if (did !== undefined && !isDid(did)) throw invalidSyntax("did", did, "expected a DID, as in did:plc:abc");
  const shown = options?.text ?? (handle && `@${handle}`);
  if (!shown) throw invalidOption("text", "A mention by its DID alone has no name to show: give it a `text`.");
  return toPiece(shown, { $type: "app.bsky.richtext.facet#mention", did: did ?? normalizeHandle(handle ?? "") });
}

interface ActorParts {
  readonly did?: string | undefined;
  readonly handle?: string | undefined;
}

function partsOf(actor: string): ActorParts {
  return isDid(actor) ? { did: actor } : { handle: normalizeHandle(actor) };
}
