import type { Check } from "../../schema/Check.ts";
import { bodySchema } from "../../schema/Schema.ts";
import type { BodyDecoder, BodyEncoder, Definition, Via } from "../contract/Call.ts";
import { makeOperation } from "./makeOperation.ts";
import { pagedMethods } from "./paging.ts";

// What generated code makes operations with. The annotation at a call of one of these and its arguments come from the same
// lexicon. They take positions in place of names because there are hundreds of calls.

/** Makes a query. */
export function query<Q>(nsid: string, params?: Check, output?: Check | BodyDecoder, _?: undefined, via?: Via): Q {
  return makeOperation(define("query", nsid, params, undefined, output, via)) as Q;
}

/** Makes a query that pages. `items` names the array of its output. */
export function pagedQuery<Q>(nsid: string, params: Check | undefined, output: Check, items: string, via?: Via): Q {
  const definition = define("query", nsid, params, undefined, output, via);
  return makeOperation({ ...definition, "~items": items }, pagedMethods) as Q;
}

/** Makes a procedure. */
export function procedure<P>(
  nsid: string,
  input?: Check | BodyEncoder,
  output?: Check | BodyDecoder,
  params?: Check,
  via?: Via,
): P {
  return makeOperation(define("procedure", nsid, params, input, output, via)) as P;
}

/** Makes a procedure that pages by a cursor in its input. `items` names the array of its output. */
export function pagedProcedure<P>(nsid: string, input: Check | undefined, output: Check, items: string, via?: Via): P {
  const definition = define("procedure", nsid, undefined, input, output, via);
  return makeOperation({ ...definition, "~items": items }, pagedMethods) as P;
}

function define(
  kind: Definition["kind"],
  nsid: string,
  params: Check | undefined,
  input: Check | BodyEncoder | undefined,
  output: Check | BodyDecoder | undefined,
  via: Via | undefined,
): Definition {
  return {
    nsid,
    kind,
    params: schemaOf(nsid, "params", params),
    input: schemaOf(nsid, "input", input),
    output: schemaOf(nsid, "output", output),
    "~via": via,
  };
}

/** The schema of what an operation takes or gives, where it is JSON. */
function schemaOf<Codec extends object = never>(
  nsid: string,
  part: "params" | "input" | "output",
  body: Check | Codec | undefined,
): ReturnType<typeof bodySchema> | Codec | undefined {
  return typeof body === "function" ? bodySchema(`${nsid}#${part}`, body as Check) : body; // no other is a function
}
