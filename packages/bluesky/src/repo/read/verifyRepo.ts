import type { CarSource } from "../car/CarSource.ts";
import type { Commit } from "../commit/parseCommit.ts";
import { openRepo } from "./openRepo.ts";
import type { ReadOptions } from "./ReadRepoOptions.ts";

/** A repository that holds. */
export interface VerifiedRepo extends Commit {
  /** How many records it has. */
  readonly records: number;
}

/**
 * Verifies a whole repository as {@link readRepo} does, without decoding its records: that it is all of what its account has signed. A
 * program for browsers is half as large with it.
 *
 * @param source bytes, a `Blob`, an answer, a stream or a file
 * @throws {RepoError} all codes but `record_invalid` and those of exports
 * @throws {InvalidOptionError}
 * @throws {AbortedError}
 * @throws {CryptoError} `invalid_key` for a `key` that is none
 * @throws {unknown} what the source, `identity` and `onCommit` throw
 * @example
 * ```ts
 * const { did, rev, records } = await verifyRepo(await fetch(url), { key });
 * ```
 * @see https://atproto.com/specs/repository
 */
export async function verifyRepo(source: CarSource, options: ReadOptions): Promise<VerifiedRepo> {
  const repo = await openRepo(source, options);
  let records = 0;
  try {
    for (;;) {
      const step = repo.next();
      if (!(step instanceof Promise ? await step : step)) break;
      records++;
    }
    await repo.finish();
    return { ...repo.commit, records };
  } finally {
    await repo.close();
  }
}
