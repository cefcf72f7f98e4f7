import type { Check } from "../schema/Check.ts";
import type { BodyDecoder } from "./Body.ts";
import { decodeBinary } from "./decodeBinary.ts";
import { decodeLines } from "./decodeLines.ts";
import { makeOperation } from "./makeOperation.ts";

/** Makes a query. Called by generated code, whose annotation says which. */
export function query<Q>(nsid: string, params?: Check, output?: Check | BodyDecoder | string): Q {
  const decoder =
    typeof output === "string" ? (output === "application/jsonl" ? decodeLines : decodeBinary)(output) : output;
  // The annotation at the call and these arguments come from the same lexicon.
  return makeOperation({ nsid, kind: "query", "~params": params, "~output": decoder }) as Q;
}
