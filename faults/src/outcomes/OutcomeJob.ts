import { encode } from "@atproto/lex-cbor";
import { cidForCbor } from "@atproto/lex-data";
import { type JsonValue, jsonToLex } from "@atproto/lex-json";
import type { Client } from "bluesky/client";
import { applyWrites, buildWrite, create, deleteRecord, put, update } from "bluesky/records";
import { nextTid } from "bluesky/syntax";
import type { DrawnRecord, DrawnWrite } from "./drawWrites.ts";
import type { LedgerEntry } from "./plainRepo.ts";

/** The property of each record that says which part of which job has written it. */
export const MARK = "x-job";

/** What a job does to one record. */
interface Part {
  readonly action: "create" | "put" | "delete";
  readonly collection: string;
  /** None: it is made, and the mark tells. */
  readonly rkey: string | undefined;
  /** The mark before and after. None: there is no record. */
  readonly before: string | undefined;
  readonly after: string | undefined;
  /** What is sent; undefined of a delete. */
  readonly record: object | undefined;
}

/** A write that has been drawn, and how it is told what became of it. */
export interface OutcomeJob {
  readonly name: string;
  readonly drawn: DrawnWrite;
  readonly parts: readonly Part[];
  /** What is there before. */
  readonly given: readonly { readonly collection: string; readonly rkey: string; readonly value: object }[];
  /** Makes the write. @returns the CIDs of its parts, as far as it says them */
  run(client: Client): Promise<readonly (string | undefined)[]>;
}

const sends = { validate: { request: false }, serverValidation: false } as const;

export function makeJob(given: DrawnWrite, number: number): OutcomeJob {
  const { kind, swap } = given;
  // Of what replaces any version, and of what deletes any, the last one wins: whether it was done then is not asked.
  const contested = given.contested && (swap || (kind !== "put" && kind !== "delete"));
  return jobOf({ ...given, contested }, number);
}

function jobOf(drawn: DrawnWrite, number: number): OutcomeJob {
  const { kind, swap } = drawn;
  const given: OutcomeJob["given"][number][] = [];
  const name = `${kind} ${number}${drawn.contested ? ", contested" : ""}`;
  const options = drawn.validate ? { serverValidation: false } : sends;

  const part = (index: number, action: Part["action"], there: boolean, rkey: string | undefined = nextTid()): Part => {
    const { schema, value } = recordOf(drawn, index);
    const mark = `${number}.${index}`;
    const before = there ? `${mark}.old` : undefined;
    if (there) given.push({ collection: schema.nsid, rkey: `${rkey}`, value: { $type: schema.nsid, [MARK]: before } });
    const after = action === "delete" ? undefined : `${mark}.new`;
    return {
      action,
      collection: schema.nsid,
      rkey,
      before,
      after,
      record: after ? { ...value, [MARK]: after } : undefined,
    };
  };

  switch (kind) {
    case "create": {
      // Only of a key that is said others can know.
      const said = drawn.keyGiven || drawn.contested ? nextTid() : undefined;
      const one: Part = { ...part(0, "create", false), rkey: said };
      const run = async (client: Client): Promise<readonly string[]> => {
        const { cid } = await create(client, recordOf(drawn, 0).schema, one.record ?? {}, { ...options, rkey: said });
        return [cid];
      };
      return { name, drawn, parts: [one], given, run };
    }
    case "put": {
      const one = part(0, "put", drawn.there);
      const { schema } = recordOf(drawn, 0);
      const run = async (client: Client): Promise<readonly string[]> => {
        const swapRecord = swap ? await cidOf(given[0]?.value) : undefined;
        const { cid } = await put(client, schema, one.rkey ?? "", one.record ?? {}, {
          ...options,
          swapRecord: swap ? (swapRecord ?? null) : undefined,
        });
        return [cid];
      };
      return { name, drawn, parts: [one], given, run };
    }
    case "delete": {
      const one = part(0, "delete", drawn.there);
      const run = async (client: Client): Promise<readonly undefined[]> => {
        const swapRecord = swap ? await cidOf(given[0]?.value) : undefined;
        await deleteRecord(client, recordOf(drawn, 0).schema, one.rkey ?? "", { swapRecord });
        return [undefined];
      };
      return { name, drawn, parts: [one], given, run };
    }
    case "update": {
      const one = part(0, "put", drawn.there);
      const run = async (client: Client): Promise<readonly string[]> => {
        const { schema } = recordOf(drawn, 0);
        const { cid } = await update(client, schema, one.rkey ?? "", () => one.record ?? {}, {
          ...options,
          initial: {},
          validate: { request: drawn.validate ? "strict" : false, response: false },
        });
        return [cid];
      };
      return { name, drawn, parts: [one], given, run };
    }
    case "applyWrites": {
      const said = drawn.keyGiven ? nextTid() : undefined;
      const first: Part = { ...part(0, "create", false), rkey: said };
      const second = part(1, "put", true);
      const third = part(2, "delete", true);
      const [a, b, c] = [0, 1, 2].map((index) => recordOf(drawn, index).schema);
      const run = async (client: Client): Promise<readonly (string | undefined)[]> => {
        if (!a || !b || !c) throw new TypeError("three records are drawn");
        const writes = [
          buildWrite.create(a, first.record ?? {}, { rkey: said }),
          buildWrite.update(b, second.rkey ?? "", second.record ?? {}),
          buildWrite.delete(c, third.rkey ?? ""),
        ];
        // In any order: what is looked for first is not always what tells.
        const turned = drawn.swap ? writes.reverse() : writes;
        const cids = (await applyWrites(client, turned, options)).results.map(({ cid }) => cid);
        return drawn.swap ? cids.reverse() : cids;
      };
      return { name, drawn, parts: [first, second, third], given, run };
    }
  }
}

