import type { Call } from "./Call.ts";

/** Says which service an operation is passed on to, as `did#service`: `false` for none, undefined for that of the client. */
export type Via = (call: Call) => string | false | undefined;
