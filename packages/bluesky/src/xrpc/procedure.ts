import type { Check } from "../schema/Check.ts";
import type { BodyDecoder, BodyEncoder } from "./Body.ts";
import { makeOperation } from "./makeOperation.ts";

/** Makes a procedure. Called by generated code, whose annotation says which. */
export function procedure<P>(
  nsid: string,
  input?: Check | BodyEncoder,
  output?: Check | BodyDecoder,
  params?: Check,
): P {
  // The annotation at the call and these arguments come from the same lexicon.
  return makeOperation({ nsid, kind: "procedure", "~params": params, "~input": input, "~output": output }) as P;
}
