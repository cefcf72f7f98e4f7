import type { Check } from "../schema/Check.ts";
import { makeOperation, schemaOf } from "./makeOperation.ts";
import { pagedMethods } from "./paging.ts";
import type { Via } from "./Via.ts";

/** Makes a procedure that pages by a cursor in its input. `items` names the array of its output. Called by generated code. */
export function pagedProcedure<P>(
  nsid: string,
  input: Check | undefined,
  output: Check | undefined,
  items: string,
  via?: Via,
): P {
  const definition = {
    nsid,
    kind: "procedure",
    input: schemaOf(nsid, "input", input),
    output: schemaOf(nsid, "output", output),
    "~items": items,
    "~via": via,
  } as const;
  // The annotation at the call and these arguments come from the same lexicon.
  return makeOperation(definition, pagedMethods) as P;
}
