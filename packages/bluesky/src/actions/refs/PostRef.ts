/**
 * Which post: its at-uri, the URL of its page in the app, or what has its `uri`: a view, a strong ref, what `post` gave. What is
 * known besides spares calls: its `cid`, and of a view the record and what the viewer has done with it.
 *
 * @example
 * ```ts
 * await like(client, "at://did:plc:z72i7hdynmk6r22z27h6tvur/app.bsky.feed.post/3jzfcijpj2z2a");
 * await like(client, "https://bsky.app/profile/bsky.app/post/3jzfcijpj2z2a");
 * await like(client, feed[0].post);
 * ```
 */
export type PostRef = string | { readonly uri: string; readonly cid?: string | undefined };

/** Which post, feed, list, starter pack or labeler, as in {@link PostRef}. */
export type SubjectRef = PostRef;
