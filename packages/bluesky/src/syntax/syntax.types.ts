import type { AtUri, Did, Tid } from "./index.ts";
import { isDid, isTid, isUri, nextTid, parseAtUri } from "./index.ts";

declare const anything: unknown;
declare const text: string;
declare const texts: string[];

// A guard narrows what is unknown to a string.
if (isDid(anything)) anything.startsWith("did:") satisfies boolean;
if (isTid(anything)) anything.length satisfies number;
// @ts-expect-error Outside of it, it stays unknown.
anything.length;

// A string that is not of the format is still a string, of formats with a template type and without one.
if (!isDid(text)) text.toUpperCase() satisfies string;
if (!isTid(text)) text.toUpperCase() satisfies string;
if (!isUri(text) && !isTid(text)) text.length satisfies number;

// What was checked can be demanded, and is a string wherever one is wanted.
const did: Did = "did:plc:z72i7hdynmk6r22z27h6tvur";
const dids: Did[] = texts.filter(isDid);
const tid: Tid = nextTid();
const plain: string[] = [did, tid, ...dids, ...texts.filter(isTid)];
// @ts-expect-error A string that nobody checked is not a TID.
const unchecked: Tid = text;
// @ts-expect-error Nor is this a DID.
const handle: Did = "alice.test";
// @ts-expect-error Nor this an AT URI.
const uri: AtUri = "https://example.com";

const { authority, rkey } = parseAtUri(text);
authority satisfies string;
// @ts-expect-error There may be no record key.
rkey satisfies string;

export type Used = [typeof plain, typeof unchecked, typeof handle, typeof uri];
