import type { Check } from "../schema/Check.ts";
import { makeOperation, schemaOf } from "./makeOperation.ts";
import { pagedMethods } from "./paging.ts";
import type { Via } from "./Via.ts";

/** Makes a query that pages. `items` names the array of its output. Called by generated code. */
export function pagedQuery<Q>(
  nsid: string,
  params: Check | undefined,
  output: Check | undefined,
  items: string,
  via?: Via,
): Q {
  const definition = {
    nsid,
    kind: "query",
    params: schemaOf(nsid, "params", params),
    output: schemaOf(nsid, "output", output),
    "~items": items,
    "~via": via,
  } as const;
  // The annotation at the call and these arguments come from the same lexicon.
  return makeOperation(definition, pagedMethods) as Q;
}
