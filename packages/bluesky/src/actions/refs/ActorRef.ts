/**
 * Which account is meant: its handle or DID, the URL of its page in the app, or what has its `did`, such as a view.
 *
 * @example
 * ```ts
 * for await (const { post } of authorFeed(client, "https://bsky.app/profile/bsky.app")) console.log(post.uri);
 * ```
 */
export type ActorRef = string | { readonly did: string };
