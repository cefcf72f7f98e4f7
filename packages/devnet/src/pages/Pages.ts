import type { ArticleOptions, BombOptions, ImageOptions, PageAnswer, RedirectOptions, SlowOptions } from "./Scene.ts";

/** A request that came to the page server. */
export interface PageRequest {
  /** When it came, in ms since 1970. */
  at: number;
  /** The method. */
  method: string;
  /** With the query. */
  path: string;
  /** The `host` that it was meant for. */
  host: string | undefined;
}

/**
 * A server of web pages, for whatever reads other people's pages: link cards, previews. Its methods give URLs; what a scene is stands
 * in its URL, so other processes can use it too.
 */
export interface Pages extends AsyncDisposable {
  /** As in `http://127.0.0.1:40001`. */
  readonly url: string;
  /** As in `127.0.0.1:40001`: what a reader that refuses private addresses has to allow. */
  readonly host: string;
  /** The port: for other ways to write the address. */
  readonly port: number;
  /** Everything that came, oldest first. */
  readonly requests: readonly PageRequest[];
  /** How many connections were made, also those without a request. */
  readonly connections: number;
  /** An article, with OpenGraph and a title, in any charset. */
  article(options?: ArticleOptions): string;
  /** A redirect to somewhere, which may be an address in disguise. */
  redirect(to: string, options?: RedirectOptions): string;
  /** An article that never ends. */
  endless(): string;
  /** An article that comes one byte after the other. */
  slow(options?: SlowOptions): string;
  /** An article with so much behind it, compressed, that it should not be taken apart. */
  bomb(options?: BombOptions): string;
  /** An image of any size. */
  image(options?: ImageOptions): string;
  /** A page of your own, or what is to be answered at a path. */
  page(html: string | PageAnswer, options?: { path?: string | undefined }): string;
  /** Empties the log, and begins to count anew. */
  clear(): void;
  /** Stops it, with all its connections. */
  close(): Promise<void>;
}
