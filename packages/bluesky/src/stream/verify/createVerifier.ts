import { CryptoError } from "../../crypto/curve/CryptoError.ts";
import type { DidResolver } from "../../crypto/document/DidResolver.ts";
import type { SignatureVerifier } from "../../crypto/signature/SignatureVerifier.ts";
import { parseCid } from "../../data/cid.ts";
import { InvalidDataError } from "../../data/InvalidDataError.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { IdentityError } from "../../identity/IdentityError.ts";
import { readBlocks } from "../../repo/car/readBlocks.ts";
import { cidText } from "../../repo/car/verifyBlock.ts";
import { parseCommit, type SignedCommit } from "../../repo/commit/parseCommit.ts";
import { type CommitKeyOptions, verifyCommit } from "../../repo/commit/verifyCommit.ts";
import { RepoError } from "../../repo/model/RepoError.ts";
import { findInTree } from "../../repo/mst/findInTree.ts";
import { invertTree, type PartialTree } from "../../repo/mst/invertTree.ts";
import { tidFromDate } from "../../syntax/tid.ts";
import { type BoundedKeys, boundedKeys } from "./boundedKeys.ts";
import type { ChainHead, ChainStore } from "./ChainStore.ts";
import { recentMap } from "./recentMap.ts";
import type { SignedCommitFrame, SignedOp, SignedSyncFrame } from "./SignedFrame.ts";
import type { Verified, VerifyReason } from "./Verified.ts";

/** Options of {@link createVerifier}. */
export interface CommitVerifierOptions {
  /**
   * How much is verified. `hash`: that each block is what its CID stands for, and the commit is what the frame says. `signature`: that
   * the account has signed the commit, too, and that the records are in its tree. `full`: that the operations are all that was done
   * since the commit before, too, and that none was missed. All but `hash` need `identity`.
   *
   * @default "full"
   */
  readonly level?: "hash" | "signature" | "full" | undefined;
  /**
   * Gives the DID documents of accounts, with their keys: what `createIdentityResolver` makes. Keys are kept. Where a signature does not
   * hold, the document is fetched once more, a few times a minute for one account at most.
   */
  readonly identity?: DidResolver | undefined;
  /** Verifies signatures in place of the platform. */
  readonly verifier?: SignatureVerifier | undefined;
  /**
   * Keeps the last commit of each account over restarts. `false`: a commit is held to what itself says that it goes on from, so nobody
   * finds out what was missed.
   *
   * @default they are kept in memory
   */
  readonly chain?: ChainStore | false | undefined;
  /** Of how many accounts the last commit and the key are kept in memory. @default 100_000 */
  readonly max?: number | undefined;
}

/** Verifies the frames of one stream: those of one account one after the other, those of several at once. */
export interface CommitVerifier {
  /** Verifies a `#commit`, and remembers it for the next one. */
  verify(frame: SignedCommitFrame, signal?: AbortSignal): Promise<Verified>;
  /** Verifies a `#sync`, and remembers it for the next commit. It is `stale` where it says what is known already. */
  verifySync(frame: SignedSyncFrame, signal?: AbortSignal): Promise<Verified>;
  /**
   * Keeps in the chain that a commit was handled, or the repository read. Until then it is only remembered: after a crash it comes again,
   * and is not stale.
   */
  settle(did: string, head: ChainHead): void | Promise<void>;
  /** Looks the key of an account up again before it is used next: what an `#identity` asks for. */
  forget(did: string): void;
}

/** The tree of a repository without records. */
const EMPTY_TREE = "bafyreie5737gdxlw5i64vzichcalba3z2v5n6icifvx5xytvske7mr3hpm";
/** How far ahead of here the clock of a server may be, in milliseconds. */
const MOST_AHEAD = 300_000;
const LEVELS = ["hash", "signature", "full"] as const;

/** What has been read of a frame. */
interface Read {
  readonly head: ChainHead;
  readonly tree: PartialTree;
}

/** Ends the verification of a frame. */
class Refusal extends Error {
  readonly reason: VerifyReason;
  constructor(reason: VerifyReason, message: string, cause?: unknown) {
    super(message, { cause });
    this.reason = reason;
  }
}

