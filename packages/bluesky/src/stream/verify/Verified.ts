import type { ChainHead } from "./ChainStore.ts";

/**
 * Why a frame is not taken for what it says.
 *
 * | reason | meaning |
 * | --- | --- |
 * | `hash` | its blocks are no CAR, or not what their CIDs say |
 * | `commit` | its commit is none, or not what the frame says: another account, revision or CID, or its revision lies in the future |
 * | `signature` | its commit is not signed by the key of its account |
 * | `identity` | the key of its account could not be looked up; `cause` says why. It may be tried again |
 * | `inversion` | its operations are not what leads from the tree before to the tree of the commit |
 * | `chain` | it is valid, but does not go on from the last commit that is known: something was missed |
 * | `too_big` | it leaves out what was too large: the repository must be read |
 * | `stale` | its revision is not above the last one: it was handled before |
 */
export type VerifyReason = "hash" | "commit" | "signature" | "identity" | "inversion" | "chain" | "too_big" | "stale";

/** What came of the verification of a frame. */
export type Verified =
  | {
      readonly ok: true;
      /** What the account's next commit goes on from. `undefined`: nobody keeps it. */
      readonly head: ChainHead | undefined;
      /** Nothing is wrong. */
      readonly reason?: undefined;
    }
  | {
      readonly ok: false;
      /** Why not. */
      readonly reason: VerifyReason;
      /** The same in a sentence. */
      readonly message: string;
      /** What the next one goes on from, where the commit is signed by its account all the same: of `inversion`, `chain` and `too_big`. */
      readonly head?: ChainHead | undefined;
      /** The error that it was found by. */
      readonly cause?: unknown;
    };
