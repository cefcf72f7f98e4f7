/** Outputs with two arrays, and which of them a reader pages through. */
export const PAGED_ITEMS: { readonly [nsid: string]: string } = {
  "app.bsky.feed.searchPostsV2": "posts",
  "chat.bsky.convo.getMessages": "messages",
};
