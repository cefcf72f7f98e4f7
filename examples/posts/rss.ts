import { tidFromDate } from "bluesky/syntax";
import { bsky } from "./connect.ts";

const [feed = ""] = process.argv.slice(2);
const rss = await (await fetch(feed)).text();
const read = (item: string, name: string): string =>
  item.match(new RegExp(`<${name}>(?:<!\\[CDATA\\[)?(.*?)(?:\\]\\]>)?</${name}>`, "s"))?.[1]?.trim() ?? "";
const items = [...rss.matchAll(/<item\b.*?<\/item>/gs)].map(([item]) => item).reverse();
for (const item of items) {
  const [title, uri, description] = [read(item, "title"), read(item, "link"), read(item, "description")];
  // The moment is the key: however often this runs, each is posted once.
  const key = tidFromDate(new Date(read(item, "pubDate")));
  const { done, url } = await bsky.post(title, { key, card: { uri, title, description } });
  if (done) console.log(url);
}
