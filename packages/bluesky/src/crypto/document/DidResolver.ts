/** A DID document, as far as keys are read from it. */
export interface DocumentLike {
  /** The DID. */
  readonly id: string;
  readonly [list: string]: unknown;
}

/** Gives the documents of DIDs. What `createIdentityResolver` of `bluesky/identity` makes is one. */
export interface DidResolver {
  /** The document of a DID; with `refresh`, as it is now. */
  resolveDid(
    did: string,
    options?: { readonly signal?: AbortSignal | undefined; readonly refresh?: boolean | undefined },
  ): Promise<DocumentLike>;
}
