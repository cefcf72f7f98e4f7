import type { Check } from "../schema/Check.ts";
import type { BodyDecoder, BodyEncoder } from "./Body.ts";
import { makeOperation, schemaOf } from "./makeOperation.ts";
import type { Via } from "./Via.ts";

/** Makes a procedure. Called by generated code, whose annotation says which. */
export function procedure<P>(
  nsid: string,
  input?: Check | BodyEncoder,
  output?: Check | BodyDecoder,
  params?: Check,
  via?: Via,
): P {
  // The annotation at the call and these arguments come from the same lexicon.
  const definition = {
    nsid,
    kind: "procedure",
    params: schemaOf(nsid, "params", params),
    input: schemaOf(nsid, "input", input),
    output: schemaOf(nsid, "output", output),
    "~via": via,
  } as const;
  return makeOperation(definition) as P;
}
