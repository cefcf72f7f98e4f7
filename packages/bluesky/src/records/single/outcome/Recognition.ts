import type { FoundRecord } from "./WrittenState.ts";

/**
 * How a record that a server has is recognised as the one that was sent to it: a server keeps no order of keys, no padding of base
 * 64, no half of a surrogate pair. It is handed in, so that only who needs CIDs of our own carries what makes them.
 */
export interface Recognition {
  /** The CID that a record has once a server has stored it; undefined where that is not known. */
  cidOf(record: unknown): Promise<string | undefined>;
  /** Whether what a server gives is the record that was sent; undefined where that cannot be told. */
  isStored(
    record: unknown,
    found: Pick<FoundRecord, "cid"> & { readonly value: unknown },
  ): Promise<boolean | undefined>;
}
