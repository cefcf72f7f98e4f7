/** What a guarded `fetch` is made with. */
export interface GuardedFetchOptions {
  /** Hosts whose names may lead to private addresses: `host`, or `host:port`. */
  readonly allowed: readonly string[];
}

/** Makes a `fetch` that connects to public addresses only. */
export type CreateGuardedFetch = (options: GuardedFetchOptions) => typeof globalThis.fetch;

/** There is none on platforms that do not say where they connect to. */
export const createGuardedFetch: CreateGuardedFetch | undefined = undefined;
