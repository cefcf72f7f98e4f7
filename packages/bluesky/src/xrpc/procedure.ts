import type { Check } from "../schema/Check.ts";
import type { BodyDecoder, BodyEncoder } from "./Body.ts";
import { encodeBinary } from "./encodeBinary.ts";
import { makeOperation } from "./makeOperation.ts";

/** Makes a procedure. Called by generated code, whose annotation says which. */
export function procedure<P>(
  nsid: string,
  input?: Check | BodyEncoder | string,
  output?: Check | BodyDecoder,
  params?: Check,
): P {
  const encoder = typeof input === "string" ? encodeBinary(input) : input;
  // The annotation at the call and these arguments come from the same lexicon.
  return makeOperation({ nsid, kind: "procedure", "~params": params, "~input": encoder, "~output": output }) as P;
}
