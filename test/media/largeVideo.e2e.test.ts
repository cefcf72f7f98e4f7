import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { createReadStream, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { after, before, it } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Network } from "bluesky-devnet";
import { makeMp4Head } from "../../packages/bluesky/src/media/video/testing/makeMp4.ts";
import { borrowNetwork } from "../network/borrowNetwork.ts";

const SIZE = 300_000_000;
const program = fileURLToPath(new URL("programs/uploadLarge.ts", import.meta.url));

let net: Network;
const folder = mkdtempSync(join(tmpdir(), "large-video-"));
before(async () => {
  net = await borrowNetwork({ appView: false, video: true });
});
after(async () => {
  await net?.close();
  rmSync(folder, { recursive: true });
});

it("a file of 300 MB is uploaded, whole, in memory that does not grow with it", { timeout: 240_000 }, async (t) => {
  const path = join(folder, "large.mp4");
  writeFileSync(path, makeMp4Head({ size: SIZE, width: 1920, height: 1080 }).head);
  truncateSync(path, SIZE);
  const account = JSON.stringify(await net.createAccount("alice"));
  const flags = ["--conditions=@bluesky/source", "--disable-warning=ExperimentalWarning"];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, program, account, path]);
  const { size, width, height, before, after } = JSON.parse(stdout) as Record<string, number>;
  t.diagnostic(`peak of memory: ${before} MB with a file of 17 MiB, ${after} MB with one of 300 MB`);
  assert.deepEqual([size, width, height], [SIZE, 1920, 1080]);
  assert.ok((after ?? 0) - (before ?? 0) < 100, `${before} MB, then ${after} MB`);
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  assert.equal(net.video?.videos.at(-1)?.sha256, hash.digest("hex"));
});
