import { createRecord } from "../../../lexicons/com/atproto/repo/createRecord.ts";
import { listRecords } from "../../../lexicons/com/atproto/repo/listRecords.ts";
import { uploadBlob } from "../../../lexicons/com/atproto/repo/uploadBlob.ts";
import { getBlob } from "../../../lexicons/com/atproto/sync/getBlob.ts";
import { withTelemetry } from "../../../telemetry/withTelemetry.ts";
import { withConcurrency } from "../../around/withConcurrency.ts";
import { withPacing } from "../../around/withPacing.ts";
import { createClient } from "../../client/createClient.ts";
import type { CallOptions, Client, CreateClientOptions, Hooks } from "../../contract/Call.ts";
import { defineProcedure, defineQuery } from "../../operation/define.ts";
import { routeReads } from "../../route/routeReads.ts";
import { routeVideo } from "../../route/routeVideo.ts";
import type { Bad, Limits, Place } from "./Place.ts";

const did = "did:plc:aaaaaaaaaaaaaaaaaaaaaaaa";
const cid = "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy";
const input = { repo: did, collection: "a.b.c", record: { $type: "a.b.c" } };
const fast = { baseDelay: 1 };

/** A client that is always answered in the same way. */
function answered(answer: () => Response, options: CreateClientOptions = {}): Client {
  return createClient({ service: "https://example.com", fetch: async () => answer(), retry: fast, ...options });
}

const good = (): Response => Response.json({});
const busy = (): Response => Response.json({ error: "Busy" }, { status: 503 });
const lost = (): Response => {
  throw new TypeError("fetch failed");
};

/** A body that does something bad when it is read, or given up. */
function bodyWith(source: UnderlyingDefaultSource): () => Response {
  return () => new Response(new ReadableStream(source), { headers: { "content-type": "application/json" } });
}

/** A redirect whose body is in the way. */
function redirectWith(source: UnderlyingDefaultSource): () => Response {
  const headers = { location: "http://169.254.169.254/" };
  return () => new Response(new ReadableStream(source), { status: 302, headers });
}

const hook = (name: keyof Hooks, answer: () => Response): Place => ({
  name: `the hook ${name}`,
  run: (bad, limits) => answered(answer, { hooks: { [name]: bad } }).call("com.example.get", {}, limits),
  isPassedOn: true,
});

/** A call with limits: `deadline`, or the signal alone. */
function twice(place: Place): Place[] {
  return [
    {
      ...place,
      name: `${place.name}, within a deadline`,
      run: (bad, { deadline }) => place.run(bad, { deadline } as Limits),
    },
    {
      ...place,
      name: `${place.name}, until it is aborted`,
      run: (bad, { signal }) => place.run(bad, { signal } as Limits),
    },
  ];
}

const session = (fetchHandler: Bad): CreateClientOptions => ({ session: { did, fetchHandler }, service: undefined });

/** A procedure that has lost its answer. */
const settled = (settle: Bad, limits: CallOptions): Promise<unknown> =>
  createRecord(answered(lost), input, { ...limits, settle, validate: false });

const upload = (body: unknown, limits: CallOptions): Promise<unknown> => {
  // Reads what it is given, as platforms do, and gives it up.
  const fetch: typeof globalThis.fetch = async (_, init) => {
    const { body, signal } = init ?? {};
    const reader = (body as ReadableStream).getReader();
    signal?.addEventListener("abort", () => void reader.cancel().catch(() => {}));
    await reader.read();
    await reader.cancel();
    return Response.json({ blob: {} });
  };
  const client = answered(good, { fetch });
  return uploadBlob(client, body as Blob, { ...limits, encoding: "a/b", validate: false });
};

