import { invalidOption } from "../../../errors/InvalidOptionError.ts";
import { isNsid } from "../../../syntax/nsid.ts";
import type { StreamEvent } from "../../model/StreamEvent.ts";
import type { Wanted } from "../../source/Source.ts";
import type { StreamOptions } from "../contract/StreamOptions.ts";

const KINDS: readonly StreamEvent["kind"][] = ["commit", "identity", "account", "sync", "label", "info"];
/** Collections that an answer is remembered for: there are some hundreds, unless somebody makes them up. */
const MOST_REMEMBERED = 10_000;

/**
 * What is wanted, as it is asked for each frame.
 *
 * @throws {InvalidOptionError} `collections`, `kinds`
 */
export function toWanted({ collections, dids, kinds, verify }: StreamOptions): Wanted {
  for (const one of collections ?? []) {
    if (isNsid(one) || (one.endsWith(".*") && one.length > 2)) continue;
    throw invalidOption(
      "collections",
      `Expected NSIDs, or beginnings such as app.bsky.graph.*, got ${JSON.stringify(one)}.`,
    );
  }
  for (const kind of kinds ?? []) {
    if (KINDS.includes(kind)) continue;
    throw invalidOption("kinds", `Expected ${KINDS.join(", ")} as kinds, got ${JSON.stringify(kind)}.`);
  }
  const noCommits = kinds !== undefined && !kinds.includes("commit");
  return {
    collections,
    dids: dids && new Set(dids),
    kinds: kinds && new Set(kinds),
    all: verify !== undefined,
    wants: noCommits ? () => false : matcherOf(collections),
  };
}

function matcherOf(collections: readonly string[] | undefined): (collection: string) => boolean {
  if (!collections) return () => true;
  const exact = new Set(collections.filter((one) => !one.endsWith(".*")));
  const beginnings = collections.filter((one) => one.endsWith(".*")).map((one) => one.slice(0, -1));
  if (beginnings.length === 0) return (collection) => exact.has(collection);
  const known = new Map<string, boolean>();
  return (collection) => {
    const before = known.get(collection);
    if (before !== undefined) return before;
    const isWanted = exact.has(collection) || beginnings.some((beginning) => collection.startsWith(beginning));
    if (known.size < MOST_REMEMBERED) known.set(collection, isWanted);
    return isWanted;
  };
}
