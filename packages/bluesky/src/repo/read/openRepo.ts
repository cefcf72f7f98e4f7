import { abortedError } from "../../errors/AbortedError.ts";
import { checkSignal } from "../../errors/checkSignal.ts";
import { invalidOption } from "../../errors/InvalidOptionError.ts";
import { abortable } from "../../platform/abort/abortable.ts";
import { decodeBase32 } from "../../platform/bytes/base32.ts";
import { createBlockFinder } from "../car/BlockFinder.ts";
import { type CarSource, type OpenSource, openSource } from "../car/CarSource.ts";
import { readFrames } from "../car/readFrames.ts";
import { type Commit, parseCommit } from "../commit/parseCommit.ts";
import { verifyCommit } from "../commit/verifyCommit.ts";
import { repoError } from "../model/RepoError.ts";
import type { ReadOptions } from "./ReadRepoOptions.ts";
import { type Entry, walkTree } from "./walkTree.ts";

const LEVELS = ["none", "hash", "signature", "full"];

/** A key with the block of its record. */
export interface FoundRecord extends Entry {
  readonly bytes: Uint8Array;
}

/** A repository whose commit is verified. */
export interface OpenRepo {
  readonly commit: Commit;
  /** The next record; a promise of it where something has to be read first. `undefined`: there are no more. */
  next(): FoundRecord | undefined | Promise<FoundRecord | undefined>;
  /** Reads what is behind the last record. @throws {RepoError} */
  finish(): Promise<void>;
  /** Gives up the rest. */
  close(): Promise<void>;
}

/** Begins to read a repository. */
export async function openRepo(source: CarSource, options: ReadOptions): Promise<OpenRepo> {
  const { verify = "full", did, signal, onCommit, maxStash = 67_108_864, maxBlockSize } = options;
  checkSignal(signal);
  const level = LEVELS.indexOf(verify);
  if (level < 0) throw invalidOption("verify", `Expected ${LEVELS.join(", ")}, got ${JSON.stringify(verify)}.`);
  const open = openSource(source);
  const close = async (): Promise<void> => open.close().catch(() => {});
  try {
    const { roots, frames } = await readFrames(withSignal(open, signal), maxBlockSize);
    const [root] = roots;
    if (root === undefined || roots.length > 1) {
      throw repoError(
        "commit_invalid",
        "wrong_root",
        `Expected a CAR of one repository, got one of ${roots.length} roots`,
      );
    }
    const blocks = createBlockFinder(frames, open, { verify: level > 0, maxStash });
    const signed = parseCommit(await blocks.find(cidBytes(root), false), root, did);
    if (level > 1) await verifyCommit(signed, options);
    onCommit?.(signed.commit);
    const tree = walkTree(blocks, signed.data, level === LEVELS.length - 1);
    const toFound = (entry: Entry | undefined): FoundRecord | undefined | Promise<FoundRecord> => {
      if (!entry) return undefined;
      const { key, cid } = entry;
      const bytes = blocks.take(cid, true);
      return bytes ? { key, cid, bytes } : blocks.find(cid, true).then((found) => ({ key, cid, bytes: found }));
    };
    return {
      commit: signed.commit,
      next() {
        // Most of it is there already: a promise for each key would take longer than its record.
        const entry = tree.next();
        return entry instanceof Promise ? entry.then(toFound) : toFound(entry);
      },
      finish: () => blocks.finish(),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The bytes of a CID that was read. */
export function cidBytes(cid: string): Uint8Array {
  return decodeBase32(cid.slice(1)) ?? new Uint8Array(0);
}

/** A source that is given up when the signal is aborted. */
export function withSignal(open: OpenSource, signal: AbortSignal | undefined): OpenSource {
  if (!signal) return open;
  const aborted = (): Error => abortedError("The reading of the repository was aborted by its signal", signal);
  return {
    ...open,
    async next() {
      if (signal.aborted) throw aborted();
      try {
        return await abortable(open.next(), signal);
      } catch (error) {
        throw signal.aborted ? aborted() : error;
      }
    },
  };
}
