import { isNsid } from "./isNsid.ts";

const DID = /^did:[a-z]+:[a-zA-Z0-9._:%-]*[a-zA-Z0-9._-]$/;
const HANDLE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
const DATETIME =
  /^(\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-][0-2]\d:[0-5]\d)$/;

const isDid = (text: string): boolean => text.length <= 2048 && DID.test(text);
const isHandle = (text: string): boolean => text.length <= 253 && HANDLE.test(text);

/**
 * The formats of strings, and what a constant, a default or a value of an enum must look like to have one. Not every detail
 * of a specification is here: what is compiled holds data to all of it.
 */
export const FORMATS: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ["at-identifier", (text: string) => isDid(text) || isHandle(text)],
  ["at-uri", isAtUri],
  [
    "cid",
    (text: string) => /^(?:Qm[1-9A-HJ-NP-Za-km-z]{44}|b[a-z2-7]{50,}|[zfFmMuUkKtTvVhZ9B7C][\w+/=-]{40,})$/.test(text),
  ],
  ["datetime", isDatetime],
  ["did", isDid],
  ["handle", isHandle],
  ["language", (text: string) => /^(?:[ix](?:-[a-z0-9]{1,8})+|[a-z]{2,8}(?:-[a-z0-9]{1,8})*)$/i.test(text)],
  ["nsid", isNsid],
  ["record-key", isRecordKey],
  ["tid", (text: string) => /^[2-7a-j][2-7a-z]{12}$/.test(text)],
  ["uri", (text: string) => text.length <= 8192 && /^[a-z][a-z0-9+.-]*:\S+$/i.test(text)],
]);

/** Whether a text can be a record's key (https://atproto.com/specs/record-key). */
export function isRecordKey(text: string): boolean {
  return /^[a-zA-Z0-9._:~-]{1,512}$/.test(text) && text !== "." && text !== "..";
}

function isAtUri(text: string): boolean {
  const [, authority = "", collection, key] =
    /^at:\/\/([^/#\s]+)(?:\/([^/#\s]+)(?:\/([^/#\s]+))?)?(?:#\/\S*)?$/.exec(text) ?? [];
  return (
    (isDid(authority) || isHandle(authority)) &&
    (collection === undefined || isNsid(collection)) &&
    (key === undefined || isRecordKey(key))
  );
}

function isDatetime(text: string): boolean {
  const [, date = ""] = DATETIME.exec(text) ?? [];
  // Of a day that its month does not have `Date` makes one of the next month.
  return !text.endsWith("-00:00") && !Number.isNaN(Date.parse(date)) && new Date(date).toISOString().startsWith(date);
}
