/** The network that is filled. Everything is reached over HTTP, but for what no official server does by itself. */
export interface SeedTarget {
  /** URL of the PDS, on which the accounts are created. It must give out handles under `.test`. */
  pds: string;
  appView: { url: string; did: string };
  /** The labeler. Without it nothing is labelled but what people label themselves. */
  ozone?: { url: string; did: string; adminPassword: string };
  /** The last of what is written was written just before. */
  now: Date;
  signal?: AbortSignal;
  log?: (line: string) => void;
  /** Resolves when the AppView knows all that was written, labels included. */
  settled(): Promise<void>;
  /**
   * Runs a feed generator for a feed, and resolves with the DID of the service. Without it the feeds are only
   * records: nobody answers for them.
   */
  hostFeed?(feed: HostedFeed): Promise<string>;
}

/** `at://` URI of a post. */
export type PostUri = `at://did:plc:${string}/app.bsky.feed.post/${string}`;

/** A feed that somebody must answer for. */
export interface HostedFeed {
  /** `at://` URI of the feed generator's record. */
  uri: string;
  /** Answers `app.bsky.feed.getFeedSkeleton`. */
  skeleton(params: { limit: number; cursor?: string | undefined }): {
    feed: { post: PostUri }[];
    cursor?: string;
  };
}

/** An account of the seed. */
export interface SeededAccount {
  /** The name of the person, in lower case. */
  name: string;
  /** The handle of the account. */
  handle: string;
  /** The DID of the account. */
  did: string;
  /** The same for everybody: `seedPassword`. */
  password: string;
  /** The name on the profile. */
  displayName: string;
}

/** What the seed has put on the network. */
export interface SeedResult {
  /** The first one, alice, has most to show. */
  accounts: SeededAccount[];
  /** How many of what: records by collection, and `accounts`, `blobs`, `labels`. */
  counts: Record<string, number>;
  /** `at://` URIs of things worth looking at. */
  highlights: SeedHighlights;
}

/** `at://` URIs of things worth looking at. */
export interface SeedHighlights {
  /** Root of a thread of 45 posts, ten deep. */
  thread: string;
  /** A post with four pictures. */
  pictures: string;
  /** A post with a gallery of six pictures. */
  gallery: string;
  /** A post with an external card. */
  card: string;
  /** A quote of a post, with a picture. */
  quoteWithPicture: string;
  /** A quote that the quoted person cut off. */
  detachedQuote: string;
  /** A quote of a post that was deleted. */
  quoteOfDeleted: string;
  /** A post that the labeler labelled. */
  labelledPost: string;
  /** Lists to read, and to mute or block. */
  list: string;
  /** A list to mute or block. */
  moderationList: string;
  /** A feed. */
  feed: string;
  /** A starter pack. */
  starterPack: string;
}
