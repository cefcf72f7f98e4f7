/** An article as a page shows itself. */
export interface ArticleOptions {
  /** @default "An article" */
  title?: string | undefined;
  /** @default "What it says" */
  description?: string | undefined;
  /** URL of its image, absolute or relative. @default none */
  image?: string | undefined;
  /** What it is written in: anything with a byte or two for a character, UTF-8 or UTF-16. @default "utf-8" */
  charset?: string | undefined;
  /** Where it says so: in the header, in a mark of byte order, in a `meta`, or nowhere. @default "header" */
  declared?: "header" | "bom" | "meta" | "nowhere" | undefined;
}

/** A redirect. */
export interface RedirectOptions {
  /** @default 302 */
  status?: number | undefined;
  /** How many redirects of this server come first. @default 0 */
  hops?: number | undefined;
}

/** A page that comes slowly. */
export interface SlowOptions {
  /** Milliseconds before its headers. @default 0 */
  wait?: number | undefined;
  /** Milliseconds between its bytes. @default 1_000 */
  interval?: number | undefined;
}

/** A body that is small on its way and large once it is taken apart. */
export interface BombOptions {
  /** @default "gzip" */
  encoding?: "gzip" | "deflate" | "br" | undefined;
  /** How many bytes are in it. @default 268_435_456 */
  bytes?: number | undefined;
}

/** An image. */
export interface ImageOptions {
  /** How many bytes it has; what is more than a picture needs is zeros behind it. @default those of a small PNG */
  bytes?: number | undefined;
  /** What the server says that it is. @default "image/png" */
  type?: string | undefined;
}

/** Whatever a test needs. */
export interface PageAnswer {
  /** @default 200 */
  status?: number | undefined;
  /** @default { "content-type": "text/html; charset=utf-8" } */
  headers?: Readonly<Record<string, string>> | undefined;
  /** @default none */
  body?: string | Uint8Array | undefined;
}

/** Something that the server does, as it stands in the query of its URL. */
export type Scene =
  | ({ scene: "article" } & ArticleOptions)
  | ({ scene: "redirect"; to: string } & RedirectOptions)
  | { scene: "endless" }
  | ({ scene: "slow" } & SlowOptions)
  | ({ scene: "bomb" } & BombOptions)
  | ({ scene: "image" } & ImageOptions);

/** A scene is its URL's query, so a URL is all that another process needs. */
export function toPath({ scene, ...options }: Scene): string {
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)]));
  return `/${scene}${given.length > 0 ? `?${query}` : ""}`;
}
