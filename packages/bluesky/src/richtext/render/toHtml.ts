import { blueskyNetwork } from "../../network/blueskyNetwork.ts";
import { parseUrl } from "../../platform/parseUrl.ts";
import type { Text } from "../model/RichText.ts";
import { type Segment, toSegments } from "./toSegments.ts";

/** Options of {@link toHtml}. */
export interface HtmlOptions {
  /**
   * Where a mention, a tag or a link leads; undefined for nowhere. Only `http` and `https` become links, whatever it
   * gives.
   *
   * @default profiles and tags in the network's web app, and a link's own address
   */
  readonly toUrl?: ((segment: Segment) => string | undefined) | undefined;
  /** The attribute `rel` of links. @default "nofollow noopener noreferrer" */
  readonly rel?: string | undefined;
  /** The attribute `target` of links. @default none */
  readonly target?: string | undefined;
}

/**
 * A text as HTML that can be put into a page as it is, whoever wrote it: everything is escaped, only links of `http`
 * and `https` are links, and line breaks are `<br>`.
 *
 * @throws {InvalidOptionError} if `text` is no text
 * @example
 * ```ts
 * element.innerHTML = toHtml(post.record, { target: "_blank" });
 * ```
 */
export function toHtml(text: Text, options: HtmlOptions = {}): string {
  // Programs without types give null.
  const { toUrl = toAppUrl, rel = "nofollow noopener noreferrer", target } = options ?? {};
  return toSegments(text)
    .map((segment) => {
      const shown = escapeHtml(segment.text).replace(/\r\n|\r|\n/g, "<br>");
      const url = segment.type === "text" ? undefined : toWebUrl(toUrl(segment));
      if (url === undefined) return shown;
      const attributes = Object.entries({ href: url, rel, target }).filter(([, value]) => value);
      return `<a${attributes.map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`).join("")}>${shown}</a>`;
    })
    .join("");
}

function toAppUrl(segment: Segment): string | undefined {
  if (segment.type === "link") return segment.uri;
  const path =
    segment.type === "tag"
      ? `hashtag/${encode(segment.tag)}`
      : segment.type === "mention"
        ? `profile/${encode(segment.did)}`
        : undefined;
  return path && `${blueskyNetwork.webApp}/${path}`;
}

/** Colons are left for DIDs. Half of a surrogate pair, which cannot be encoded, is replaced as servers do. */
function encode(part: string): string {
  return encodeURIComponent(part.replace(/\p{Cs}/gu, "\ufffd")).replaceAll("%3A", ":");
}

/** The address as a browser reads it, if it is of the web. */
function toWebUrl(address: string | undefined): string | undefined {
  const url = address === undefined ? undefined : parseUrl(address);
  return url && /^https?:$/.test(url.protocol) ? url.href : undefined;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}
