/** Uploads a file, and says how much memory that took at most: before it, and at its end, in MB. */
import { Bluesky } from "bluesky";
import { uploadVideo } from "bluesky/media";
import { makeMp4 } from "../../../packages/bluesky/src/media/video/testing/makeMp4.ts";

const [account = "", path = ""] = process.argv.slice(2);
const peak = (): number => Math.round(process.resourceUsage().maxRSS / 1024);

const bsky = await Bluesky.login(JSON.parse(account));
// All code has been run, and the memory that parts need has been taken once.
await uploadVideo(bsky, makeMp4({ size: 17 * 1024 * 1024 }), { pollInterval: 100 });
const before = peak();
const { blob, width, height } = await uploadVideo(bsky, { path }, { pollInterval: 200 });
console.log(JSON.stringify({ size: blob.size, width, height, before, after: peak() }));