function recordOf({ records }: DrawnWrite, index: number): DrawnRecord {
  const record = records[index];
  if (!record) throw new TypeError("three records are drawn");
  return record;
}

/** What became of a job: `done`, `undone`; or `over` where another has written a record since; or what must not be. */
export type JobState = "done" | "undone" | "over" | "half done" | "doubled" | "lost";

/** What became of it, as the ledger of each collection tells. */
export function stateOf(job: OutcomeJob, ledger: ReadonlyMap<string, readonly LedgerEntry[]>): JobState {
  const states = new Set(
    job.parts.map((part): JobState => {
      const { collection, rkey, before, after } = part;
      const entries = ledger.get(collection) ?? [];
      const marked = entries.filter(({ value }) => after !== undefined && value[MARK] === after);
      if (marked.length > 1) return "doubled";
      if (marked.length === 1) return rkey === undefined || marked[0]?.rkey === rkey ? "done" : "half done";
      const there = entries.find((entry) => entry.rkey === rkey)?.value[MARK];
      if (there === OTHER) return "over";
      if (there === before) return before === after ? "done" : "undone";
      return there === after ? "done" : "lost";
    }),
  );
  // Of one that was overwritten only what was overwritten tells nothing.
  if (states.has("over")) states.delete("done");
  const [state, ...others] = states;
  return others.length > 0 ? "half done" : (state ?? "lost");
}

/** The mark of those who overwrite. */
export const OTHER = "another";

/** The CIDs that the records of a job must have where it was done, by the official libraries. */
export function expectedCids({ parts }: OutcomeJob): Promise<(string | undefined)[]> {
  return Promise.all(
    parts.map(async ({ record, collection }) => record && cidOf({ $type: collection, ...json(record) })),
  );
}

function json(value: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(value));
}

/** How deep containers may be nested: the official libraries do not ask. */
const DEEPEST = 32;

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** The CID of a record as the official libraries have it. @returns undefined of what is not of the data model */
export async function cidOf(record: object | undefined): Promise<string | undefined> {
  if (!record || depthOf(record) > DEEPEST) return undefined;
  try {
    const lex = jsonToLex(JSON.parse(JSON.stringify(record)) as JsonValue, { strict: true });
    return `${await cidForCbor(encode(lex))}`;
  } catch {
    return undefined;
  }
}
