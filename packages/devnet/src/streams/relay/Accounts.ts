import { CidLink } from "../data/CidLink.ts";
import { readCar } from "../data/car.ts";
import { asMap, type CborMap, decodeCbor } from "../data/decodeCbor.ts";

/** What a relay knows about an account. */
export interface KnownAccount {
  readonly did: string;
  /** Its PDS, as `host:port`. Empty for one that only a script knows. */
  host: string;
  active: boolean;
  status: string | undefined;
  rev: string | undefined;
  /** CID of its last commit. */
  head: string | undefined;
  /** CID of its tree. */
  data: CidLink | undefined;
  /** How many records it has in each collection. */
  readonly collections: Map<string, number>;
}

/** Accounts of a relay, in the order in which it has heard of them. */
export interface Accounts {
  readonly all: ReadonlyMap<string, KnownAccount>;
  /** The account, which is made if it is new. */
  of(did: string, host: string): KnownAccount;
  /** Takes note of what a message says. */
  apply(account: KnownAccount, type: string, body: CborMap): void;
}

/** Starts with no accounts. */
export function createAccounts(): Accounts {
  const all = new Map<string, KnownAccount>();
  return {
    all,
    of(did, host) {
      const known = all.get(did) ?? {
        did,
        host,
        active: true,
        status: undefined,
        rev: undefined,
        head: undefined,
        data: undefined,
        collections: new Map(),
      };
      all.set(did, known);
      return known;
    },
    apply(account, type, body) {
      try {
        if (type === "#commit" || type === "#sync") applyCommit(account, body);
      } catch {
        // A script may send what nobody can read: it is passed on as it is.
      }
      if (type !== "#account") return;
      account.active = body.active === true;
      account.status = typeof body.status === "string" ? body.status : undefined;
      if (account.status === "deleted") account.collections.clear();
    },
  };
}

function applyCommit(account: KnownAccount, { rev, commit, blocks, ops }: CborMap): void {
  if (typeof rev === "string") account.rev = rev;
  if (blocks instanceof Uint8Array) {
    const { roots, blocks: found } = readCar(blocks);
    const head = commit instanceof CidLink ? commit : roots[0];
    account.head = head?.toString();
    const root = found.get(account.head ?? "");
    const { data } = root === undefined ? {} : asMap(decodeCbor(root).value);
    if (data instanceof CidLink) account.data = data;
  }
  if (!Array.isArray(ops)) return;
  for (const op of ops) {
    const { action, path } = asMap(op);
    const [collection = ""] = String(path).split("/");
    const change = action === "create" ? 1 : action === "delete" ? -1 : 0;
    const count = (account.collections.get(collection) ?? 0) + change;
    if (count > 0) account.collections.set(collection, count);
    else account.collections.delete(collection);
  }
}
