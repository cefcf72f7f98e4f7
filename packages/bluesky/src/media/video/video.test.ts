import assert from "node:assert/strict";
import { test } from "node:test";
import { createClient } from "../../xrpc/client/createClient.ts";
import { readCaptions } from "./captions.ts";
import { gifCard } from "./gifCard.ts";
import { makeMp4 } from "./testing/makeMp4.ts";
import { type UploadVideoOptions, uploadVideo } from "./uploadVideo.ts";

const DID = "did:plc:ewvi7nxzyoun6zhxrhs64oiz";
const blob = {
  $type: "blob",
  ref: { $link: "bafkreibme22gw2h7y2h7tg2fhqotaqjucnbc24deqo72b6mkl2egezxhvy" },
  mimeType: "video/mp4",
  size: 2000,
} as const;
const COMPLETED = { jobId: "one", did: DID, state: "JOB_STATE_COMPLETED", blob };

type Reply = object | Response;

/** Uploads a video to a service that has these answers, one after the other; the last stays. */
async function upload(answers: Readonly<Record<string, readonly Reply[]>>, options: UploadVideoOptions = {}) {
  const asked: URL[] = [];
  const count = new Map<string, number>();
  const fetchHandler = async (): Promise<Response> => Response.json({ did: "did:web:pds.test", token: "t0ken" });
  const fetch: typeof globalThis.fetch = async (input) => {
    const url = new URL(String(input));
    asked.push(url);
    const name = url.pathname.split(".").at(-1) ?? "";
    const given = answers[name] ?? [{ canUpload: true }];
    const index = count.get(name) ?? 0;
    count.set(name, index + 1);
    const reply = given[Math.min(index, given.length - 1)] ?? {};
    return reply instanceof Response ? reply.clone() : Response.json(reply);
  };
  const client = createClient({ session: { did: DID, fetchHandler }, fetch });
  const outcome = await uploadVideo(client, makeMp4(), { pollInterval: 1, retry: { baseDelay: 1 }, ...options }).catch(
    (error: unknown) => error,
  );
  return { outcome: Object(outcome), asked, count };
}

test("it is sent with whose it is and what it is called", async () => {
  const { outcome, asked } = await upload({ uploadVideo: [COMPLETED] }, { name: "waves.mp4" });
  assert.deepEqual(outcome, { blob, type: "video/mp4", width: 320, height: 180, duration: 1500 });
  const sent = asked.find(({ pathname }) => pathname.endsWith("uploadVideo"));
  assert.deepEqual(Object.fromEntries(sent?.searchParams ?? []), { did: DID, name: "waves.mp4" });
});

test("flat or wrapped, taken before or not, whatever the state is called: it comes to its blob", async () => {
  const { blob: _, ...created } = { ...COMPLETED, state: "JOB_STATE_CREATED" };
  const exists = { ...COMPLETED, error: "already_exists", message: "Video already processed" };
  const status = (body: object) => Response.json(body, { status: 409 });
  for (const [uploadVideo, getJobStatus] of [
    [[COMPLETED], []],
    [[{ jobStatus: COMPLETED }], []],
    [[created], [{ jobStatus: COMPLETED }]],
    [[{ jobStatus: created }], [{ ...created, state: "JOB_STATE_PONDERING" }, { jobStatus: created }, COMPLETED]],
    [[status(exists)], []],
    [[status({ jobStatus: exists })], []],
    [[status({ error: "already_exists", jobId: "one" })], [COMPLETED]],
    [[Response.json({}, { status: 503 }), status(exists)], []],
    [[new Response("<html>"), COMPLETED], []],
    [[created], [Response.json({}, { status: 502 }), new Response("{"), COMPLETED]],
  ] as readonly [Reply[], Reply[]][]) {
    const { outcome, count } = await upload({ uploadVideo, getJobStatus });
    assert.deepEqual(outcome.blob, blob, JSON.stringify([uploadVideo, getJobStatus, String(outcome)]));
    assert.equal(count.get("getJobStatus") ?? 0, getJobStatus.length);
  }
});

