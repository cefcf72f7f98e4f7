/** Something that a platform may have or lack. */
export interface PlatformFeature {
  /** A global, a member of one (`URL.canParse`), or of its instances (`Response.prototype.body`). */
  readonly name: string;
  /** What is used of its instances. */
  readonly members?: readonly string[] | undefined;
  /** What else there is where it is. A `*` at the end stands for whatever follows. */
  readonly also?: readonly string[] | undefined;
  /** What it is used for. */
  readonly purpose: string;
  /** What fails without it: parts of `test/platform/cases`, or single cases, as `part: case`. */
  readonly neededBy: readonly string[];
  /** What happens without it, for whoever chooses a platform. */
  readonly without: string;
  /** Whether every platform must have it, or somebody in its place. */
  readonly isBasic?: true | undefined;
}

/** All that makes calls, and all that asks a network. */
const CALLING = [
  "calls",
  "bytes",
  "records",
  "plans",
  "posts",
  "media",
  "reading",
  "notifications",
  "preferences",
  "people",
  "sessions",
  "telemetry",
  "class",
] as const;
const ASKING = [...CALLING, "identity"] as const;

/** A move of an account makes calls, looks identities up, and streams. Its case is given a `fetch`. */
const MIGRATION = "migration: an account is moved, stopped, resumed, and moved back";

/**
 * Everything that this package uses of its platform, beside ECMAScript 2022 without `Intl`. A platform needs no more; what it lacks of
 * this costs what is said here. `test/platform` holds the list to the sources, runs every part without each feature, and makes the
 * table of `docs/platforms.md` of it.
 */
