import type { Canvas } from "../pictures/Canvas.ts";

/** Something that is known only once it has been written to the network. */
export type Placeholder =
  | { readonly $seed: "did"; readonly person: string }
  /** The strong reference (URI and CID) of a record. */
  | { readonly $seed: "ref"; readonly record: string }
  | { readonly $seed: "uri"; readonly record: string }
  | { readonly $seed: "blob"; readonly picture: string }
  /** The DID of the service that answers for a feed. */
  | { readonly $seed: "feedService"; readonly record: string };

/** A value of a record, in which some parts are still unknown. */
export type PlannedValue =
  | string
  | number
  | boolean
  | Placeholder
  | readonly PlannedValue[]
  | { readonly [key: string]: PlannedValue | undefined };

/** A record that somebody will write. */
export interface PlannedRecord {
  /** Names the record within the plan. */
  id: string;
  /** Name of the person in whose repository it goes. */
  by: string;
  collection: string;
  recordKey: string;
  value: { readonly [key: string]: PlannedValue | undefined };
  /** Records of a step may be written together: what they refer to was written in an earlier one. */
  step: number;
}

/** A picture, drawn when it is uploaded. */
export interface PlannedPicture {
  /** Name of the person who uploads it. */
  by: string;
  draw(): Canvas;
}

/** All that the seed will put on the network. It holds nothing that differs from run to run. */
export interface SeedPlan {
  people: readonly PlannedPerson[];
  pictures: ReadonlyMap<string, PlannedPicture>;
  /** In the order of their steps. */
  records: readonly PlannedRecord[];
  /** Ids of records that are deleted again at the end. */
  deleted: readonly string[];
  /** Feeds: the id of the generator's record, and the ids of its posts, newest first. */
  feeds: readonly { record: string; posts: readonly string[] }[];
}

/** An account to create. */
export interface PlannedPerson {
  name: string;
  handle: string;
  displayName: string;
}
