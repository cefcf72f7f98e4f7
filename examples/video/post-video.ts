import { Bluesky } from "bluesky";
import { video } from "bluesky/media";

const { BLUESKY_NETWORK } = process.env;
const bsky = Bluesky.fromEnv({ network: BLUESKY_NETWORK ? JSON.parse(BLUESKY_NETWORK) : undefined });
const [path = "", captions = "", alt = ""] = process.argv.slice(2);
const { url } = await bsky.post(alt, {
  video: video({ path }, { alt, captions: [{ lang: "en", file: { path: captions } }] }),
  onProgress: ({ sent, total }) => console.error(`${Math.round((100 * sent) / total)} %`),
});
console.log(url);