export const features: readonly PlatformFeature[] = [
  {
    name: "fetch",
    purpose: "requests",
    neededBy: [...ASKING, "stream: a host that refuses says why"],
    without: "give one as the option `fetch`",
  },
  {
    name: "Headers",
    members: ["delete", "get", "has", "keys", "set"],
    purpose: "headers of requests and answers",
    neededBy: [...CALLING, MIGRATION],
    without: "no requests",
    isBasic: true,
  },
  {
    name: "Response",
    members: ["arrayBuffer", "clone", "headers", "ok", "status", "url"],
    purpose: "answers",
    neededBy: [
      "bytes",
      "media",
      "identity: a DID is made, changed and ended",
      "identity: the document of a domain is made and checked",
      MIGRATION,
    ],
    without: "no requests",
    isBasic: true,
  },
  {
    name: "Response.prototype.body",
    purpose: "answers chunk by chunk, so that large ones are cut off early",
    neededBy: [],
    without: "an answer is read as a whole",
  },
  {
    name: "URL",
    members: [
      "hash",
      "host",
      "hostname",
      "href",
      "origin",
      "password",
      "pathname",
      "port",
      "protocol",
      "search",
      "searchParams",
      "username",
    ],
    also: ["URLSearchParams.prototype.set"],
    purpose: "addresses of servers; whether something in a text is a link",
    neededBy: [...ASKING, "stream", "richtext: a text is prepared, whether its mentions resolve or not", MIGRATION],
    without: "no requests, and no links in texts",
    isBasic: true,
  },
  {
    name: "WebSocket",
    purpose: "streams",
    neededBy: ["stream"],
    without: "give a class of connections as the option `WebSocket`",
  },
  {
    name: "AbortController",
    members: ["abort", "signal"],
    also: [
      "AbortSignal.prototype.aborted",
      "AbortSignal.prototype.addEventListener",
      "AbortSignal.prototype.removeEventListener",
    ],
    purpose: "ending requests",
    neededBy: [...ASKING, "stream", "moderation: the check of a label is given up", MIGRATION],
    without: "no requests",
    isBasic: true,
  },
  {
    name: "AbortSignal.prototype.reason",
    purpose: "why a call was aborted, in its error",
    neededBy: [],
    without: "the error has no cause",
  },
  {
    name: "setTimeout",
    also: ["clearTimeout"],
    purpose: "time limits, and pauses between attempts",
    neededBy: [...ASKING, "stream", MIGRATION],
    without: "no requests",
    isBasic: true,
  },
  {
    name: "performance",
    also: ["performance.now"],
    purpose: "measuring time, whatever is done to the clock",
    neededBy: [...CALLING, "moderation: without an account there are defaults", MIGRATION],
    without: "no requests",
    isBasic: true,
  },
  {
    name: "queueMicrotask",
    purpose: "telling who listens late what a session's store has done",
    neededBy: ["sessions: the store of a browser keeps a session, or says that it cannot"],
    without: "no sessions that are kept in a store",
    isBasic: true,
  },
  {
    name: "TextDecoder",
    members: ["decode"],
    purpose: "reading text from bytes",
    neededBy: ["bytes: an answer is read line by line"],
    without: "an answer is read as a whole, and none line by line",
  },
  {
    name: "TextEncoder",
    members: ["encode", "encodeInto"],
    purpose: "writing text as bytes",
    neededBy: [
      "repo",
      "data: JSON and CBOR lead to each other",
      "posts: a long text is a thread, whose parts refer to each other",
      "identity: a log of the directory is verified",
      "identity: a DID is made, changed and ended",
    ],
    without: "no CBOR, and so no CIDs of records, and no threads",
  },
  {
    name: "atob",
    also: ["btoa"],
    purpose: "bytes in JSON, which are base 64 there",
    neededBy: ["data"],
    without: "bytes in JSON stay as they are",
  },
  {
    name: "ReadableStream",
    members: ["cancel", "getReader", "locked"],
    also: ["ReadableStreamDefaultController.prototype.*", "ReadableStreamDefaultReader.prototype.*"],
    purpose: "answers and uploads as streams",
    neededBy: ["repo: a repository is read from a blob and a stream", "bytes", "media", MIGRATION],
    without: "bytes are sent as an array or a Blob; an answer of bytes is not to be had",
  },
  {
    name: "Blob",
    members: ["arrayBuffer", "size", "slice", "type"],
    purpose: "files to send, and answers as a file",
    neededBy: [
      "repo: a repository is read from a blob and a stream",
      "bytes: what an image is is seen by its first bytes",
      "bytes: a Blob is sent, and received",
      "bytes: a File is sent",
      "media: what a video is, is seen by its bytes",
    ],
    without: "bytes are sent and received as an array or a stream; say what they are with the option `encoding`",
  },
  {
    name: "crypto.subtle",
    also: ["crypto", "crypto.subtle.*"],
    purpose: "CIDs of records and blobs; keys of P-256, where there is no Node. Pages that are not secure lack it",
    neededBy: [
      "crypto: signatures of P-256 are verified",
      "crypto: keys of P-256 are made, written, read, and sign",
      "identity: a DID is made, changed and ended",
    ],
    without: "CIDs take longer: 40 ms for a megabyte; P-256 needs a `verifier`",
  },
  {
    name: "crypto.getRandomValues",
    purpose: "new keys",
    neededBy: ["crypto: keys of K-256 are made, written, read, and sign", "identity: a DID is made, changed and ended"],
    without: "no keys are made, where there is no Node",
  },
  {
    name: "Intl.Segmenter",
    purpose: "counting the characters of a text, as limits of lexicons do, and splitting between them",
    neededBy: ["syntax: characters of a text are counted"],
    without:
      "limits in characters are left to the server, or to a library: `setGraphemeCounter`; texts are split by code points",
  },
  {
    name: "Request",
    purpose: "the HTTP client of the original SDK",
    neededBy: ["class: an HTTP client of the original SDK sends"],
    without: "`fetch` and `hooks` do the same",
  },
  {
    name: "indexedDB",
    also: ["IDB*"],
    purpose: "sessions that all tabs of a page share",
    neededBy: [],
    without: "`createWebStore` stores nothing, and says so; Web Storage does, or a store of your own",
  },
  {
    name: "navigator.locks",
    also: ["navigator"],
    purpose: "one tab at a time renews a session",
    neededBy: [],
    without: "two tabs may do so at once, which servers put up with",
  },
  {
    name: "Buffer",
    purpose: "texts of CBOR, where it is Node's",
    neededBy: [],
    without: "`TextDecoder` reads them, which takes longer",
  },
  {
    name: "process",
    purpose: "environment variables: `Bluesky.fromEnv`, `BLUESKY_DEBUG`; files by their paths, and `sharp`",
    neededBy: [],
    without: "give `fromEnv` the variables as its option `env`, and images as bytes",
  },
  {
    name: "OffscreenCanvas",
    members: ["convertToBlob", "getContext"],
    also: ["createImageBitmap", "ImageBitmap.prototype.*"],
    purpose: "images that have to be turned or made smaller",
    neededBy: [],
    without: "give a `codec` for such images; `sharp` is one where there is Node",
  },
  {
    name: "console",
    purpose: "a log where `BLUESKY_DEBUG` asks for one",
    neededBy: [],
    without: "give a `logger`",
  },
];
