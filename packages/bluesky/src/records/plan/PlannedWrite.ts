import { encodeCbor } from "../../data/encodeCbor.ts";
import type { RecordSchema } from "../../schema/RecordSchema.ts";
import type { Level } from "../../schema/Schema.ts";
import { nextTid } from "../../syntax/tid.ts";
import { utf8Length } from "../../syntax/utf8Length.ts";
import { chooseRecordKey } from "../chooseRecordKey.ts";
import type { Write } from "../Write.ts";
import { hashText } from "./hashText.ts";
import type { PlanWriteRef } from "./WritePlanError.ts";

/** A write whose key is chosen. */
export interface PlannedWrite {
  readonly write: Write & { readonly rkey: string };
  /** The key was made for this write: a record under it can be no other than this one. */
  readonly made: boolean;
  readonly points: number;
  /** What it adds to a request's body, about. */
  readonly bytes: number;
  /** Tells it from others. */
  readonly hash: number;
}

/** What the write budget counts. */
export const POINTS: Readonly<Record<Write["action"], number>> = { create: 3, update: 2, delete: 1 };

/** What stands around a value in `applyWrites`, and then some. */
const ENVELOPE = 120;

/**
 * Chooses a write's key, fills its record's type in, and holds it to its schema.
 *
 * @throws RecordsError, ValidationError, InvalidDataError
 */
export function prepareWrite(given: Write, level: Level | false, madeBefore?: () => string | undefined): PlannedWrite {
  const { action, schema, record } = given;
  let made = false;
  const make = (): string => {
    made = true;
    return madeBefore?.() ?? nextTid();
  };
  const rkey = chooseRecordKey(schema, given.rkey, action === "create" ? make : undefined);
  if (action === "delete") return plannedWrite({ action, schema, rkey }, made);
  const value = { $type: schema.nsid, ...record };
  if (level) schema.parse(value, { level });
  // What no repository can hold would only be refused when it is sent: days later, maybe.
  encodeCbor(value);
  return plannedWrite({ action, schema, rkey, record: value }, made);
}

export function plannedWrite(write: PlannedWrite["write"], made: boolean): PlannedWrite {
  const text = JSON.stringify([write.action, write.schema.nsid, write.rkey, write.record]);
  return { write, made, points: POINTS[write.action], bytes: utf8Length(text) + ENVELOPE, hash: hashText(text) };
}

/** The record that a write is about, within its repository. */
export function pathOf({ schema, rkey }: { readonly schema: RecordSchema<object>; readonly rkey: string }): string {
  return `${schema.nsid}/${rkey}`;
}

/** A write as an error names it. */
export function toRef({ action, schema, rkey }: Write, index: number): PlanWriteRef {
  return { index, action, collection: schema.nsid, rkey };
}
