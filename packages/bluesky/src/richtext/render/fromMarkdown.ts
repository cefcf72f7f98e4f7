import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { typeOf } from "../../errors/typeOf.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import { isDid } from "../../syntax/did.ts";
import { isHandle } from "../../syntax/handle.ts";
import { isUri } from "../../syntax/uri.ts";
import { toPiece } from "../build/toPiece.ts";
import type { EditedText } from "../edit/editText.ts";
import { joinTexts } from "../edit/joinTexts.ts";
import type { FacetFeature, Text } from "../model/RichText.ts";

/**
 * A text of the part of Markdown that a post can show: links, `[read this](https://example.com)` and
 * `<https://example.com>`, and a backslash before a character that stands for itself. A link to a DID or to `@` and a
 * handle is a mention, one to `#` and a word a tag. Everything else stays as it is written, also a link that leads
 * elsewhere than to `http` or `https`.
 *
 * Facets are those of the text that comes out. Links without Markdown are not detected: see {@link prepareText}, which
 * does. Time is linear in the text.
 *
 * @throws {InvalidOptionError} if `markdown` is no string
 * @example
 * ```ts
 * await post(client, fromMarkdown("Hello, [read this](https://example.com)"));
 * ```
 */
export function fromMarkdown(markdown: string): EditedText {
  if (typeof markdown !== "string") throw invalidOption("markdown", `Expected a string, got ${typeOf(markdown)}.`);
  const pieces: Text[] = [];
  /** Where the brackets that are open stand in `pieces`. */
  let open: number[] = [];
  let done = 0;
  const addText = (end: number): void => {
    if (done < end) pieces.push(markdown.slice(done, end));
  };
  for (let at = 0; at < markdown.length; at++) {
    const character = markdown[at];
    const isEscape = character === "\\" && ESCAPED.test(markdown.charAt(at + 1));
    if (isEscape) {
      addText(at);
      // What is escaped begins the next text, whatever it is.
      done = ++at;
    } else if (character === "[") {
      addText(at);
      open.push(pieces.length);
      done = at;
      addText(at + 1);
      done = at + 1;
    } else if (character === "<" || character === "]") {
      const found = character === "<" ? readAddress(markdown, at) : readTarget(markdown, at);
      const first = character === "<" ? pieces.length : open.pop();
      if (found === undefined || first === undefined) continue;
      addText(at);
      const shown = character === "<" ? found.target : pieces.splice(first).slice(1).map(toPlain).join("");
      pieces.push(shown === "" ? "" : toPiece(shown, found.feature));
      // A link holds no other.
      open = [];
      done = found.end;
      at = done - 1;
    }
  }
  addText(markdown.length);
  return joinTexts(pieces);
}

const ESCAPED = /^[!-/:-@[-`{-~]/;

interface Target {
  readonly target: string;
  readonly feature: FacetFeature;
  readonly end: number;
}

function toPlain(piece: Text): string {
  return typeof piece === "string" ? piece : piece.text;
}

/** `<https://example.com>` */
function readAddress(markdown: string, at: number): Target | undefined {
  let end = at + 1;
  while (end < markdown.length && !/[\s<>]/.test(markdown.charAt(end))) end++;
  const target = markdown.slice(at + 1, end);
  const feature = markdown[end] === ">" ? toLink(target) : undefined;
  return feature && { target, feature, end: end + 1 };
}

/** `](https://example.com)`, with parentheses in pairs or escaped. */
function readTarget(markdown: string, at: number): Target | undefined {
  if (markdown[at + 1] !== "(") return;
  let target = "";
  let depth = 0;
  for (let end = at + 2; end < markdown.length; end++) {
    let character = markdown.charAt(end);
    if (character === ")" && depth === 0) {
      const feature = toFeature(target);
      return feature && { target, feature, end: end + 1 };
    }
    if (/[\s<>[\]]/.test(character)) return;
    if (character === "\\" && ESCAPED.test(markdown.charAt(end + 1))) character = markdown.charAt(++end);
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    target += character;
  }
  return undefined;
}

function toFeature(target: string): FacetFeature | undefined {
  if (isDid(target)) return { $type: "app.bsky.richtext.facet#mention", did: target };
  const rest = target.slice(1);
  if (target.startsWith("@") && isHandle(rest)) {
    return { $type: "app.bsky.richtext.facet#mention", did: rest.toLowerCase() };
  }
  if (target.startsWith("#") && rest !== "") return { $type: "app.bsky.richtext.facet#tag", tag: rest };
  return toLink(target);
}

function toLink(target: string): FacetFeature | undefined {
  if (!/^https?:/i.test(target) || !isUri(target) || !parseUrl(target)) return;
  return { $type: "app.bsky.richtext.facet#link", uri: target };
}
