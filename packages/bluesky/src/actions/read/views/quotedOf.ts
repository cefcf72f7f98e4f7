import type { PostView } from "../../../lexicons/app/bsky/feed/defs.ts";

/** What became of what a post quotes. */
export type Quoted =
  | {
      /** It is there: a post, a feed, a list, a starter pack or a labeler. */
      readonly state: "there";
      /** Its AT URI. */
      readonly uri: string;
      /** Its view, as the server gave it. */
      readonly view: { readonly $type: string; readonly [key: string]: unknown };
    }
  | {
      /** It was deleted, a block stands between, or its author has taken it out of the quote. */
      readonly state: "deleted" | "blocked" | "detached";
      /** Its AT URI. */
      readonly uri: string;
    };

const STATES = { notFound: "deleted", blocked: "blocked", detached: "detached" } as const;

/**
 * What a post quotes, and whether it is still there.
 *
 * @returns undefined where it quotes nothing, or something that is not known here
 * @example
 * ```ts
 * const quoted = quotedOf(view);
 * if (quoted?.state === "detached") console.log("its author does not want to be quoted here");
 * ```
 */
export function quotedOf(post: Pick<PostView, "embed">): Quoted | undefined {
  const { embed } = post;
  // Beside media it lies one deeper.
  const { record: outer } = Object(embed) as { readonly record?: unknown };
  const { record: inner = outer } =
    embed?.$type === "app.bsky.embed.recordWithMedia#view" ? (Object(outer) as { readonly record?: unknown }) : {};
  const isQuote =
    embed?.$type === "app.bsky.embed.recordWithMedia#view" || embed?.$type === "app.bsky.embed.record#view";
  const view = (isQuote ? inner : undefined) as
    | ({ $type: string; uri?: unknown } & Record<string, unknown>)
    | undefined;
  if (typeof view?.uri !== "string" || typeof view.$type !== "string") return undefined;
  for (const [mark, state] of Object.entries(STATES)) if (view[mark] === true) return { state, uri: view.uri };
  return { state: "there", uri: view.uri, view };
}
