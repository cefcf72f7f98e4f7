import { isAppeal, sameReasons } from "./reportReasons.ts";

/** What a labeler says it takes. What it does not say is not limited; of an empty list it takes nothing. */
export interface LabelerScope {
  /** The labeler. */
  readonly did: string;
  /** The reasons that it takes, as the lexicon has them. */
  readonly reasonTypes?: readonly string[] | undefined;
  /** What it takes reports of: `account`, `record`, `chat`. */
  readonly subjectTypes?: readonly string[] | undefined;
  /** The collections of the records that it takes. */
  readonly subjectCollections?: readonly string[] | undefined;
}

/** What is reported, as far as labelers choose by it: an account, or a record of a collection. */
export interface Reported {
  readonly collection?: string | undefined;
}

/** What a labeler does with a report: the reason that it is sent under, or why it does not take it. */
export type Taken = { readonly reasonType: string } | { readonly refusal: string };

/**
 * Whether a labeler takes a report. The collections that it declares are those of records: who declares accounts takes them
 * whatever these are.
 *
 * @see https://github.com/bluesky-social/proposals/tree/main/0007-mod-report-routing
 */
export function takes(labeler: LabelerScope, { collection }: Reported, reasonType: string): Taken {
  const { did, reasonTypes, subjectTypes, subjectCollections } = labeler;
  const same = sameReasons(reasonType);
  const sent = reasonTypes ? same.find((reason) => reasonTypes.includes(reason)) : reasonType;
  if (isAppeal(reasonType)) return { reasonType: sent ?? reasonType };
  const type = collection === undefined ? "account" : "record";
  if (subjectTypes && !subjectTypes.includes(type)) {
    return { refusal: `${did} takes no ${type}s, only: ${listed(subjectTypes)}` };
  }
  if (collection !== undefined && subjectCollections && !subjectCollections.includes(collection)) {
    return { refusal: `${did} takes no records of ${collection}, only of: ${listed(subjectCollections)}` };
  }
  if (sent === undefined) return { refusal: `${did} does not take ${reasonType}, only: ${listed(reasonTypes ?? [])}` };
  return { reasonType: sent };
}

/** How many of a list a message names. The field of the error has all. */
const NAMED = 8;

function listed(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  const rest = names.length - NAMED;
  return names.slice(0, NAMED).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}