/**
 * Makes what verifies the commits of one stream: for the option `verify` of `consume`.
 *
 * What no signature covers, nobody can verify: when a frame was sent (`seq`, `time`), and, of an account of which no commit is known,
 * which one was the last before it (`since`). A server to which an account has moved says so by a `#sync` of the commit that it took over,
 * with a revision of its own and the key of before: that does not verify. The first commit there does, or shows that something was missed.
 *
 * @throws {InvalidOptionError} `level`, or `identity` where the level needs one
 * @example
 * ```ts
 * const verify = createVerifier({ identity: createIdentityResolver() });
 * const stream = consume(relay("wss://relay1.us-east.bsky.network"), { verify });
 * ```
 * @see https://atproto.com/specs/sync
 */
export function createVerifier(options: CommitVerifierOptions = {}): CommitVerifier {
  const { level = "full", identity, verifier, chain, max = 100_000 } = options;
  if (!LEVELS.includes(level)) {
    throw invalidOption("level", `Expected ${LEVELS.join(", ")}, got ${JSON.stringify(level)}.`);
  }
  if (level !== "hash" && !identity) {
    throw invalidOption("identity", `Expected a resolver as \`identity\`: "${level}" verifies by keys of accounts.`);
  }
  const keys = identity && boundedKeys(identity, max);
  const recent = recentMap<ChainHead>(max);
  const store = chain || undefined;
  const isFull = level === "full";
  const hasChain = isFull && chain !== false;

  const headOf = async (did: string): Promise<ChainHead | undefined> =>
    hasChain ? (recent.get(did) ?? (await store?.get(did))) : undefined;
  const note = (did: string, head: ChainHead): ChainHead => {
    if (hasChain) recent.set(did, head);
    return head;
  };

  const read = async (
    { did, rev, blocks }: SignedSyncFrame,
    cid: string | undefined,
    signal: AbortSignal | undefined,
  ): Promise<Read> => {
    const car = await readBlocks(blocks);
    const [root = ""] = car.roots;
    if (cid !== undefined && root !== cid) throw new Refusal("commit", `the CAR is about ${root || "nothing"}`);
    const bytes = root && car.blocks.get(parseCid(root).bytes);
    if (!bytes) throw new Refusal("commit", "its commit is not among its blocks");
    const signed = parseCommit(bytes, root, did);
    const { rev: own, data } = signed.commit;
    if (own !== rev) throw new Refusal("commit", `its revision is ${own}, and the frame says ${rev}`);
    if (keys && level !== "hash") await holdToKey(signed, keys, { verifier, signal });
    // Whoever is so far ahead would never be followed by another one.
    if (rev > tidFromDate(new Date(Date.now() + MOST_AHEAD))) {
      throw new Refusal("commit", `its revision ${rev} lies in the future`);
    }
    return { head: { rev, data }, tree: { root: parseCid(data).bytes, get: (id) => car.blocks.get(id) } };
  };

  const verify = async (frame: SignedCommitFrame, signal?: AbortSignal): Promise<Verified> => {
    const { repo: did, rev, ops, blocks, commit } = frame;
    const { head, tree } = await read({ did, rev, blocks }, commit, signal);
    const last = await headOf(did);
    if (last && rev <= last.rev) throw new Refusal("stale", `its revision is not above ${last.rev}`);
    // Whatever it did, it is signed, and the next one goes on from it.
    note(did, head);
    try {
      if (frame.tooBig) throw new Refusal("too_big", "it leaves out what was too large");
      if (level === "signature") holdToTree(tree, ops);
      if (isFull) holdToBefore(frame, tree, last);
    } catch (error) {
      return refused(frame, error, head);
    }
    return { ok: true, head };
  };

  const verifySync = async (frame: SignedSyncFrame, signal?: AbortSignal): Promise<Verified> => {
    const { did, rev } = frame;
    const { head } = await read(frame, undefined, signal);
    const last = await headOf(did);
    if (last && rev <= last.rev) throw new Refusal("stale", `its revision is not above ${last.rev}`);
    return { ok: true, head: note(did, head) };
  };

  return {
    verify: (frame, signal) => verify(frame, signal).catch((error: unknown) => refused(frame, error)),
    verifySync: (frame, signal) =>
      verifySync(frame, signal).catch((error: unknown) => refused({ repo: frame.did, rev: frame.rev }, error)),
    settle(did, { rev, data }) {
      const last = recent.get(did);
      if (!last || last.rev < rev) note(did, { rev, data });
      return store?.set(did, { rev, data });
    },
    forget: (did) => keys?.forget(did),
  };
}

