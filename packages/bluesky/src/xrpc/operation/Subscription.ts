import type { Check } from "../../schema/checks/Check.ts";
import { bodySchema, type Schema } from "../../schema/Schema.ts";

/** A stream of events: its parameters and messages. `bluesky/stream` opens one. */
export interface Subscription<Params, Message, ErrorName extends string = never> {
  /** The NSID of the subscription. */
  readonly nsid: string;
  readonly kind: "subscription";
  /** The schema of the parameters. */
  readonly params: Schema<Params>;
  /** The schema of the messages. */
  readonly message: Schema<Message>;
  /** The names of the errors that the lexicon declares. A type only: there is nothing here at run time. */
  readonly "~error"?: ErrorName;
}

/** Makes a subscription. Called by generated code, whose annotation says which. */
export function subscription<S>(nsid: string, params?: Check, message?: Check): S {
  const anything: Check = () => undefined;
  const made: Subscription<unknown, unknown> = {
    nsid,
    kind: "subscription",
    params: bodySchema(`${nsid}#params`, params ?? anything),
    message: bodySchema(`${nsid}#message`, message ?? anything),
  };
  return made as S; // the annotation at the call and these arguments come from the same lexicon
}