test("each refusal has its code, with what the service says", async () => {
  const refuse = (error: string, message: string, status = 400) => [Response.json({ error, message }, { status })];
  const limits = (more: object) => ({ getUploadLimits: [{ canUpload: false, ...more }] });
  for (const [answers, code, reason] of [
    [limits({ message: "no more today" }), "video_limit", "no more today"],
    [limits({ error: "unconfirmed_email" }), "email_unverified", "unconfirmed_email"],
    [{ getUploadLimits: [{ canUpload: true, remainingDailyVideos: 0 }] }, "video_limit", undefined],
    [{ uploadVideo: refuse("BadRequest", "Email not verified", 403) }, "email_unverified", "Email not verified"],
    [{ uploadVideo: refuse("VideoTooLong", "over 3 minutes") }, "video_limit", "over 3 minutes"],
    [{ uploadVideo: refuse("Nope", "too large", 413) }, "video_limit", "too large"],
    [{ uploadVideo: refuse("UnsupportedContentType", "no AVI") }, "video_failed", "no AVI"],
    [{ uploadVideo: refuse("InvalidRequest", "did") }, "xrpc_error", "did"],
    [{ uploadVideo: [{ error: "already_exists" }] }, "video_failed", "already_exists"],
    [
      { uploadVideo: [{ jobId: "one", state: "JOB_STATE_FAILED", failureCode: "encoding_failure" }] },
      "video_failed",
      "encoding_failure",
    ],
  ] as const) {
    const { outcome } = await upload(answers);
    assert.deepEqual([outcome.code, outcome.reason], [code, reason], `${outcome}`);
  }
});

test("a token that is not taken is asked for again, once", async () => {
  const refused = Response.json({ error: "InvalidToken", message: "expired" }, { status: 401 });
  const { outcome, count } = await upload({ uploadVideo: [refused, COMPLETED] });
  assert.deepEqual([outcome.blob, count.get("uploadVideo")], [blob, 2]);
  const { outcome: other, count: often } = await upload({ uploadVideo: [refused] });
  assert.deepEqual([other.code, often.get("uploadVideo")], ["auth_expired", 2]);
});

test("it ends with its signal and its deadline, also between two looks", async () => {
  const working = { jobId: "one", state: "JOB_STATE_ENCODING" };
  const answers = { uploadVideo: [working], getJobStatus: [working] };
  const stop = new AbortController();
  const aborted = upload(answers, { signal: stop.signal, pollInterval: 60_000 });
  setTimeout(() => stop.abort(), 30);
  assert.equal((await aborted).outcome.code, "aborted");
  assert.equal((await upload(answers, { deadline: 60, pollInterval: 60_000 })).outcome.code, "timeout");
});

test("without an account nothing is sent", async () => {
  const client = createClient({ service: "https://pds.test", fetch: () => assert.fail() });
  await assert.rejects(uploadVideo(client, makeMp4()), { code: "no_repo" });
});

test("captions are WebVTT, small and few, each in a language", async () => {
  const text = "WEBVTT\n\n00:00.000 --> 00:01.000\nHi";
  const good = ["WEBVTT", "\uFEFFWEBVTT\n", "WEBVTT - with a title\r\n", text];
  for (const file of good)
    assert.equal((await readCaptions([{ lang: "pt-BR", file: { text: file } }], undefined)).length, 1);
  assert.equal((await readCaptions([{ lang: "en", file: new Blob([text]) }], undefined))[0]?.bytes.length, text.length);
  const bad = ["", "webvtt", "WEBVTTX\n", "1\n00:00:00,000", ` ${text}`, text.padEnd(20_001)];
  for (const file of bad) {
    await assert.rejects(readCaptions([{ lang: "en", file: { text: file } }], undefined), { code: "invalid_captions" });
  }
  const latin1 = new Blob([Uint8Array.of(...Buffer.from(text), 0xe9)]);
  await assert.rejects(readCaptions([{ lang: "en", file: latin1 }], undefined), { code: "invalid_captions" });
  const many = Array.from({ length: 21 }, () => ({ lang: "en", file: { text } }));
  await assert.rejects(readCaptions(many, undefined), { code: "invalid_captions" });
  await assert.rejects(readCaptions([{ lang: "English!", file: { text } }], undefined), { code: "invalid_option" });
});

test("a GIF on the web is a card with its size and what it shows", () => {
  const size = { alt: "A cat", width: 498, height: 280 };
  assert.deepEqual(gifCard("https://media.tenor.com/x/cat.gif?a=1", size), {
    uri: "https://media.tenor.com/x/cat.gif?a=1&hh=280&ww=498",
    title: "A cat",
    description: "ALT: A cat",
  });
  assert.throws(() => gifCard("https://example.com/cat.png", size), { code: "invalid_option" });
  assert.throws(() => gifCard("cat.gif", size), { code: "invalid_option" });
  assert.throws(() => gifCard("https://example.com/cat.gif", { ...size, width: 0 }), { code: "invalid_option" });
});
