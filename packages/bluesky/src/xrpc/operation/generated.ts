import type { Check } from "../../schema/checks/Check.ts";
import { bodySchema, inputSchema } from "../../schema/Schema.ts";
import type { BodyDecoder, BodyEncoder, Definition, Via } from "../contract/Call.ts";
import { makeOperation } from "./makeOperation.ts";
import { pagedMethods } from "./paging.ts";

// What generated code makes operations with. The annotation at a call of one of these and its arguments come from the same
// lexicon. They take positions in place of names because there are hundreds of calls.

/** Makes a query. */
export function query<Q>(nsid: string, params?: Check, output?: Check | BodyDecoder, _?: undefined, via?: Via): Q {
  return makeOperation(defineParts("query", nsid, params, output, via)) as Q;
}

/** Makes a query that pages. `items` names the array of its output, or is empty where there are several. */
export function pagedQuery<Q>(nsid: string, params: Check | undefined, output: Check, items: string, via?: Via): Q {
  const definition = defineParts("query", nsid, params, output, via);
  return makeOperation({ ...definition, "~items": items }, pagedMethods(items)) as Q;
}

/** Makes a procedure. */
export function procedure<P>(
  nsid: string,
  input?: Check | BodyEncoder,
  output?: Check | BodyDecoder,
  params?: Check,
  via?: Via,
): P {
  const definition = defineParts("procedure", nsid, params, output, via);
  return makeOperation({ ...definition, input: toInput(nsid, input) }) as P;
}

/** Makes a procedure that pages by a cursor in its input. `items` names the array of its output. */
export function pagedProcedure<P>(nsid: string, input: Check | undefined, output: Check, items: string, via?: Via): P {
  const definition = defineParts("procedure", nsid, undefined, output, via);
  return makeOperation({ ...definition, input: toInput(nsid, input), "~items": items }, pagedMethods(items)) as P;
}

/** What queries and procedures have in common. */
function defineParts(
  kind: Definition["kind"],
  nsid: string,
  params: Check | undefined,
  output: Check | BodyDecoder | undefined,
  via: Via | undefined,
): Definition {
  return {
    nsid,
    kind,
    params: params && bodySchema(`${nsid}#params`, params),
    output: typeof output === "function" ? bodySchema(`${nsid}#output`, output) : output,
    "~via": via,
  };
}

function toInput(nsid: string, input: Check | BodyEncoder | undefined): Definition["input"] {
  return typeof input === "function" ? inputSchema(`${nsid}#input`, input) : input;
}
