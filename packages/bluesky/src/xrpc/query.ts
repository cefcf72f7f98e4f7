import type { Check } from "../schema/Check.ts";
import type { BodyDecoder } from "./Body.ts";
import { makeOperation, schemaOf } from "./makeOperation.ts";
import type { Via } from "./Via.ts";

/** Makes a query. Called by generated code, whose annotation says which. */
export function query<Q>(nsid: string, params?: Check, output?: Check | BodyDecoder, _?: undefined, via?: Via): Q {
  // The annotation at the call and these arguments come from the same lexicon.
  return makeOperation({
    nsid,
    kind: "query",
    params: schemaOf(nsid, "params", params),
    output: schemaOf(nsid, "output", output),
    "~via": via,
  }) as Q;
}
