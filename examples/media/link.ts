import { card } from "bluesky/media";
import { bsky } from "./connect.ts";

const [url = "", text = url] = process.argv.slice(2);
// Hosts of your own that are not on the public internet: localhost:3000, for example.
const allowPrivate = process.env.ALLOW_PRIVATE?.split(",");
const { url: posted } = await bsky.post(text, {
  card: card(url, { allowPrivate, onCard: ({ imageError }) => imageError && console.warn(imageError.message) }),
});
console.log(posted);
