import { findMisfit } from "../../../data/findMisfit.ts";
import { invalidData } from "../../../data/InvalidDataError.ts";
import type { RecordSchema } from "../../../schema/RecordSchema.ts";
import type { Level } from "../../../schema/Schema.ts";
import { nextTid } from "../../../syntax/tid.ts";
import { utf8Length } from "../../../syntax/utf8Length.ts";
import type { Write } from "../../single/buildWrite.ts";
import { chooseNewKey, chooseRecordKey } from "../../single/chooseRecordKey.ts";
import { completeRecord } from "../../single/value/NewRecord.ts";
import { typedRecord } from "../../single/value/typedRecord.ts";
import type { PlanWriteRef } from "../contract/WritePlanError.ts";
import { hashText } from "./hashText.ts";

/** A write whose key is chosen. */
export interface PlannedWrite {
  readonly write: Write & { readonly rkey: string };
  /** The key was made for this write: a record under it can be no other than this one. */
  readonly keyMade: boolean;
  readonly points: number;
  /** What it adds to a request's body, about. */
  readonly bytes: number;
  /** Tells it from others. */
  readonly hash: number;
}

/** What a write is prepared by. */
export interface PrepareOptions {
  /** What records are held to. */
  readonly level: Level | false;
  /** What `createdAt` is filled in by, in milliseconds since 1970. */
  readonly moment: number;
  /** The key that was made for this write before, if any. */
  readonly key?: (() => string | undefined) | undefined;
}

/** What the write budget counts. */
export const POINTS: Readonly<Record<Write["action"], number>> = { create: 3, update: 2, delete: 1 };

/** What stands around a value in `applyWrites`, and then some. */
const ENVELOPE = 120;

/**
 * Chooses a write's key, fills in what its record lacks, and holds it to its schema.
 *
 * @throws {RecordsError}
 * @throws {ValidationError}
 * @throws {InvalidDataError}
 */
export function prepareWrite(given: Write, { level, moment, key }: PrepareOptions): PlannedWrite {
  const { action, schema, record = {}, repo } = given;
  const { rkey, keyMade } =
    action === "create"
      ? chooseNewKey(schema, given.rkey, () => key?.() ?? nextTid())
      : { rkey: chooseRecordKey(schema, given.rkey), keyMade: false };
  if (action === "delete") return plannedWrite({ action, schema, rkey, repo }, keyMade);
  const value = action === "create" ? completeRecord(schema, record, moment) : typedRecord(schema, record);
  if (level) schema.parse(value, { level });
  // What no repository can hold would only be refused when it is sent: days later, maybe. And JSON makes another thing of some.
  const misfit = findMisfit(value);
  if (misfit) throw invalidData(misfit);
  return plannedWrite({ action, schema, rkey, repo, record: value }, keyMade);
}

/** A write of which all is known. Its repository is not in its hash: it is one for the whole plan. */
export function plannedWrite(write: PlannedWrite["write"], keyMade: boolean): PlannedWrite {
  const text = JSON.stringify([write.action, write.schema.nsid, write.rkey, write.record]);
  return { write, keyMade, points: POINTS[write.action], bytes: utf8Length(text) + ENVELOPE, hash: hashText(text) };
}

/** The record that a write is about, within its repository. */
export function pathOf({ schema, rkey }: { readonly schema: RecordSchema<object>; readonly rkey: string }): string {
  return `${schema.nsid}/${rkey}`;
}

/** A write as an error names it. */
export function toRef({ action, schema, rkey }: Write, index: number): PlanWriteRef {
  return { index, action, collection: schema.nsid, rkey };
}
