import { cidForRecord } from "../../../data/cidFor.ts";
import type { applyWrites } from "../../../lexicons/com/atproto/repo/applyWrites.ts";
import { createClient } from "../../../xrpc/client/createClient.ts";
import type { Client } from "../../../xrpc/contract/Call.ts";

export const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

type Sent = applyWrites.Input["writes"][number];

/** What happens to a request: it is answered, it is lost on its way there, or its answer is lost on its way back. */
export type Fate = "answered" | "lost" | "unanswered" | Response;

/** One repository, as a server of the official kind keeps it, and a client for its account. */
export interface FakeRepo {
  readonly client: Client;
  /** By collection and key. */
  readonly records: Map<string, object>;
  /** How often each record was created, updated or deleted. */
  readonly counts: Map<string, number>;
  /** The batches that came in, done or not, with the moment. */
  readonly batches: { readonly at: number; readonly writes: readonly Sent[]; readonly done: boolean }[];
  /** Which records were asked for. */
  readonly lookups: string[];
}

const POINTS = { create: 3, update: 2, delete: 1 } as const;

/** What a write costs. */
export function costOf({ $type }: Sent): number {
  return POINTS[actionOf($type)];
}

function actionOf($type: Sent["$type"]): keyof typeof POINTS {
  return $type.slice($type.indexOf("#") + 1) as keyof typeof POINTS; // of the three types there are
}

/** @param options.fate decides what becomes of the requests, in their order. */
export function fakeRepo(options: {
  readonly now: () => number;
  readonly fate?: (nsid: string, count: number) => Fate | Promise<Fate>;
}): FakeRepo {
  const { now, fate = () => "answered" } = options;
  const records: FakeRepo["records"] = new Map();
  const counts: FakeRepo["counts"] = new Map();
  const batches: FakeRepo["batches"] = [];
  const lookups: string[] = [];
  let count = 0;

  /** One after the other, as a database has it: nothing is awaited before all is done. */
  const apply = async (writes: readonly Sent[]): Promise<Response> => {
    /** What changes; undefined is what is deleted. */
    const next = new Map<string, object | undefined>();
    let wrong = writes.length > 200;
    for (const write of writes) {
      const path = `${write.collection}/${write.rkey}`;
      const action = actionOf(write.$type);
      // A create needs that there is none, others that there is one.
      const present = (next.has(path) ? next.get(path) : records.get(path)) !== undefined;
      if (present === (action === "create")) wrong = true;
      next.set(path, "value" in write ? write.value : undefined);
    }
    batches.push({ at: now(), writes, done: !wrong });
    if (wrong) return Response.json({ error: "InternalServerError" }, { status: 500 });
    for (const [path, value] of next) {
      if (value) records.set(path, value);
      else records.delete(path);
      counts.set(path, (counts.get(path) ?? 0) + 1);
    }
    const results = await Promise.all(
      writes.map(async (write) => {
        const $type = `com.atproto.repo.applyWrites#${actionOf(write.$type)}Result`;
        if (!("value" in write)) return { $type };
        return { $type, uri: `at://${DID}/${write.collection}/${write.rkey}`, cid: await cidForRecord(write.value) };
      }),
    );
    return Response.json({ commit: { cid: await cidForRecord({}), rev: "3jzfcijpj2z2a" }, results });
  };

  const look = async (path: string): Promise<Response> => {
    lookups.push(path);
    const value = records.get(path);
    if (!value) return Response.json({ error: "RecordNotFound" }, { status: 400 });
    return Response.json({ uri: `at://${DID}/${path}`, cid: await cidForRecord(value), value });
  };

  const fetchHandler = async (path: string, init: RequestInit): Promise<Response> => {
    const { pathname, searchParams: params } = new URL(path, "https://pds.test");
    const chosen = await fate(pathname.slice("/xrpc/".length), ++count);
    if (chosen === "lost") throw new TypeError("fetch failed");
    if (chosen instanceof Response) return chosen;
    const answer = pathname.endsWith("getRecord")
      ? await look(`${params.get("collection")}/${params.get("rkey")}`)
      : await apply(JSON.parse(`${init.body}`).writes);
    if (chosen === "unanswered") throw new TypeError("fetch failed");
    init.signal?.throwIfAborted();
    return answer;
  };
  const client = createClient({ session: { did: DID, fetchHandler }, retry: false });
  return { client, records, counts, batches, lookups };
}
