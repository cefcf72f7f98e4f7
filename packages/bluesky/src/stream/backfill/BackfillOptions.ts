import type { SignatureVerifier } from "../../crypto/signature/SignatureVerifier.ts";
import type { VerifyLevel } from "../../repo/read/ReadRepoOptions.ts";
import type { ErrorDecision, StreamOptions } from "../engine/contract/StreamOptions.ts";
import type { BackfillJournal } from "../model/BackfillJournal.ts";
import type { DocumentResolver, KnownRecord } from "./resync.ts";

/** What is asked about a repository that could not be read. */
export interface RepoFailure {
  /** The account. */
  readonly did: string;
  /** Why: an error of the call, of what was read, or of your own handler. */
  readonly error: unknown;
  /** How many times it was tried, from 1. */
  readonly attempt: number;
}

/** Options of {@link backfill}: those of `consume`, and how repositories are found and read. */
export interface BackfillOptions extends Omit<StreamOptions, "start" | "kinds"> {
  /** Keeps which repositories have been read. With a `cursor` a program goes on where it was. @default it is kept in memory */
  readonly journal?: BackfillJournal | undefined;
  /**
   * Gives the accounts that are wanted, from the start, whenever it is called. Others are left out of what is new, too.
   *
   * @default those that `findRepos` finds, and those that something new comes from
   */
  readonly repos?: (() => Iterable<string> | AsyncIterable<string>) | undefined;
  /**
   * Gives the records that the program has of an account. A repository that is read again then gives what has changed, deletions too.
   *
   * @default all of its records are given again
   */
  readonly known?: ((did: string) => Iterable<KnownRecord> | AsyncIterable<KnownRecord>) | undefined;
  /** How much is verified of repositories, as `readRepo` does. @default "full" */
  readonly level?: VerifyLevel | undefined;
  /** Finds servers and keys of accounts. @default one for the client's network */
  readonly identity?: DocumentResolver | undefined;
  /** Verifies signatures in place of the platform. */
  readonly verifier?: SignatureVerifier | undefined;
  /** How many repositories are read at once. @default 8 */
  readonly readers?: number | undefined;
  /** How many of them of one server. @default 2 */
  readonly perHost?: number | undefined;
  /**
   * Decides about a repository that cannot be read. `skip`: it is left out, and tried again by the next run. Accounts that are not active
   * are no error: they have no records.
   *
   * @default "stop", which ends the backfill with that error
   */
  readonly onRepoError?: ((failure: RepoFailure) => ErrorDecision | Promise<ErrorDecision>) | undefined;
  /** Is told when all that was found has been read. From then on only what is new comes. */
  readonly onCaughtUp?: (() => unknown) | undefined;
}

/** How far a backfill has come. */
export interface BackfillStats {
  /** Repositories that were found, without those that had been read before. */
  readonly found: number;
  /** Repositories that were read. */
  readonly read: number;
  /** Repositories that are left out, because `onRepoError` says so. */
  readonly failed: number;
  /** Records that were given of repositories. */
  readonly records: number;
  /** Whether all that was found has been read. */
  readonly isCaughtUp: boolean;
}
