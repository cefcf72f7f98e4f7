import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, it } from "node:test";
import { AtpAgent } from "@atproto/api";
import type { Network } from "bluesky-devnet";
import { makeMp4 } from "../../packages/bluesky/src/media/video/testing/makeMp4.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";
import { root } from "../workspace/listFiles.ts";
import { startExample } from "./startExample.ts";

let net: Network;
const folder = mkdtempSync(join(tmpdir(), "video-"));
before(async () => {
  net = await borrowNetwork({ appView: false, video: true });
});
after(async () => {
  rmSync(folder, { recursive: true });
  await net?.close();
});

it("post-video.ts has at most 15 lines", () => {
  const lines = readFileSync(join(root, "examples/video/post-video.ts"), "utf8").trimEnd().split("\n");
  assert.ok(lines.length <= 15, `${lines.length}`);
});

it("post-video.ts posts a video with its captions, which both play from the PDS", { timeout: 60_000 }, async () => {
  const account = await net.createAccount("alice");
  const [file, vtt] = [join(folder, "waves.mp4"), join(folder, "waves.en.vtt")];
  const bytes = makeMp4({ size: 17 * 1024 * 1024, width: 1080, height: 1920 });
  writeFileSync(file, bytes);
  writeFileSync(vtt, "WEBVTT\n\n00:00.000 --> 00:01.000\nThe sea\n");
  const env = {
    BLUESKY_NETWORK: JSON.stringify(net.network),
    BLUESKY_IDENTIFIER: account.handle,
    BLUESKY_APP_PASSWORD: account.password,
  };
  const { code, stdout, stderr } = await startExample("video/post-video.ts", [file, vtt, "Waves"], env).ended;
  assert.equal(code, 0, stderr);
  assert.match(stderr, /^100 %$/m);

  const agent = new AtpAgent({ service: net.network.pds });
  const { data } = await agent.com.atproto.repo.getRecord({
    repo: account.did,
    collection: "app.bsky.feed.post",
    rkey: stdout.trim().split("/").at(-1) ?? "",
  });
  const { embed } = JSON.parse(JSON.stringify(data.value));
  assert.deepEqual([embed.alt, embed.aspectRatio], ["Waves", { width: 1080, height: 1920 }]);
  const play = async (blob: { ref: { $link: string } }): Promise<Buffer> => {
    const url = `${net.network.pds}/xrpc/com.atproto.sync.getBlob?did=${account.did}&cid=${blob.ref.$link}`;
    const answer = await fetch(url);
    assert.equal(answer.status, 200);
    return Buffer.from(await answer.arrayBuffer());
  };
  assert.ok((await play(embed.video)).equals(bytes));
  assert.ok((await play(embed.captions[0].file)).equals(readFileSync(vtt)));
});
