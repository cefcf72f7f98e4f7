import type { WrittenState } from "./WrittenState.ts";

/**
 * What is under a write's key says of its commit, which is done as a whole or not at all:
 *
 * - `done`: nothing but the write can have made it so;
 * - `likely`: it is as the write makes it, and may have been so before;
 * - `unlikely`: it is not, and somebody may have changed it since;
 * - `undone`: it is as it was before the write;
 * - `unclear`: it is neither, and nobody can tell which came first.
 */
export type Evidence = "done" | "likely" | "unlikely" | "undone" | "unclear";

/** What was found under the key of a write. */
export interface Finding {
  /** The CID of what is there; undefined where it has none that is known. */
  readonly cid: string | undefined;
  /** Whether it is what was sent; undefined where that cannot be told. */
  readonly isSent: boolean | undefined;
}

/**
 * @param found undefined: there is no record
 * @param isAnswered whether the server has answered, though not that it was done: that is what it does to a create of a record
 * that is there
 */
export function evidenceOf(write: WrittenState, found: Finding | undefined, isAnswered: boolean): Evidence {
  const { action, keyMade, replaced } = write;
  if (action === "delete") {
    if (!found) return "likely";
    if (replaced === undefined) return "unlikely";
    return found.cid === replaced ? "undone" : "unclear";
  }
  if (action === "create") {
    if (!found) return "undone";
    if (found.isSent) return keyMade ? "done" : "likely";
    return !keyMade && isAnswered && found.isSent === false ? "undone" : "unclear";
  }
  if (found?.isSent) return "likely";
  if (replaced !== undefined) return replaced === (found ? found.cid : null) ? "undone" : "unclear";
  return !found || found.isSent === false ? "unlikely" : "unclear";
}

/** Whether a commit was done. `mixed`: some of its records speak for it, others against it. */
export function judge(all: readonly Evidence[]): "done" | "undone" | "unclear" | "mixed" {
  for (const certain of ["done", "undone", "unclear"] as const) if (all.includes(certain)) return certain;
  if (all.every((one) => one === "likely")) return "done";
  return all.every((one) => one === "unlikely") ? "undone" : "mixed";
}
