/** The part of Bluesky's network that every call needs. */
export const blueskyServices: {
  readonly pds: string;
  readonly appView: { readonly url: string };
  readonly labelers: readonly string[];
} = {
  pds: "https://bsky.social",
  appView: { url: "https://public.api.bsky.app" },
  labelers: ["did:plc:ar7c4by46qjdydhdevvrndac"],
};
