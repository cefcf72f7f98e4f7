import type { CallOptions } from "../../../xrpc/contract/Call.ts";
import type { SubjectRef } from "../../refs/PostRef.ts";
import type { WhoCanQuote, WhoCanReply } from "../compose/Gates.ts";

/** One post of a draft: what the service keeps of it. */
export interface DraftPart {
  /** Up to 1,000 graphemes, more than a post has. Facets are not kept: they are found when it is posted. */
  readonly text: string;
  /** The post, feed, list, starter pack or labeler that it quotes. */
  readonly quote?: SubjectRef | undefined;
  /** The URL of a link card. */
  readonly link?: string | undefined;
  /** Labels that its author puts on it: `nudity`, `graphic-media` ... */
  readonly labels?: readonly string[] | undefined;
}

/** Options of `saveDraft`. */
export interface SaveDraftOptions extends CallOptions {
  /** The draft that it replaces. @default none: it is a new one */
  readonly id?: string | undefined;
  /** The languages that it is in: `en`, `pt-BR` ... */
  readonly langs?: readonly string[] | undefined;
  /** Who will be able to reply. @default "everybody" */
  readonly whoCanReply?: WhoCanReply | undefined;
  /** Who will be able to quote it. @default "everybody" */
  readonly whoCanQuote?: WhoCanQuote | undefined;
  /** A UUID of the device that it is written on. */
  readonly deviceId?: string | undefined;
  /** The name of that device, for people. */
  readonly deviceName?: string | undefined;
}

/** A draft that was saved. */
export interface SavedDraft {
  /** A TID. */
  readonly id: string;
  /** `false`: there was the very same draft already. */
  readonly done: boolean;
}
