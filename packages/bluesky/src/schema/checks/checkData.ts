import { findMisfit } from "../../data/findMisfit.ts";
import { isSecret } from "../../errors/isSecret.ts";
import type { Issue } from "../issues/Issue.ts";
import type { WholeCheck } from "./validate.ts";

/**
 * Holds a value to the data model, also where its lexicon says nothing of it: JSON would change it on its way to a server.
 * What a server sends is not held to it: nothing is lost on that way. How deeply a value may be nested is said of records.
 */
export const checkData: WholeCheck = (value) => findIssue(value, Number.POSITIVE_INFINITY);

/** As `checkData`, of a record. */
export const checkRecordData: WholeCheck = (value) => findIssue(value);

function findIssue(value: unknown, nesting?: number): Issue | undefined {
  const misfit = findMisfit(value, nesting);
  if (!misfit) return undefined;
  const { path, expected } = misfit;
  const place = path.slice(-20).join(".");
  const received = isSecret(place) ? "another value" : misfit.received;
  return {
    path,
    code: "data",
    expected,
    received,
    message: `${place && `${place}: `}expected ${expected}, got ${received}`,
  };
}
