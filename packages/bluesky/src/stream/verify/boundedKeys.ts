import type { DidResolver } from "../../crypto/document/DidResolver.ts";
import { getVerificationKey } from "../../crypto/document/getVerificationKey.ts";
import { recentMap } from "./recentMap.ts";

/** For how long a key is taken as it is, unless somebody says that it has changed. */
const MAX_AGE = 3_600_000;
/** How often the key of one account is looked up again because a signature does not hold: so many times, and then once in a while. */
const MOST_AGAIN = 3;
const AGAIN_EVERY = 20_000;

interface Kept {
  readonly key: string | undefined;
  until: number;
  /** How many more times it may be looked up again, as of when it was last. */
  readonly again: number;
  readonly since: number;
}

/** Keys of accounts: kept for many of them, and looked up again without a request for each frame that somebody made up. */
export interface BoundedKeys {
  /** The key of an account. `undefined`: its document has none. */
  find(did: string, signal: AbortSignal | undefined): string | undefined | Promise<string | undefined>;
  /** The key as it is now, as far as there may be a request for it. */
  renew(did: string, signal: AbortSignal | undefined): Promise<string | undefined>;
  /** Looks it up again when it is needed next. */
  forget(did: string): void;
}

/** Finds keys by a resolver. */
export function boundedKeys(identity: DidResolver, max: number): BoundedKeys {
  const kept = recentMap<Kept>(max);
  const lookUp = async (
    did: string,
    { signal, refresh, again }: { signal: AbortSignal | undefined; refresh: boolean; again: number },
  ): Promise<string | undefined> => {
    const document = await identity.resolveDid(did, { signal, refresh });
    const now = Date.now();
    const key = getVerificationKey(document, "#atproto");
    kept.set(did, { key, until: now + MAX_AGE, again, since: now });
    return key;
  };
  const againOf = ({ again, since }: Kept): number => Math.min(MOST_AGAIN, again + (Date.now() - since) / AGAIN_EVERY);
  return {
    find(did, signal) {
      const known = kept.get(did);
      if (known && Date.now() < known.until) return known.key;
      return lookUp(did, { signal, refresh: known !== undefined, again: known ? againOf(known) : MOST_AGAIN });
    },
    async renew(did, signal) {
      const known = kept.get(did);
      const again = known ? againOf(known) : MOST_AGAIN;
      return known && again < 1 ? known.key : lookUp(did, { signal, refresh: true, again: again - 1 });
    },
    forget(did) {
      const known = kept.get(did);
      if (known) known.until = 0;
    },
  };
}
