/** A page of the app, as the parts of its path around the actor: `/<before>/<actor>/<after>/<record key>`. */
interface Page {
  readonly before: string;
  readonly after?: string;
}

/** The collections whose records have pages of their own in the app. */
export const pages: Readonly<Record<string, Page>> = {
  "app.bsky.feed.post": { before: "profile", after: "post" },
  "app.bsky.feed.generator": { before: "profile", after: "feed" },
  "app.bsky.graph.list": { before: "profile", after: "lists" },
  "app.bsky.graph.starterpack": { before: "starter-pack" },
};
