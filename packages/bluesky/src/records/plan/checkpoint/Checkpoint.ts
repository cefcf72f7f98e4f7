import { isRecordKey } from "../../../syntax/recordKey.ts";
import type { Write } from "../../single/buildWrite.ts";
import { writePlanError } from "../contract/WritePlanError.ts";
import type { PlanState } from "../state/PlanState.ts";
import { areDigests } from "../writes/digestWrites.ts";
import { POINTS } from "../writes/PlannedWrite.ts";

/** A plan between two runs, as JSON. No limit is `null`, because JSON has no infinity. */
export interface Checkpoint {
  readonly v: 2;
  readonly total: number;
  readonly done: number;
  readonly points: number;
  readonly hash: number;
  readonly digests: string;
  /** When it was planned. It is not the time of the keys, because not every write has a key that was made. */
  readonly moment: number;
  /** Keys that were made, in order: see `encodeTidRuns`. */
  readonly keys: readonly string[];
  readonly limits: { readonly hour: number | null; readonly day: number | null };
  readonly batchSize: number;
  readonly spent: readonly (readonly [at: number, points: number])[];
  readonly repo?: string | undefined;
  readonly pending?: number | undefined;
  readonly blockedUntil?: number | undefined;
  /** The writes that are not done, where the checkpoint is to be all that it takes. */
  readonly writes?: readonly CheckpointWrite[] | undefined;
}

/** `made` is 1 where the key was made for the write; `repo` is the repository that the write names, if it does. */
export type CheckpointWrite = readonly [
  action: Write["action"],
  collection: string,
  rkey: string,
  made: 0 | 1,
  record: object | null,
  repo: string | null,
];

/** The state of a plan as a string. */
export function encodeCheckpoint(state: PlanState): string {
  const { total, done, points, hash, digests, moment, keys, batchSize, budget, repo, pending, clock } = state;
  const { blockedUntil, first, selfContained } = state;
  const now = clock.now();
  const left = selfContained ? state.writes.slice(done - first) : undefined;
  const checkpoint: Checkpoint = {
    v: 2,
    total,
    done,
    points,
    hash,
    digests,
    moment,
    repo,
    pending,
    limits: budget.limits,
    batchSize,
    blockedUntil: blockedUntil > now ? blockedUntil : undefined,
    spent: budget.spent(now).map(({ at, points: spent }) => [at.getTime(), spent]),
    keys,
    writes: left?.map(({ keyMade, write }) => [
      write.action,
      write.schema.nsid,
      write.rkey,
      keyMade ? 1 : 0,
      write.record ?? null,
      write.repo ?? null,
    ]),
  };
  return JSON.stringify(checkpoint);
}

/** @throws {WritePlanError} `invalid_checkpoint` */
export function decodeCheckpoint(text: string): Checkpoint {
  let value: Checkpoint;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw writePlanError("invalid_checkpoint", "expected the JSON that `checkpoint()` gave", { cause });
  }
  const wrong = wrongPart(Object(value));
  if (wrong === undefined) return value;
  throw writePlanError("invalid_checkpoint", `expected what \`checkpoint()\` gave: \`${wrong}\` is missing or wrong`);
}

/** The first property that cannot be right. */
function wrongPart(given: Partial<Checkpoint>): keyof Checkpoint | undefined {
  const { v, total, done, points, hash, digests, moment, keys, limits, batchSize, spent } = given;
  const { repo, pending, blockedUntil, writes } = given;
  const from = isCount(done) ? done : 0;
  const checks: Record<keyof Checkpoint, boolean> = {
    v: v === 2,
    total: isCount(total),
    done: isCount(done, total),
    points: isCount(points),
    hash: isCount(hash),
    digests: areDigests(digests, total ?? 0),
    moment: Number.isFinite(moment),
    keys: Array.isArray(keys) && keys.every((run) => /^[2-7a-z]{13}(?:\+\d{1,9})?$/.test(run)),
    limits: [limits?.hour, limits?.day].every((limit) => limit === null || isPositive(limit)),
    batchSize: isPositive(batchSize) && isCount(batchSize, 200),
    spent: Array.isArray(spent) && spent.every((one) => Number.isFinite(one?.[0]) && isCount(one?.[1])),
    repo: repo === undefined || typeof repo === "string",
    pending: pending === undefined || (isCount(pending, total) && pending > from),
    blockedUntil: blockedUntil === undefined || Number.isFinite(blockedUntil),
    writes:
      writes === undefined ||
      (Array.isArray(writes) && writes.length === (total ?? 0) - from && writes.every((write) => isWrite(write))),
  };
  for (const [name, right] of Object.entries(checks)) if (!right) return name as keyof Checkpoint; // its own keys
  return undefined;
}

function isCount(value: unknown, most: number = Number.MAX_SAFE_INTEGER): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= most;
}

function isPositive(value: unknown): boolean {
  return typeof value === "number" && value > 0;
}

function isWrite(write: CheckpointWrite): boolean {
  if (!Array.isArray(write)) return false;
  const [action, collection, rkey, made, record, repo] = write;
  return (
    Object.hasOwn(POINTS, action) &&
    typeof collection === "string" &&
    isRecordKey(rkey) &&
    (made === 0 || made === 1) &&
    (typeof record === "object" && record !== null) === (action !== "delete") &&
    (repo === null || typeof repo === "string")
  );
}
