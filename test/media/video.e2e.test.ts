import assert from "node:assert/strict";
import { after, afterEach, before, describe, it } from "node:test";
import { Bluesky } from "bluesky";
import { post } from "bluesky/actions";
import { getBlob } from "bluesky/com/atproto/sync";
import { type Progress, uploadVideo, type VideoUploadState, video } from "bluesky/media";
import type { Account, Network } from "bluesky-devnet";
import { makeMp4 } from "../../packages/bluesky/src/media/video/testing/makeMp4.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

let net: Network;
let alice: Account;
let bsky: Bluesky;

before(async () => {
  net = await borrowNetwork({ appView: false, video: true });
  alice = await net.createAccount("alice");
  bsky = await Bluesky.login(alice);
});
afterEach(() => net.video?.clear());
after(() => net?.close());

const MB = 1024 * 1024;
const QUICK = { pollInterval: 30 };

/** The bytes that play: those of the blob at the PDS, as anybody gets them once a record refers to it. */
async function play(cid: string): Promise<Buffer> {
  return Buffer.from(await (await getBlob(bsky, { did: alice.did, cid })).bytes());
}

describe("a video through the service", () => {
  it("is posted with its captions, and plays from the PDS", async () => {
    const bytes = makeMp4({ width: 640, height: 360, seed: 1 });
    const captions = [{ lang: "en", file: { text: "WEBVTT\n\n00:00.000 --> 00:01.000\nWaves" } }];
    const posted = await post(bsky, "Watch", { video: video(bytes, { alt: "Waves", captions, ...QUICK }) });
    const embed = posted.value.embed;
    assert.ok(embed?.$type === "app.bsky.embed.video" && "ref" in embed.video);
    assert.deepEqual([embed.alt, embed.aspectRatio], ["Waves", { width: 640, height: 360 }]);
    assert.deepEqual(await play(embed.video.ref.$link), Buffer.from(bytes));
    const file = embed.captions?.[0]?.file;
    assert.ok(file && "ref" in file);
    assert.match((await play(file.ref.$link)).toString(), /^WEBVTT\n/);
  });

  it("goes in parts from 16 MiB on, and says how far it is", async () => {
    const bytes = makeMp4({ size: 20 * MB, seed: 2 });
    const seen: Progress[] = [];
    const { blob } = await uploadVideo(bsky, bytes, { ...QUICK, onProgress: (progress) => seen.push(progress) });
    assert.equal(blob.size, bytes.length);
    assert.deepEqual(seen.map(({ part }) => part).sort(), [1, 2, 3]);
    assert.deepEqual([seen.at(-1)?.sent, seen.at(-1)?.total], [bytes.length, bytes.length]);
    assert.equal(net.video?.openUploads, 0);
  });

  it("that is there already is not processed again", async () => {
    const bytes = makeMp4({ seed: 3 });
    const first = await uploadVideo(bsky, bytes, QUICK);
    const count = net.video?.videos.length;
    const second = await uploadVideo(bsky, bytes, QUICK);
    assert.deepEqual(second.blob, first.blob);
    assert.equal(net.video?.videos.length, count);
  });

  it("is waited for through states that nobody knows, and answers of the other shape", async () => {
    net.video?.add("unknownState", { times: 3 });
    net.video?.add("otherShape", { probability: 0.5 });
    const { blob } = await uploadVideo(bsky, makeMp4({ seed: 4 }), QUICK);
    assert.equal(blob.mimeType, "video/mp4");
  });

  it("has lost parts sent again", async () => {
    net.video?.add("lostPart", { times: 2 });
    const bytes = makeMp4({ size: 17 * MB, seed: 5 });
    const { blob } = await uploadVideo(bsky, bytes, QUICK);
    assert.equal(blob.size, bytes.length);
  });

  it("is uploaded again, once, where the upload or the job is no more", async () => {
    const one = net.video?.add("expiredJob", { times: 1 });
    await uploadVideo(bsky, makeMp4({ seed: 6, size: 3 * MB }), QUICK);
    const two = net.video?.add("expiredUpload", { times: 1 });
    await uploadVideo(bsky, makeMp4({ seed: 7, size: 16 * MB }), QUICK);
    assert.deepEqual([one?.hits, two?.hits, net.video?.openUploads], [1, 1, 0]);
    net.video?.add("expiredJob");
    await assert.rejects(uploadVideo(bsky, makeMp4({ seed: 8, size: 3 * MB }), QUICK), { code: "video_failed" });
  });

  it("that fails says why, and so do limits, before anything is sent", async () => {
    net.video?.add("failedJob", { times: 1 });
    const failed = { code: "video_failed", reason: "the video could not be encoded" };
    await assert.rejects(uploadVideo(bsky, makeMp4({ seed: 9 }), QUICK), failed);
    const count = net.video?.videos.length;
    net.video?.add("quota", { times: 1 });
    await assert.rejects(uploadVideo(bsky, makeMp4({ seed: 10 }), QUICK), { code: "video_limit", message: /limit/ });
    net.video?.add("unverifiedEmail", { times: 1 });
    await assert.rejects(uploadVideo(bsky, makeMp4({ seed: 10 }), QUICK), { code: "email_unverified" });
    assert.equal(net.video?.videos.length, count);
  });

  it("that is cancelled is ended at the service", async () => {
    const stop = new AbortController();
    const onProgress = (): void => stop.abort();
    const upload = uploadVideo(bsky, makeMp4({ size: 40 * MB, seed: 11 }), { signal: stop.signal, onProgress });
    await assert.rejects(upload, { code: "aborted" });
    assert.equal(net.video?.openUploads, 0);
  });

  it("goes on where it was, of a state that was kept as JSON", async () => {
    const bytes = makeMp4({ size: 40 * MB, seed: 12 });
    let kept = "";
    const onState = (state: VideoUploadState): void => {
      kept = JSON.stringify(state);
    };
    // As a program that is ended: the upload is left as it is.
    const failing = uploadVideo(bsky, bytes, {
      onState,
      onProgress() {
        throw new Error("killed");
      },
    });
    await assert.rejects(failing, { message: "killed" });
    assert.equal(net.video?.openUploads, 1);
    const resume: VideoUploadState = JSON.parse(kept);
    const sent: number[] = [];
    const { blob } = await uploadVideo(bsky, bytes, {
      ...QUICK,
      ...{ resume, onState, onProgress: ({ part = 0 }) => sent.push(part) },
    });
    assert.ok(sent.length >= 1 && sent.length < 5, `${sent}`);
    assert.equal(net.video?.openUploads, 0);
    // The job is known too, and nothing is sent at all.
    sent.length = 0;
    const again = await uploadVideo(bsky, bytes, {
      resume: JSON.parse(kept),
      onProgress: ({ part = 0 }) => sent.push(part),
    });
    assert.deepEqual([again.blob, sent], [blob, []]);
  });

  it("of a GIF moves by itself", async () => {
    const gif = Uint8Array.from(Buffer.from("R0lGODlhAgADAIAAAP///wAAACH5BAAAAAAALAAAAAACAAMAAAICBAoAOw==", "base64"));
    const { value } = await post(bsky, "GIF", { video: video(gif, { alt: "Nothing", ...QUICK }) });
    const embed = value.embed;
    assert.ok(embed?.$type === "app.bsky.embed.video");
    assert.deepEqual([embed.presentation, embed.aspectRatio], ["gif", { width: 2, height: 3 }]);
  });

  it("in a dry run is looked at, and nothing is sent", async () => {
    const count = net.video?.videos.length;
    const posted = await post(bsky, "Dry", { dryRun: true, video: video(makeMp4({ seed: 13 })) });
    assert.equal(posted.value.embed?.$type, "app.bsky.embed.video");
    assert.equal(net.video?.videos.length, count);
  });
});
