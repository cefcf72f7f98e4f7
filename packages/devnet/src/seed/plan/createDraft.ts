import type { PlannedPicture, PlannedRecord, PlannedValue } from "./SeedPlan.ts";
import { toTid } from "./toTid.ts";

/** A record to add to the draft. */
export interface NewRecord {
  /** Needed where something refers to it. */
  id?: string;
  by: string;
  collection: string;
  /** A TID of its time by default. */
  recordKey?: string;
  /** Milliseconds since the beginning of the time that the seed covers. */
  at: number;
  value: { readonly [key: string]: PlannedValue | undefined };
  /** Not before this step. @default 0 */
  step?: number;
}

/** A plan in the making. */
export interface Draft {
  readonly records: PlannedRecord[];
  readonly pictures: Map<string, PlannedPicture>;
  /** Adds a record; those to whose CID it refers must have been added before. */
  add(record: NewRecord): PlannedRecord;
  get(id: string): PlannedRecord;
}

/** @param begin - Milliseconds since 1970 at which the time that the seed covers begins. */
export function createDraft(begin: number): Draft {
  const records: PlannedRecord[] = [];
  const byId = new Map<string, PlannedRecord>();
  const get = (id: string): PlannedRecord => {
    const record = byId.get(id);
    if (record === undefined) throw new Error(`the seed refers to ${id}, which is not there (yet)`);
    return record;
  };
  return {
    records,
    pictures: new Map(),
    get,
    add: ({ id = `record-${records.length}`, by, collection, recordKey, at, value, step = 0 }) => {
      if (byId.has(id)) throw new Error(`the seed holds ${id} twice`);
      const time = begin + at;
      const record: PlannedRecord = {
        id,
        by,
        collection,
        recordKey: recordKey ?? toTid(time, records.length),
        value: { $type: collection, createdAt: new Date(time).toISOString(), ...value },
        step: Math.max(step, ...referred(value).map((other) => get(other).step + 1)),
      };
      records.push(record);
      byId.set(id, record);
      return record;
    },
  };
}

/** Ids of the records to whose CID a value refers. */
function referred(value: PlannedValue | undefined): string[] {
  if (typeof value !== "object") return [];
  if ("$seed" in value && value.$seed === "ref") return [String(value.record)];
  return Object.values(value).flatMap(referred);
}
