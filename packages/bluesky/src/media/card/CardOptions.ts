import type { PageCard } from "./PageCard.ts";

/** What somebody else knows of a page. What is left out is not shown. */
export interface ExtractedCard {
  /** What the card says in large letters. @default the host of the page */
  readonly title?: string | undefined;
  /** What it says below. @default "" */
  readonly description?: string | undefined;
  /** The URL of an image. It is read like any other. */
  readonly image?: string | undefined;
}

/** Says what a page is, in place of reading it. */
export type ExtractCard = (
  url: string,
  options: { readonly signal: AbortSignal },
) => ExtractedCard | Promise<ExtractedCard>;

/** Options of {@link fetchCard}. */
export interface FetchCardOptions {
  /**
   * The URL of a service that reads pages, asked as `GET SERVICE/v1/extract?url=...`, which answers
   * `{ title, description, image }`. Browsers need one, for they read no pages of other hosts. Its host is trusted: it can be a private one.
   */
  readonly service?: string | undefined;
  /** Says what a page is, in place of reading it: a service that is asked in another way, for example. */
  readonly extract?: ExtractCard | undefined;
  /**
   * What pages and images are asked with, in place of what this package has for Node, Deno and Bun. URLs are judged all the same, but
   * nobody looks at what a name leads to: that is up to it and its platform.
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /**
   * Hosts that may be private, as `host` or `host:port`: `["localhost:3000"]`. They are asked on any port.
   *
   * @default none
   */
  readonly allowPrivate?: readonly string[] | undefined;
  /** Whether the image is read, too. @default true */
  readonly image?: boolean | undefined;
  /** Milliseconds for all of it. Where they run out over the image, there is none. @default 10_000 */
  readonly timeout?: number | undefined;
  /** Aborts it. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of {@link card}. */
export interface CardOptions extends Omit<FetchCardOptions, "signal"> {
  /** What the card says in large letters, whatever the page says. */
  readonly title?: string | undefined;
  /** What it says below, whatever the page says. */
  readonly description?: string | undefined;
  /** Is told what was found out, before it is posted: why there is no image, for example. */
  readonly onCard?: ((card: PageCard) => unknown) | undefined;
}
