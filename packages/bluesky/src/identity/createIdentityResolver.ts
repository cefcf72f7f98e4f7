import { abortedError } from "../errors/AbortedError.ts";
import { checkSignal } from "../errors/checkSignal.ts";
import { abortable } from "../platform/abort/abortable.ts";
import type { DidDocument } from "./DidDocument.ts";
import { IdentityError } from "./IdentityError.ts";
import { takeSome } from "./many/takeSome.ts";
import type { ResolveOptions } from "./ResolveOptions.ts";
import { resolveDid } from "./resolveDid.ts";
import { resolveHandle } from "./resolveHandle.ts";
import { type Identity, identify } from "./resolveIdentity.ts";
import { toHandle } from "./toHandle.ts";

/** Bounds of the cache. */
export interface IdentityCacheOptions {
  /** How many handles and how many DIDs are kept. @default 1_000 */
  readonly max?: number | undefined;
  /** For how many milliseconds. @default 300_000 */
  readonly maxAge?: number | undefined;
  /**
   * For how many milliseconds a failure is kept: who asks again gets the same error. For programs that are asked by others, or that
   * meet the same broken names all the time.
   *
   * @default 0
   */
  readonly maxFailureAge?: number | undefined;
}

/** Options of {@link createIdentityResolver}. */
export interface IdentityResolverOptions extends Omit<ResolveOptions, "signal"> {
  /** `false`: nothing is kept. */
  readonly cache?: IdentityCacheOptions | false | undefined;
}

/** Options of one lookup. */
export interface LookupOptions {
  /** Aborts the lookup. */
  readonly signal?: AbortSignal | undefined;
  /** Asks the network even if the cache has an answer. @default false */
  readonly refresh?: boolean | undefined;
}

/** Options of {@link IdentityResolver.resolveMany}. */
export interface ResolveManyOptions extends LookupOptions {
  /** How many are looked up at once. @default 16 */
  readonly concurrency?: number | undefined;
}

/** What came of one of many: who it is, or why nobody knows. */
export type ResolvedOne =
  | { readonly identifier: string; readonly identity: Identity; readonly error?: undefined }
  | { readonly identifier: string; readonly identity?: undefined; readonly error: IdentityError };

/** Resolves identities, and remembers them for a while. */
export interface IdentityResolver {
  /**
   * Resolves many handles or DIDs, a few at once, each as soon as it is known: not in their order. One that fails ends nothing. No more
   * are taken of `identifiers` than are looked up, so they may be any number.
   *
   * @throws {InvalidOptionError}
   * @throws {AbortedError}
   */
  resolveMany(
    identifiers: Iterable<string> | AsyncIterable<string>,
    options?: ResolveManyOptions,
  ): AsyncGenerator<ResolvedOne, void, undefined>;
  /** As the function of this name. */
  resolveIdentity(identifier: string, options?: LookupOptions): Promise<Identity>;
  /** As the function of this name. */
  resolveHandle(handle: string, options?: LookupOptions): Promise<string>;
  /** As the function of this name. */
  resolveDid(did: string, options?: LookupOptions): Promise<DidDocument>;
}

/**
 * Creates a resolver with a cache. Concurrent lookups of the same name are made once. Failures are cached only where
 * `cache.maxFailureAge` says so.
 *
 * @example
 * ```ts
 * const identity = createIdentityResolver();
 * const { pds } = await identity.resolveIdentity("bsky.app");
 * ```
 */
export function createIdentityResolver(options: IdentityResolverOptions = {}): IdentityResolver {
  const handles = createCache<string>(options.cache);
  const documents = createCache<DidDocument>(options.cache);
  // One who gives up must not end the lookup for others: it goes on by itself, bounded by its timeout.
  const findHandle = async (handle: string, lookup?: LookupOptions): Promise<string> => {
    const name = toHandle(handle);
    return unlessAborted(name, lookup, (refresh) => handles(name, refresh, () => resolveHandle(name, options)));
  };
  const findDid = (did: string, lookup?: LookupOptions): Promise<DidDocument> =>
    unlessAborted(did, lookup, (refresh) => documents(did, refresh, () => resolveDid(did, options)));
  const find = (identifier: string, lookup?: LookupOptions): Promise<Identity> =>
    identify(identifier, options, {
      resolveHandle: (handle) => findHandle(handle, lookup),
      resolveDid: (did) => findDid(did, lookup),
    });
  return {
    resolveHandle: findHandle,
    resolveDid: findDid,
    resolveIdentity: find,
    resolveMany: (identifiers, { concurrency = 16, ...lookup } = {}) =>
      takeSome(identifiers, concurrency, lookup.signal, async (identifier): Promise<ResolvedOne> => {
        try {
          return { identifier, identity: await find(identifier, lookup) };
        } catch (error) {
          if (error instanceof IdentityError) return { identifier, error };
          throw error;
        }
      }),
  };
}

type Cache<T> = (key: string, refresh: boolean | undefined, find: () => Promise<T>) => Promise<T>;

function createCache<T>(options: IdentityCacheOptions | false | undefined): Cache<T> {
  const { max = 1_000, maxAge = 300_000, maxFailureAge = 0 } = options || {};
  const kept = new Map<string, { found: Promise<T>; until: number; pending: boolean }>();
  return (key, refresh, find) => {
    const hit = kept.get(key);
    // A lookup that is under way is as fresh as a new one.
    if (hit && (hit.pending || (!refresh && Date.now() < hit.until))) return hit.found;
    const entry = { found: find(), until: Infinity, pending: true };
    kept.delete(key);
    kept.set(key, entry);
    entry.found.then(
      () => {
        entry.pending = false;
        entry.until = Date.now() + maxAge;
        if (options === false) kept.delete(key);
      },
      (error: unknown) => {
        entry.pending = false;
        entry.until = Date.now() + (error instanceof IdentityError ? maxFailureAge : 0);
        // A later entry may have taken the place of one that was pushed out.
        if (!maxFailureAge && kept.get(key) === entry) kept.delete(key);
      },
    );
    // A Map keeps the order of insertion: the first is the oldest.
    for (const oldest of kept.keys()) {
      if (kept.size <= max) break;
      kept.delete(oldest);
    }
    return entry.found;
  };
}

async function unlessAborted<T>(
  identifier: string,
  lookup: LookupOptions | undefined,
  find: (refresh: boolean | undefined) => Promise<T>,
): Promise<T> {
  const { signal, refresh } = lookup ?? {};
  checkSignal(signal);
  try {
    return await abortable(find(refresh), signal);
  } catch (error) {
    if (!signal?.aborted) throw error;
    throw abortedError(`${identifier}: aborted`, signal);
  }
}