/** Everything on the way of a call that takes a function. */
export const places: readonly Place[] = [
  ...[
    hook("onRequest", good),
    hook("onResponse", good),
    hook("onRetry", busy),
    hook("onError", () => Response.json({}, { status: 400 })),
    {
      name: "a route",
      run: (route: Bad, limits: Limits) => answered(good, { route }).call("com.example.get", {}, limits),
      isPassedOn: true,
    },
    {
      name: "what finds the server of a repository",
      run: (find: Bad, limits: Limits) => {
        const client = answered(good, { route: routeReads(find) });
        return client.call("com.atproto.repo.listRecords", { params: { repo: did } }, limits);
      },
      isPassedOn: true,
    },
    {
      name: "what goes around a call",
      run: (bad: Bad, limits: Limits) => answered(good, { around: [() => bad] }).call("com.example.get", {}, limits),
      isPassedOn: true,
    },
    {
      name: "fetch",
      run: (fetch: Bad, limits: Limits) => answered(good, { fetch }).call("com.example.get", {}, limits),
    },
    {
      name: "fetch, behind everything that goes around it",
      run: (fetch: Bad, limits: Limits) => {
        const around = [withConcurrency({ limit: 1 }), withPacing(), withTelemetry()];
        return answered(good, { fetch, around }).call("com.example.get", {}, limits);
      },
    },
    {
      name: "fetch of a procedure",
      run: (fetch: Bad, limits: Limits) => answered(good, { fetch }).call("com.example.do", { input: {} }, limits),
    },
    {
      name: "a session",
      run: (bad: Bad, limits: Limits) => createClient(session(bad)).call("com.example.get", {}, limits),
    },
    {
      name: "a session that makes a token for the video service",
      run: (bad: Bad, limits: Limits) => {
        const client = createClient({ ...session(bad), route: routeVideo });
        return client.call("app.bsky.video.getUploadLimits", {}, limits);
      },
    },
    { name: "what settles a write", run: settled, isPassedOn: true },
    {
      name: "an encoder",
      run: (encode: Bad, limits: Limits) =>
        defineProcedure({ nsid: "com.example.put", input: { encode } })(answered(good), new Blob(), limits),
    },
    {
      name: "a decoder",
      run: (decode: Bad, limits: Limits) =>
        defineQuery({ nsid: "com.example.get", output: { decode } })(answered(good), {}, limits),
    },
    {
      name: "a schema of another library, of what is sent",
      run: (validate: Bad, limits: Limits) =>
        defineProcedure({ nsid: "com.example.put", input: { "~standard": { validate } } })(answered(good), {}, limits),
    },
    {
      name: "a schema of another library, of an answer",
      run: (validate: Bad, limits: Limits) =>
        defineQuery({ nsid: "com.example.get", output: { "~standard": { validate } } })(answered(good), {}, limits),
    },
    {
      name: "the body of an answer",
      run: (pull: Bad, limits: Limits) =>
        answered(bodyWith({ pull, cancel: pull })).call("com.example.get", {}, limits),
    },
    {
      name: "the body of an answer that is given up because it is large",
      run: (cancel: Bad, limits: Limits) => {
        const pull = (controller: ReadableStreamDefaultController): void => controller.enqueue(new Uint8Array(1000));
        return answered(bodyWith({ pull, cancel })).call("com.example.get", {}, { ...limits, maxResponseSize: 500 });
      },
    },
    {
      name: "the body of a redirect",
      run: (bad: Bad, limits: Limits) =>
        answered(redirectWith({ pull: bad, cancel: bad })).call("com.example.get", {}, limits),
    },
    {
      name: "an answer of bytes",
      run: async (pull: Bad, limits: Limits) =>
        (await getBlob(answered(bodyWith({ pull, cancel: pull })), { did, cid }, limits)).bytes(),
    },
    {
      name: "an answer of bytes that is given up",
      run: async (cancel: Bad, limits: Limits) =>
        (await getBlob(answered(bodyWith({ cancel })), { did, cid }, limits)).cancel(),
      isIgnored: true,
      isUnawaited: true,
    },
    {
      name: "an answer of bytes whose reader stops",
      run: async (cancel: Bad, limits: Limits) => {
        const start = (controller: ReadableStreamDefaultController): void => controller.enqueue(new Uint8Array(1));
        for await (const _ of await getBlob(answered(bodyWith({ start, cancel })), { did, cid }, limits)) break;
      },
      isIgnored: true,
      isUnawaited: true,
    },
    {
      name: "a body that is an iterable",
      run: (next: Bad, limits: Limits) => upload({ [Symbol.asyncIterator]: () => ({ next, return: next }) }, limits),
    },
    {
      name: "what makes the iterator of a body",
      run: (bad: Bad, limits: Limits) => upload({ [Symbol.asyncIterator]: bad }, limits),
    },
    {
      name: "a body that is a stream",
      run: (pull: Bad, limits: Limits) => upload(new ReadableStream({ pull, cancel: pull }), limits),
    },
    {
      name: "a body that is a stream, and is given up",
      run: (cancel: Bad, limits: Limits) => {
        const start = (controller: ReadableStreamDefaultController): void => controller.enqueue(new Uint8Array(1));
        return upload(new ReadableStream({ start, cancel }), limits);
      },
    },
    {
      name: "the items of pages",
      run: async (fetch: Bad, limits: Limits) => {
        for await (const _ of listRecords.items(answered(good, { fetch }), { repo: did, collection: "a.b.c" }, limits));
      },
    },
  ].flatMap(twice),
  {
    name: "a logger",
    run: (bad, limits) => answered(good, { logger: { debug: bad, warn: bad } }).call("com.example.get", {}, limits),
    isIgnored: true,
    isUnawaited: true,
  },
  {
    name: "a logger of what fails",
    run: async (bad, limits) => {
      const client = answered(busy, { logger: { debug: bad, warn: bad } });
      await client.call("com.example.get", {}, limits).catch((error: { code?: string }) => {
        if (error.code !== "xrpc_error") throw error;
      });
    },
    isIgnored: true,
    isUnawaited: true,
  },
  ...(
    [
      "startActiveSpan",
      "setAttributes",
      "setStatus",
      "end",
      "record",
      "add",
      "createHistogram",
      "createCounter",
    ] as const
  ).map(
    (name): Place => ({
      name: `telemetry: ${name}`,
      run: async (bad, limits) => {
        const pick = <T>(own: string, given: T): T => (own === name ? (bad as T) : given);
        const nothing = (): void => {};
        const span = {
          setAttributes: pick("setAttributes", nothing),
          setStatus: pick("setStatus", nothing),
          end: pick("end", nothing),
        };
        const start = (_: string, __: object, run: (given: typeof span) => unknown): unknown => run(span);
        const tracer = { startActiveSpan: pick("startActiveSpan", start) };
        const meter = {
          createHistogram: pick("createHistogram", () => ({ record: pick("record", nothing) })),
          createCounter: pick("createCounter", () => ({ add: pick("add", nothing) })),
        };
        let count = 0;
        const fetch = async (): Promise<Response> => (++count === 1 ? busy() : good());
        await answered(good, { fetch, around: [withTelemetry({ tracer, meter })] }).call("com.example.get", {}, limits);
      },
      isIgnored: true,
      isUnawaited: true,
    }),
  ),
];