/** @throws {RepoError} `signature_invalid` */
async function holdToKey(
  signed: SignedCommit,
  keys: BoundedKeys,
  { verifier, signal }: Pick<CommitKeyOptions, "verifier" | "signal">,
): Promise<void> {
  const { did } = signed.commit;
  const key = await keys.find(did, signal);
  try {
    if (key !== undefined) return await verifyCommit(signed, { key, verifier });
  } catch (error) {
    const isOther = error instanceof RepoError && error.reason === "wrong_key";
    const fresh = isOther ? await keys.renew(did, signal) : key;
    if (fresh === undefined || fresh === key) throw error;
    return verifyCommit(signed, { key: fresh, verifier });
  }
  const fresh = await keys.renew(did, signal);
  if (fresh === undefined)
    throw new Refusal("signature", "the DID document of the account has no key for repositories");
  return verifyCommit(signed, { key: fresh, verifier });
}

/** Refuses it where a record is not in the tree, or still is */
function holdToTree(tree: PartialTree, ops: readonly SignedOp[]): void {
  for (const { path, cid } of ops) {
    const found = findInTree(tree, path);
    const text = found ? cidText(found) : null;
    if (text !== cid) throw new Refusal("inversion", `its tree has ${text ?? "nothing"} at ${path}`);
  }
}

/** Refuses it where the operations do not lead from the tree before to this one, or that is not the last that is known */
function holdToBefore(
  { prevData, since, ops }: SignedCommitFrame,
  tree: PartialTree,
  head: ChainHead | undefined,
): void {
  // The first commit says of none that it goes on from one.
  const before = prevData ?? head?.data ?? (since === null ? EMPTY_TREE : undefined);
  if (before === undefined) {
    throw new Refusal("chain", "it does not say which tree it goes on from, and none is known");
  }
  const found = cidText(invertTree(tree, ops.map(toOperation)));
  if (found !== before) {
    throw new Refusal("inversion", `its operations, undone, lead to ${found}, and it goes on from ${before}`);
  }
  if (head && (before !== head.data || (since !== null && since !== head.rev))) {
    throw new Refusal("chain", `it goes on from revision ${since}, and the last one that came is ${head.rev}`);
  }
}

function toOperation({ action, path, cid, prev }: SignedOp): Parameters<typeof invertTree>[1][number] {
  const hasOwn = action === "delete" ? cid === null : cid !== null;
  if (!hasOwn || (action === "create") === Boolean(prev)) {
    throw new Refusal("inversion", `the ${action} of ${path} does not say which record there was, or is`);
  }
  return { key: path, cid: cid ? parseCid(cid).bytes : undefined, prev: prev ? parseCid(prev).bytes : undefined };
}

/** Why a frame is refused, as a value. @throws {unknown} what is nothing of the frame's */
function refused({ repo, rev }: Pick<SignedCommitFrame, "repo" | "rev">, error: unknown, head?: ChainHead): Verified {
  const reason = reasonOf(error);
  if (!reason || !(error instanceof Error)) throw error;
  const message = `The commit ${rev} of ${repo} is not what it says it is: ${error.message}`;
  const cause = error instanceof Refusal ? error.cause : error;
  return { ok: false, reason, message, ...(head && { head }), ...(cause !== undefined && { cause }) };
}

function reasonOf(error: unknown): VerifyReason | undefined {
  if (error instanceof Refusal) return error.reason;
  if (error instanceof IdentityError) return "identity";
  // Whoever publishes what is no key has signed nothing.
  if (error instanceof CryptoError && error.code === "invalid_key") return "signature";
  if (error instanceof InvalidDataError) return "commit";
  if (!(error instanceof RepoError)) return undefined;
  switch (error.code) {
    case "car_invalid":
    case "block_mismatch":
      return "hash";
    case "signature_invalid":
      return "signature";
    case "tree_invalid":
    case "block_missing":
      return "inversion";
    default:
      return "commit";
  }
}
