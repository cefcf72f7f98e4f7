import { decode, encode } from "@atproto/lex-cbor";
import { cidForCbor } from "@atproto/lex-data";
import { type JsonValue, jsonToLex, lexToJson } from "@atproto/lex-json";
import { createClient } from "../../../xrpc/client/createClient.ts";
import type { Client } from "../../../xrpc/contract/Call.ts";

export const DID = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";

/**
 * What becomes of a request: it is answered; it is lost on its way there; it is done, and its answer is lost, after something else
 * was done where that is a function; it is done when the next write comes, or when all is over; or it is answered otherwise.
 */
export type Fate = "answered" | "lost" | "unanswered" | "late" | (() => void | Promise<void>) | Response;

/** A repository as the official server keeps it: by its own libraries. */
export interface FakePds {
  readonly client: Client;
  /** What is there, by collection and key: as the server gives it. */
  readonly records: Map<string, { readonly cid: string; readonly value: JsonValue }>;
  /** What was asked, in order: the names of the operations. */
  readonly asked: string[];
  /** Puts a record there, as another device does. */
  write(path: string, value: object): Promise<void>;
  /** Carries out what is late. */
  end(): Promise<void>;
}

interface Write {
  readonly action: "create" | "put" | "update" | "delete";
  readonly path: string;
  readonly value?: JsonValue;
}

const failure = (status: number, error: string): Response => Response.json({ error, message: error }, { status });

/** @param fate says what becomes of a request, by its operation and its place among those of its kind, from 1 on */
export function fakePds(fate: (operation: string, count: number) => Fate = () => "answered"): FakePds {
  const records: FakePds["records"] = new Map();
  const asked: string[] = [];
  const late: (() => Promise<Response>)[] = [];

  const write: FakePds["write"] = async (path, value) => {
    records.set(path, await stored(value as JsonValue));
  };
  const end: FakePds["end"] = async () => {
    for (const each of late.splice(0)) await each();
  };

  async function get(params: URLSearchParams): Promise<Response> {
    const path = `${params.get("collection")}/${params.get("rkey")}`;
    const record = records.get(path);
    return record ? Response.json({ uri: `at://${DID}/${path}`, ...record }) : failure(400, "RecordNotFound");
  }

  /** One commit: all of it or nothing. */
  async function commit(operation: string, input: Record<string, unknown>): Promise<Response> {
    const pathOf = ({ collection, rkey }: Record<string, unknown>): string => `${collection}/${rkey}`;
    const writes: Write[] =
      operation === "applyWrites"
        ? (input.writes as Record<string, JsonValue>[]).map(({ $type, value, ...place }) => {
            const action = `${$type}`.split("#")[1] as Write["action"]; // of the three there are
            return { action, path: pathOf(place), ...(value !== undefined && { value }) };
          })
        : [
            {
              action: operation.replace("Record", "") as Write["action"], // of the three there are
              path: pathOf(input),
              ...("record" in input && { value: input.record as JsonValue }),
            },
          ];
    const { swapRecord } = input;
    const next = new Map<string, Awaited<ReturnType<typeof stored>> | undefined>();
    const results: object[] = [];
    for (const { action, path, value } of writes) {
      const before = records.get(path);
      const after = value === undefined ? undefined : await stored(value).catch(() => undefined);
      if (value !== undefined && !after) return failure(500, "InternalServerError");
      if (action === "put" && before && before.cid === after?.cid) {
        return Response.json({ uri: `at://${DID}/${path}`, cid: after.cid, validationStatus: "unknown" });
      }
      if (action === "delete" && operation === "deleteRecord" && !before) return Response.json({});
      if (swapRecord !== undefined && (swapRecord ?? undefined) !== before?.cid) return failure(400, "InvalidSwap");
      if (action === "create" && before) return failure(500, "InternalServerError");
      if (operation === "applyWrites" && action !== "create" && !before) return failure(500, "InternalServerError");
      next.set(path, after);
      results.push({
        $type: `com.atproto.repo.applyWrites#${action}Result`,
        ...(after && { uri: `at://${DID}/${path}`, cid: after.cid, validationStatus: "unknown" }),
      });
    }
    for (const [path, record] of next) {
      if (record) records.set(path, record);
      else records.delete(path);
    }
    const { cid } = await stored({ commit: asked.length });
    const done = { commit: { cid, rev: "3jzfcijpj2z2a" } };
    return Response.json(
      operation === "applyWrites" ? { ...done, results } : { ...results[0], $type: undefined, ...done },
    );
  }

  async function answer(path: string, init: RequestInit): Promise<Response> {
    const { pathname, searchParams } = new URL(path, "https://pds.test");
    const operation = pathname.split(".").at(-1) ?? "";
    asked.push(operation);
    const chosen = fate(operation, asked.filter((one) => one === operation).length);
    if (chosen === "lost") throw new TypeError("fetch failed");
    if (chosen instanceof Response) return chosen;
    if (operation === "getRecord") {
      if (typeof chosen === "function") await chosen();
      return get(searchParams);
    }
    await end();
    const input = JSON.parse(`${init.body}`);
    if (chosen === "late") {
      late.push(() => commit(operation, input));
      throw new TypeError("fetch failed");
    }
    const answered = await commit(operation, input);
    if (chosen === "answered") return answered;
    if (chosen !== "unanswered") await chosen();
    throw new TypeError("fetch failed");
  }

  const client = createClient({ session: { did: DID, fetchHandler: answer }, retry: { baseDelay: 1 } });
  return { client, records, asked, write, end };
}

/** A record as it is after it was stored. */
async function stored(value: JsonValue): Promise<{ cid: string; value: JsonValue }> {
  const bytes = encode(jsonToLex(value));
  return { cid: `${await cidForCbor(bytes)}`, value: lexToJson(decode(bytes)) };
}
